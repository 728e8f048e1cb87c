import { shortName, type RelationName } from '../../../sql/names.js';
import { constant, findAll, texts } from '../../../sql/statement.js';
import type { Step } from '../../../timeline.js';
import { code, lockClause, table } from '../../prose.js';
import { statementRule, type Match } from '../../rule.js';
import { at, nodeIf } from '../../scope.js';
import { alteredTable, subcommandAt } from '../../subcommand.js';

interface TriggersOff extends Match {
  readonly step: Step;
  /** null: of every table, by session_replication_role. */
  readonly relation: RelationName | null;
}

export const rule = statementRule<TriggersOff>({
  id: 'triggers-disabled',
  mode: 'destructive-rollback',
  on: ['VariableSetStmt', 'SelectStmt', 'AT_DisableTrigAll'],
  detect: (step) =>
    turnsOffRole(step) ? [{ severity: 'unsafe', at: at(step), step, relation: null }] : disabledAll(step),
  describe: ({ step, relation }) => ({
    title:
      relation === null
        ? 'Foreign keys are not checked under session_replication_role'
        : `Foreign keys of ${shortName(relation)} are not checked while its triggers are off`,
    message:
      relation === null
        ? `${code('session_replication_role = replica')} turns off all ordinary triggers of the session, and foreign keys are triggers: rows without a parent get in, and nothing checks them later.`
        : `${code('DISABLE TRIGGER ALL')} also turns off the triggers that check the foreign keys of ${table(relation)}, for every session: rows without a parent get in, and ENABLE TRIGGER checks none of them later. It ${lockClause(step, relation)}.`,
    fix: '',
  }),
  boxes: ({ relation }) => [
    {
      phase: 'after',
      text:
        relation === null
          ? 'Every foreign key of the tables written has been checked for rows without a parent'
          : `${table(relation)} has no rows without a parent, and its triggers are on again`,
      sql:
        relation === null
          ? ''
          : `SELECT tgname, tgenabled FROM pg_trigger WHERE tgrelid = '${relation.replaceAll("'", "''")}'::regclass AND tgenabled = 'D';`,
    },
  ],
});

function turnsOffRole(step: Step): boolean {
  const body = nodeIf(step, 'VariableSetStmt');
  const [value] = body?.args ?? [];
  if (body?.name === 'session_replication_role' && body.kind === 'VAR_SET_VALUE') return constant(value) === 'replica';
  return findAll('FuncCall', nodeIf(step, 'SelectStmt')?.targetList).some(({ funcname, args }) => {
    const [setting, role] = (args ?? []).map(constant);
    return texts(funcname).at(-1) === 'set_config' && setting === 'session_replication_role' && role === 'replica';
  });
}

function disabledAll(step: Step): TriggersOff[] {
  if (step.effects.fails !== null) return [];
  return step.statement.parts.flatMap((_span, part): TriggersOff[] => {
    if (subcommandAt(step, part)?.subtype !== 'AT_DisableTrigAll') return [];
    const relation = alteredTable(step);
    if (step.before.relations.get(relation)?.set === step.set) return [];
    return [{ severity: 'unsafe', at: at(step, part), alsoModes: ['lock-queue-freeze'], step, relation }];
  });
}
