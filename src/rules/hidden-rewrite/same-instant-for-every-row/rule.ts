import { shortName } from '../../../sql/names.js';
import { bodiesOf, bodyOf, findAll, texts } from '../../../sql/statement.js';
import type { Step } from '../../../timeline.js';
import { code, sql } from '../../prose.js';
import { statementRule, type Match } from '../../rule.js';
import { at, nodeIf } from '../../scope.js';
import { writtenColumn } from '../../written-column.js';

interface SameInstant extends Match {
  readonly step: Step;
  readonly part: number;
  readonly table: string;
}

export const rule = statementRule<SameInstant>({
  id: 'same-instant-for-every-row',
  mode: 'hidden-rewrite',
  on: ['AT_AddColumn'],
  detect: (step) => {
    const body = nodeIf(step, 'AlterTableStmt');
    const [target] = step.effects.locks;
    if (body === null || target === undefined || !target.existing || step.version < 11 || step.effects.fails !== null)
      return [];
    const parts = bodiesOf('AlterTableCmd', body.cmds).flatMap((cmd, part) => {
      const rewritten = step.effects.rewrites.some((touch) => touch.part === part);
      return cmd.subtype === 'AT_AddColumn' && !rewritten && tellsTheTime(cmd.def) ? [part] : [];
    });
    return parts.map((part) => ({
      severity: 'note',
      at: at(step, part),
      step,
      part,
      table: shortName(target.relation),
    }));
  },
  describe: ({ step, part, table }) => {
    const column = writtenColumn(step, part);
    return {
      title: `Every existing row of ${table} gets the same instant`,
      message: `${code(column?.defaultText ?? 'now()')} is computed once: every existing row of ${code(table)} gets the same instant, that of this migration, and only new rows get their own. No row is written.`,
      fix:
        column === null
          ? ''
          : sql(
              '-- when old rows should stay NULL, the default comes after the column:',
              `ALTER TABLE ${table} ADD COLUMN ${column.quoted} ${column.type};`,
              `ALTER TABLE ${table} ALTER COLUMN ${column.quoted} SET DEFAULT ${column.defaultText};`,
            ),
    };
  },
});

const CLOCKS = new Set(['now', 'transaction_timestamp', 'statement_timestamp']);

function tellsTheTime(definition: Parameters<typeof bodyOf>[1]): boolean {
  const constraints = bodiesOf('Constraint', bodyOf('ColumnDef', definition)?.constraints);
  const expression = constraints.find((one) => one.contype === 'CONSTR_DEFAULT')?.raw_expr;
  if (expression === undefined) return false;
  const called = findAll('FuncCall', expression).some((call) => CLOCKS.has(texts(call.funcname).at(-1) ?? ''));
  return called || findAll('SQLValueFunction', expression).some(({ op }) => /DATE|TIME/.test(op ?? ''));
}
