import { literal, shortName } from '../../../sql/names.js';
import { texts } from '../../../sql/statement.js';
import { keyAt } from '../../existing.js';
import { code } from '../../prose.js';
import { statementRule, type Match } from '../../rule.js';
import { at, nodeIf } from '../../scope.js';

interface AddedValue extends Match {
  readonly type: string;
  readonly value: string;
}

export const rule = statementRule<AddedValue>({
  id: 'enum-value-added',
  mode: 'rename-in-rolling-deploy',
  on: ['AlterEnumStmt'],
  detect: (step) => {
    const body = nodeIf(step, 'AlterEnumStmt');
    if (body?.newVal === undefined || body.oldVal !== undefined || step.effects.fails !== null) return [];
    const type = keyAt(step, step.before.types, texts(body.typeName));
    if (step.before.types.get(type)?.set === step.set) return [];
    return [{ severity: 'note', at: at(step), alsoModes: ['destructive-rollback'], type, value: body.newVal }];
  },
  describe: ({ type, value }) => ({
    title: `${shortName(type)} keeps its new value for good`,
    message: `No table is locked. Old code that lists the values of ${code(shortName(type))} does not know ${code(literal(value))}: write it only once every reader does. Postgres cannot drop a value again.`,
    fix: '',
  }),
});
