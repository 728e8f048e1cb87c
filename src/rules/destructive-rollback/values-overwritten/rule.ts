import type { UpdateStmt } from '@pgsql/types';
import { conjuncts } from '../../../effects/sources.js';
import { identifier, shortName, type RelationName } from '../../../sql/names.js';
import { bodiesOf, bodyOf, findAll, isNullConstant, text, type Node } from '../../../sql/statement.js';
import type { Changeset, Step } from '../../../timeline.js';
import { isOthersColumn, rangeAt } from '../../existing.js';
import { BOUNDED_WAIT, code, sql, table as tableWords } from '../../prose.js';
import { statementRule, type Match } from '../../rule.js';
import { at, nodeIf } from '../../scope.js';
import { backupBox } from '../acknowledged.js';

interface Overwritten extends Match {
  readonly table: RelationName;
  readonly columns: readonly string[];
}

export const rule = statementRule<Overwritten>({
  id: 'values-overwritten',
  mode: 'destructive-rollback',
  on: ['UpdateStmt'],
  detect: (step, changeset) => {
    const body = nodeIf(step, 'UpdateStmt');
    if (body === null || step.effects.fails !== null) return [];
    const table = rangeAt(step, body.relation);
    const lost = bodiesOf('ResTarget', body.targetList).filter(
      ({ name = '', val }) => isOthersColumn(step, table, name) && !isFilled(body, name) && losesValue(name, val),
    );
    if (lost.length === 0 || isKept(step, changeset, table)) return [];
    // Many rows at once are asked about already: one question a statement.
    const severity = step.effects.writes === 'bounded' ? 'caution' : 'note';
    return [{ severity, at: at(step), table, columns: lost.map(({ name = '' }) => name) }];
  },
  describe: ({ table, columns }) => ({
    title: `The old values of ${listed(columns)} in ${shortName(table)} are gone after the UPDATE`,
    message: `${code('UPDATE')} writes over ${columns.map((one) => code(identifier(one))).join(', ')} of ${tableWords(table)}, and nothing in the change keeps what was there: neither a down migration nor old code gets it back, and a second run changes the rows again.`,
    fix: sql(
      '-- keep the old values in a column of their own until nobody needs them; first:',
      BOUNDED_WAIT,
      ...columns.map((one) => `ALTER TABLE ${shortName(table)} ADD COLUMN ${identifier(`${one}_before`)} text;`),
      `-- then, in the same UPDATE: ${columns
        .map((one) => `${identifier(`${one}_before`)} = ${identifier(one)}`)
        .join(', ')
        .replace(/[\r\n]/g, ' ')}`,
    ),
  }),
  boxes: ({ severity, table, columns }) =>
    severity === 'note'
      ? []
      : [backupBox(`${columns.map((one) => code(identifier(one))).join(', ')} of ${tableWords(table)}`)],
});

function listed(columns: readonly string[]): string {
  return columns.map(identifier).join(', ');
}

/** NULL, or something made of the value itself. Any other value may be one that the code could write as well. */
function losesValue(column: string, value: Node | undefined): boolean {
  if (isNullConstant(value)) return true;
  if (value === undefined || bodyOf('ColumnRef', value) !== null) return false;
  return findAll('ColumnRef', value).some(({ fields }) => text(fields?.at(-1)) === column);
}

/** `WHERE c IS NULL` and `SET c = coalesce(c, …)`: only what is empty is written. */
function isFilled({ whereClause, targetList }: UpdateStmt, column: string): boolean {
  const empty = (whereClause === undefined ? [] : conjuncts(whereClause)).some((condition) => {
    const test = bodyOf('NullTest', condition);
    return test?.nulltesttype === 'IS_NULL' && text(bodyOf('ColumnRef', test.arg)?.fields?.at(-1)) === column;
  });
  const value = bodiesOf('ResTarget', targetList).find(({ name }) => name === column)?.val;
  const first = bodyOf('ColumnRef', bodyOf('CoalesceExpr', value)?.args?.[0]);
  return empty || text(first?.fields?.at(-1)) === column;
}

/** An earlier statement of the set, or this one, copies from the table: into another one, or into a new column. */
function isKept(step: Step, { stepsInSet }: Changeset, table: RelationName): boolean {
  const earlier = (stepsInSet.get(step.set) ?? []).filter(({ index }) => index <= step.index);
  return earlier.some((one) => {
    const query = nodeIf(one, 'CreateTableAsStmt')?.query ?? nodeIf(one, 'InsertStmt')?.selectStmt;
    if (query !== undefined) return findAll('RangeVar', query).some((range) => rangeAt(one, range) === table);
    const update = nodeIf(one, 'UpdateStmt');
    if (update === null || rangeAt(one, update.relation) !== table) return false;
    return bodiesOf('ResTarget', update.targetList).some(
      ({ name = '', val }) => !isOthersColumn(one, table, name) && bodyOf('ColumnRef', val) !== null,
    );
  });
}
