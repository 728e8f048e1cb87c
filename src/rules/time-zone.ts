import type { TypeRef } from '../catalog/catalog.js';
import { momentOf } from '../effects/moment.js';
import { ofStatement } from '../effects/of-statement.js';
import { effective } from '../session/session.js';
import { identifier, literal, shortName } from '../sql/names.js';
import type { Step } from '../timeline.js';
import { comment, sql } from './prose.js';
import { alteredTable, subcommandText } from './subcommand.js';

/**
 * A change between timestamp and timestamptz with its zone said, for the transaction alone; null where the rows are
 * converted or an index is built all the same.
 */
export function inUtc(step: Step, part: number): string | null {
  if (effective(step.session).timeZone !== null) return null;
  const moment = momentOf(step.before, step.session, step.set, step.version);
  const pinned = { ...moment, settings: { ...moment.settings, timeZone: 'UTC' } };
  const { rewrites, scans, rebuildsIndexes } = ofStatement(step.statement.node, pinned);
  if ([...rewrites, ...scans, ...rebuildsIndexes].some((touch) => touch.existing && touch.part === part)) return null;
  const change = [
    "SET LOCAL lock_timeout = '2s';",
    "SET LOCAL timezone = 'UTC';",
    `ALTER TABLE ${shortName(alteredTable(step))} ${subcommandText(step, part)};`,
  ];
  return sql(
    comment('when all values are in UTC: in that zone PostgreSQL 12 and later keep every row as it is'),
    ...(step.session.transaction === null ? ['BEGIN;', ...change, 'COMMIT;'] : change),
  );
}

/** The new value of a column by its old one, whoever runs it; null where no zone has a part in it. */
export function zoned(step: Step, column: string, from: TypeRef | null, to: TypeRef | null): string | null {
  if (from === null || to === null || from.array || to.array) return null;
  const zone = literal(effective(step.session).timeZone ?? 'UTC');
  const old = identifier(column);
  switch (`${from.name}>${to.name}`) {
    case 'timestamp>timestamptz':
    case 'timestamptz>timestamp':
      return `(${old} AT TIME ZONE ${zone})`;
    case 'date>timestamptz':
      return `(${old}::timestamp AT TIME ZONE ${zone})`;
    case 'timestamptz>date':
      return `(${old} AT TIME ZONE ${zone})::date`;
    case 'timestamptz>time':
      return `(${old} AT TIME ZONE ${zone})::time`;
    default:
      return null;
  }
}
