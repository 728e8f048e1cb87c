import { identifier, literal, type RelationName, shortName } from '../../../sql/names.js';
import type { Step } from '../../../timeline.js';
import { box, whenAsked } from '../../boxes.js';
import { code, lockClause, table } from '../../prose.js';
import { statementRule, type Match } from '../../rule.js';
import { at } from '../../scope.js';
import { alteredTable, subcommandAt } from '../../subcommand.js';

interface TriggerOff extends Match {
  readonly step: Step;
  readonly relation: RelationName;
  /** null: all triggers that users made. */
  readonly trigger: string | null;
}

export const rule = statementRule<TriggerOff>({
  id: 'named-trigger-disabled',
  mode: 'lock-queue-freeze',
  on: ['AT_DisableTrig', 'AT_DisableTrigUser'],
  detect: (step) => {
    if (step.effects.fails !== null) return [];
    return step.statement.parts.flatMap((_span, part): TriggerOff[] => {
      const cmd = subcommandAt(step, part);
      if (cmd?.subtype !== 'AT_DisableTrig' && cmd?.subtype !== 'AT_DisableTrigUser') return [];
      const relation = alteredTable(step);
      if (step.before.relations.get(relation)?.set === step.set) return [];
      return [
        {
          severity: 'caution',
          at: at(step, part),
          alsoModes: ['destructive-rollback'],
          step,
          relation,
          trigger: cmd.name ?? null,
        },
      ];
    });
  },
  describe: ({ step, relation, trigger }) => ({
    title: `What the triggers of ${shortName(relation)} do is left out while they are off`,
    message: `${code(step.statement.kind)} ${lockClause(step, relation)} until the transaction ends, and turns ${trigger === null ? 'all triggers that users made' : code(identifier(trigger))} off for every session: what they would have written or checked meanwhile is missing for good.`,
    fix: '',
  }),
  boxes: (match) =>
    whenAsked(
      match,
      box(
        'after',
        `The triggers of ${table(match.relation)} are on again, and what they left out has been made up for`,
        `SELECT tgname, tgenabled FROM pg_trigger WHERE tgrelid = to_regclass(${literal(match.relation)}) AND tgenabled = 'D';`,
      ),
    ),
});
