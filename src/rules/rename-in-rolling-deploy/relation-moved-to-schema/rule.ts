import { nameParts } from '../../../catalog/lookup.js';
import { identifier, relationName, shortName, splitName } from '../../../sql/names.js';
import type { Step } from '../../../timeline.js';
import { isOthers, keyAt, objectAt, rangeAt } from '../../existing.js';
import { asWritten, code, comment, lockClause, sql } from '../../prose.js';
import { statementRule, type Match } from '../../rule.js';
import { at, isInTransaction, nodeIf } from '../../scope.js';
import { compatibleView } from '../compatible-view.js';

interface Moved extends Match {
  readonly step: Step;
  readonly name: string;
  readonly schema: string;
  /** A table or view, whose old name a view can keep. */
  readonly queried: boolean;
}

export const rule = statementRule<Moved>({
  id: 'relation-moved-to-schema',
  mode: 'rename-in-rolling-deploy',
  on: ['AlterObjectSchemaStmt'],
  detect: (step, changeset) => {
    const body = nodeIf(step, 'AlterObjectSchemaStmt');
    const name = step.effects.fails === null ? movedName(step) : null;
    if (body === null || name === null) return [];
    const queried = body.relation !== undefined && body.objectType !== 'OBJECT_SEQUENCE';
    const view = queried ? compatibleView(step, name, changeset) : null;
    const severity = view === null ? 'unsafe' : 'note';
    return [
      {
        severity,
        at: at(step),
        related: view === null ? [] : [view],
        step,
        name,
        schema: body.newschema ?? '',
        queried,
      },
    ];
  },
  describe: (match) => ({
    title:
      match.severity === 'note'
        ? `${shortName(match.name)} lives on as a view`
        : `Moving ${shortName(match.name)} to another schema breaks the code that is running`,
    message: messageOf(match),
    fix: match.severity === 'note' ? '' : withView(match),
  }),
});

/** What is moved, unless the set made it. */
function movedName(step: Step): string | null {
  const body = nodeIf(step, 'AlterObjectSchemaStmt');
  if (body === null) return null;
  if (body.relation !== undefined) {
    const name = rangeAt(step, body.relation);
    return isOthers(step, name) ? name : null;
  }
  const { before, set } = step;
  const known =
    body.objectType === 'OBJECT_TYPE' || body.objectType === 'OBJECT_DOMAIN' ? before.types : before.routines;
  const key = keyAt(step, known, nameParts(body.object));
  if (known.get(key)?.set === set) return null;
  return body.objectType === 'OBJECT_EXTENSION'
    ? identifier(nameParts(body.object).at(-1) ?? '')
    : key || objectAt(step, body.object);
}

function messageOf({ step, name, schema, severity }: Moved): string {
  const moved = code(shortName(name));
  const lock = step.effects.locks.find(({ existing }) => existing);
  const locked =
    lock === undefined ? '' : ` The statement ${lockClause(step, lock.relation)} until the transaction ends.`;
  if (severity === 'note')
    return `Old code reads and writes ${moved} through the view of that name; drop the view once no running version uses it.${locked}`;
  return `From the commit on ${moved} is found only where ${code(identifier(schema))} is named or on the search_path; old code in a rolling deploy, functions and roles with another search_path fail.${locked}`;
}

function withView({ name, schema, queried, step }: Moved): string {
  if (!queried)
    return sql(
      comment(`1. make the same in ${identifier(schema)}`),
      '-- 2. release code that uses it there',
      comment(`3. drop ${shortName(name)} once nothing names it`),
    );
  const moved = relationName(schema, splitName(name).name);
  const inTransaction = isInTransaction(step);
  return sql(
    '-- 1. one transaction: the old name stays, as a view that can be read and written',
    ...(inTransaction ? [] : ['BEGIN;']),
    "SET LOCAL lock_timeout = '2s';",
    asWritten(step),
    `CREATE VIEW ${shortName(name)} AS SELECT * FROM ${moved};`,
    ...(inTransaction ? [] : ['COMMIT;']),
    comment(`2. next release: the code uses ${moved}`),
    comment(`3. the release after that: DROP VIEW ${shortName(name)};`),
  );
}
