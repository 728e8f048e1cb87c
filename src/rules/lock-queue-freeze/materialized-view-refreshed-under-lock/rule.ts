import { shortName, type RelationName } from '../../../sql/names.js';
import type { Step } from '../../../timeline.js';
import { box, whenAsked } from '../../boxes.js';
import { code, comment, lockClause, sql, table } from '../../prose.js';
import { statementRule, type Match } from '../../rule.js';
import { at, nodeIf } from '../../scope.js';
import { edited, insertAfter } from '../../wording.js';

interface BlockingRefresh extends Match {
  readonly step: Step;
  readonly view: RelationName;
  /** CONCURRENTLY needs a unique index on plain columns. */
  readonly hasKey: boolean;
}

export const rule = statementRule<BlockingRefresh>({
  id: 'materialized-view-refreshed-under-lock',
  mode: 'lock-queue-freeze',
  on: ['RefreshMatViewStmt'],
  detect: (step) => {
    const body = nodeIf(step, 'RefreshMatViewStmt');
    if (body === null || body.concurrent === true || body.skipData === true || step.effects.fails !== null) return [];
    const lock = step.effects.locks.find((one) => one.existing && one.mode === 'ACCESS EXCLUSIVE');
    if (lock === undefined) return [];
    const indexes = step.before.relations.get(lock.relation)?.indexes ?? [];
    const hasKey = indexes.some((name) => {
      const index = step.before.indexes.get(name);
      return index?.unique === true && !index.computed;
    });
    return [{ severity: 'caution', at: at(step), step, view: lock.relation, hasKey }];
  },
  describe: ({ step, view, hasKey }) => ({
    title: `Refreshing ${shortName(view)} blocks everyone who reads it`,
    message: `${code(step.statement.kind)} ${lockClause(step, view)}, for as long as its query runs.${hasKey ? '' : ` CONCURRENTLY lets reads go on, but needs a unique index on columns of ${table(view)}.`}`,
    fix: hasKey
      ? concurrently(step)
      : sql(
          comment('first, outside a transaction: CREATE UNIQUE INDEX CONCURRENTLY on columns that tell its rows apart'),
          comment(`then: REFRESH MATERIALIZED VIEW CONCURRENTLY ${shortName(view)};`),
        ),
  }),
  boxes: (match) =>
    whenAsked(
      match,
      box(
        'before',
        `Whoever reads ${table(match.view)} can wait for as long as its query takes; the last run is known`,
      ),
    ),
  suggest: ({ step, hasKey }) => (hasKey ? insertAfter(step, 'CONCURRENTLY', 'VIEW') : null),
});

function concurrently(step: Step): string {
  const edits = insertAfter(step, 'CONCURRENTLY', 'VIEW');
  return edits === null ? '' : edited(step, edits);
}
