import type { PartitionBoundSpec } from '@pgsql/types';
import type { Touch } from '../../../effects/effects.js';
import { resolveRange } from '../../../catalog/lookup.js';
import { effective } from '../../../session/session.js';
import { derivedName, identifier, shortName, type RelationName } from '../../../sql/names.js';
import { bodiesOf, bodyOf } from '../../../sql/statement.js';
import type { Step } from '../../../timeline.js';
import { asWritten, blockedWhile, sql } from '../../prose.js';
import { statementRule, type Match } from '../../rule.js';
import { at, existing, nodeIf, onePerPart, severityOf } from '../../scope.js';
import { alteredTable, subcommandAt } from '../../subcommand.js';

interface ScannedPartition extends Match {
  readonly step: Step;
  readonly touch: Touch;
}

export const rule = statementRule<ScannedPartition>({
  id: 'partition-attached-with-scan',
  mode: 'lock-queue-freeze',
  detect: (step) => {
    if (step.effects.fails !== null) return [];
    return onePerPart(existing(step.effects.scans))
      .filter(({ because }) => because.id === 'partition-bound' || because.id === 'default-partition')
      .map((touch) => ({ severity: severityOf(touch), at: at(step, touch.part), step, touch }));
  },
  describe: ({ step, touch }) => ({
    title: `A new partition makes Postgres read ${shortName(touch.relation)} whole`,
    message: blockedWhile(step, touch, 'is read whole'),
    fix: provenBefore(step, touch),
  }),
});

/** A validated CHECK that says the same as the bound (or, on the default partition, its opposite) spares the scan. */
function provenBefore(step: Step, touch: Touch): string {
  const range = boundRange(step, touch.part);
  if (range === null) return '';
  const name = shortName(touch.relation);
  const check = derivedName(touch.relation, 'bound');
  const fits = `${range.key} IS NOT NULL AND ${range.inside}`;
  const condition =
    touch.because.id === 'default-partition' ? `${range.key} IS NOT NULL AND NOT (${range.inside})` : fits;
  return sql(
    '-- first file:',
    "SET lock_timeout = '2s';",
    `ALTER TABLE ${name} ADD CONSTRAINT ${check} CHECK (${condition}) NOT VALID;`,
    '-- next file, once that has committed: reads and writes go on',
    `ALTER TABLE ${name} VALIDATE CONSTRAINT ${check};`,
    '-- next file:',
    "SET lock_timeout = '2s';",
    asWritten(step),
    `ALTER TABLE ${name} DROP CONSTRAINT ${check};`,
  );
}

interface BoundRange {
  readonly key: string;
  readonly inside: string;
}

/** The bound as a condition on the one key column; null for several columns, hash bounds, or a key nobody has shown us. */
function boundRange(step: Step, part: number): BoundRange | null {
  const parent = parentOf(step, part);
  const bound = bodyOf('PartitionCmd', subcommandAt(step, part)?.def)?.bound ?? nodeIf(step, 'CreateStmt')?.partbound;
  const keys = (parent === null ? undefined : step.before.relations.get(parent))?.partitionKey ?? [];
  const [key] = keys;
  if (key === undefined || keys.length !== 1 || bound === undefined) return null;
  const inside = condition(step, bound, identifier(key));
  return inside === null ? null : { key: identifier(key), inside };
}

function condition(step: Step, bound: PartitionBoundSpec, key: string): string | null {
  if (bound.strategy === 'l') {
    const list = /\bIN\s*\(([\s\S]*)\)\s*$/i.exec(step.sql)?.[1];
    return list === undefined ? null : `${key} IN (${list.trim()})`;
  }
  const written = /\bFROM\s*\(([\s\S]*?)\)\s*TO\s*\(([\s\S]*?)\)\s*$/i.exec(step.sql);
  if (bound.strategy !== 'r' || written === null) return null;
  const [, low = '', high = ''] = written.map((text) => text.trim());
  const sides = [/^MINVALUE$/i.test(low) ? '' : `${key} >= ${low}`, /^MAXVALUE$/i.test(high) ? '' : `${key} < ${high}`];
  return sides.filter((side) => side !== '').join(' AND ') || null;
}

function parentOf(step: Step, part: number): RelationName | null {
  if (subcommandAt(step, part) !== null) return alteredTable(step);
  const [parent] = bodiesOf('RangeVar', nodeIf(step, 'CreateStmt')?.inhRelations);
  return parent === undefined ? null : resolveRange(step.before, effective(step.session).searchPath, parent);
}
