import { shortName, type RelationName } from '../../../sql/names.js';
import type { Step } from '../../../timeline.js';
import { code, lockClause, table } from '../../prose.js';
import { statementRule, type Match } from '../../rule.js';
import { at, nodeIf } from '../../scope.js';

interface Emptied extends Match {
  readonly step: Step;
  readonly view: RelationName;
}

export const rule = statementRule<Emptied>({
  id: 'materialized-view-emptied',
  mode: 'rename-in-rolling-deploy',
  on: ['RefreshMatViewStmt'],
  detect: (step) => {
    const body = nodeIf(step, 'RefreshMatViewStmt');
    if (body?.skipData !== true || step.effects.fails !== null) return [];
    const lock = step.effects.locks.find((one) => one.existing);
    return lock === undefined
      ? []
      : [{ severity: 'unsafe', at: at(step), alsoModes: ['lock-queue-freeze'], step, view: lock.relation }];
  },
  describe: ({ step, view }) => ({
    title: `Every query on ${shortName(view)} fails once it is emptied`,
    message: `${code(`${step.statement.kind} … WITH NO DATA`)} throws the rows of ${table(view)} away. From then on every SELECT on it fails with "has not been populated" until someone refreshes it; besides, it ${lockClause(step, view)}.`,
    fix: `REFRESH MATERIALIZED VIEW CONCURRENTLY ${shortName(view)}; -- needs a unique index on it`,
  }),
});
