import type { RangeVar } from '@pgsql/types';
import { identifier, shortName, type RelationName } from '../../../sql/names.js';
import { isOthers, rangeAt } from '../../existing.js';
import { code, table as tableWords } from '../../prose.js';
import { statementRule, type Match } from '../../rule.js';
import { at } from '../../scope.js';
import type { Step } from '../../../timeline.js';

interface OtherBehaviour extends Match {
  readonly kind: 'trigger' | 'policy';
  readonly name: string;
  readonly table: RelationName;
}

export const rule = statementRule<OtherBehaviour>({
  id: 'trigger-or-policy-added',
  mode: 'rename-in-rolling-deploy',
  on: ['CreateTrigStmt', 'CreatePolicyStmt'],
  detect: (step) => {
    const made = madeBy(step);
    if (made === null || step.effects.fails !== null) return [];
    const table = rangeAt(step, made.range);
    return isOthers(step, table) ? [{ severity: 'note', at: at(step), kind: made.kind, name: made.name, table }] : [];
  },
  describe: ({ kind, name, table }) => ({
    title: `Old code meets the ${kind} ${identifier(name)} of ${shortName(table)}`,
    message: `From the commit on the ${kind} ${code(identifier(name))} of ${tableWords(table)} ${WORDS[kind]}, also for code that was released before and still runs.`,
    fix: '',
  }),
});

const WORDS: Readonly<Record<OtherBehaviour['kind'], string>> = {
  trigger: 'runs with the statements that it is for, may change or refuse them, and makes them slower',
  policy: 'decides which rows are seen and written, where row level security is on',
};

function madeBy({ statement: { node } }: Step): {
  readonly kind: OtherBehaviour['kind'];
  readonly name: string;
  readonly range: RangeVar | undefined;
} | null {
  switch (node.tag) {
    case 'CreateTrigStmt':
      return { kind: 'trigger', name: node.body.trigname ?? '', range: node.body.relation };
    case 'CreatePolicyStmt':
      return { kind: 'policy', name: node.body.policy_name ?? '', range: node.body.table };
    default:
      return null;
  }
}
