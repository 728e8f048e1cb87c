import type { Constraint as ConstraintNode } from '@pgsql/types';
import { findRoutine } from '../../../catalog/lookup.js';
import { functionVolatility } from '../../../catalog/volatility.js';
import { effective } from '../../../session/session.js';
import { shortName } from '../../../sql/names.js';
import { bodiesOf, findAll, texts, type Node } from '../../../sql/statement.js';
import type { Step } from '../../../timeline.js';
import { box, whenAsked } from '../../boxes.js';
import { objectAt, rangeAt } from '../../existing.js';
import { code, sql } from '../../prose.js';
import { statementRule, type Match } from '../../rule.js';
import { at, nodeIf } from '../../scope.js';

interface Unsteady extends Match {
  /** The table or domain, as SQL. */
  readonly owner: string;
  readonly call: string;
}

export const rule = statementRule<Unsteady>({
  id: 'check-not-immutable',
  mode: 'destructive-rollback',
  on: ['CreateStmt', 'AT_AddConstraint', 'AT_AddColumn', 'CreateDomainStmt', 'AlterDomainStmt'],
  detect: (step) => {
    if (step.effects.fails !== null) return [];
    return checksOf(step).flatMap(({ owner, expression, part }): Unsteady[] => {
      const call = unsteadyCall(step, expression);
      if (call === null) return [];
      return [{ severity: 'caution', at: at(step, part), alsoModes: ['not-null-without-backfill'], owner, call }];
    });
  },
  describe: ({ owner, call }) => ({
    title: `A CHECK of ${owner} depends on ${call}`,
    message:
      `A CHECK is looked at when its row is written. With ${code(call)} in it, a row of ${code(owner)} that passed once may not pass later, and nobody notices until the rows are ` +
      'written again: loading a dump of the table fails, and so does a copy, an UPDATE of another column or VALIDATE CONSTRAINT.',
    fix: sql(
      '-- check it where the row is written, in the code or in a BEFORE INSERT trigger; keep in the CHECK what holds for ever',
    ),
  }),
  boxes: (match) =>
    whenAsked(
      match,
      box(
        'before',
        `The CHECK of ${code(match.owner)} only becomes truer as ${code(match.call)} moves on: a row that passed once passes for ever`,
      ),
    ),
});

interface Check {
  readonly owner: string;
  readonly expression: Node;
  readonly part: number;
}

function checksOf(step: Step): Check[] {
  const create = nodeIf(step, 'CreateStmt');
  if (create !== null) return checksIn(shortName(rangeAt(step, create.relation)), create.tableElts, 0);
  const alter = nodeIf(step, 'AlterTableStmt');
  if (alter !== null) {
    const owner = shortName(rangeAt(step, alter.relation));
    return bodiesOf('AlterTableCmd', alter.cmds).flatMap((cmd, part) =>
      cmd.def === undefined ? [] : checksIn(owner, [cmd.def], part),
    );
  }
  const domain = nodeIf(step, 'CreateDomainStmt');
  if (domain !== null) return checksIn(texts(domain.domainname).at(-1) ?? '', domain.constraints, 0);
  const altered = nodeIf(step, 'AlterDomainStmt');
  const owner = altered === null ? '' : shortName(objectAt(step, { List: { items: altered.typeName ?? [] } }));
  return altered?.def === undefined ? [] : checksIn(owner, [altered.def], 0);
}

/** Those of a table and those behind its columns. */
function checksIn(owner: string, elements: readonly Node[] | undefined, part: number): Check[] {
  const constraints = [
    ...bodiesOf('Constraint', elements),
    ...bodiesOf('ColumnDef', elements).flatMap((column) => bodiesOf('Constraint', column.constraints)),
  ];
  return constraints.flatMap(({ contype, raw_expr }: ConstraintNode) =>
    contype === 'CONSTR_CHECK' && raw_expr !== undefined ? [{ owner, expression: raw_expr, part }] : [],
  );
}

const CLOCKS = new Set(['now', 'transaction_timestamp', 'statement_timestamp']);

/** The clock, or a built-in that is volatile. A function of one's own is seldom marked, and its author knows it. */
function unsteadyCall(step: Step, expression: Node): string | null {
  const { searchPath } = effective(step.session);
  for (const call of findAll('FuncCall', expression)) {
    const name = texts(call.funcname);
    const own = findRoutine(step.before, searchPath, name) !== undefined;
    const volatile = !own && functionVolatility(name, step.before, searchPath) === 'volatile';
    if (volatile || CLOCKS.has(name.at(-1) ?? '')) return `${name.join('.')}()`;
  }
  const clock = findAll('SQLValueFunction', expression).find(({ op }) => /DATE|TIME/.test(op ?? ''));
  if (clock === undefined) return null;
  return /SVFOP_(\w+?)(?:_N)?$/.exec(clock.op ?? '')?.[1] ?? 'the clock';
}
