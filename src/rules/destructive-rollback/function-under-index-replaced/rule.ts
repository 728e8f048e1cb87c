import type { CreateFunctionStmt } from '@pgsql/types';
import type { Relation } from '../../../catalog/catalog.js';
import { identifier, shortName } from '../../../sql/names.js';
import { bodiesOf, items, text, texts } from '../../../sql/statement.js';
import type { Step } from '../../../timeline.js';
import { isOthers, keyAt } from '../../existing.js';
import { code, comment, sql, table } from '../../prose.js';
import { statementRule, type Match } from '../../rule.js';
import { at, nodeIf } from '../../scope.js';

interface ReplacedUnder extends Match {
  readonly name: string;
  readonly uses: readonly Use[];
}

/** Something that has stored what the function returned for rows of others. */
interface Use {
  /** `the index … of …`. */
  readonly what: string;
  readonly consequence: string;
}

export const rule = statementRule<ReplacedUnder>({
  id: 'function-under-index-replaced',
  mode: 'destructive-rollback',
  on: ['CreateFunctionStmt'],
  detect: (step) => {
    const body = nodeIf(step, 'CreateFunctionStmt');
    if (body === null || body.replace !== true || step.effects.fails !== null) return [];
    const parts = texts(body.funcname);
    const key = keyAt(step, step.before.routines, parts);
    const known = step.before.routines.get(key)?.definition?.node.body;
    if (known !== undefined && !isAnotherBody(known, body)) return [];
    const uses = [...step.before.relations.values()].flatMap((relation) =>
      isOthers(step, relation.name) ? usesIn(step, relation, key) : [],
    );
    if (uses.length === 0) return [];
    return [{ severity: 'caution', at: at(step), name: parts.map(identifier).join('.'), uses }];
  },
  describe: ({ name, uses }) => ({
    title: `Results of the old ${name}() stay where rows were written with them`,
    message: `${code(`${name}()`)} stands in ${uses.map(({ what }) => what).join(', ')}. What it returned was stored when each row was written, and replacing the function computes nothing anew. Where the new body returns something else, ${[...new Set(uses.map(({ consequence }) => consequence))].join(', and ')}, without an error.`,
    fix: sql(
      comment(`1. make the new function under a name of its own beside ${name}`),
      '-- 2. build what depends on it anew with that name, and let the code use it',
      comment(`3. drop ${name} once nothing calls it`),
    ),
  }),
  boxes: ({ name }) => [
    {
      phase: 'after',
      text: `What was stored with the old ${code(`${name}()`)} is built anew, or the new one returns the same for every row`,
      sql: '',
    },
  ],
});

/** For the same arguments: with others it is a function of its own. */
function isAnotherBody(before: CreateFunctionStmt, after: CreateFunctionStmt): boolean {
  const argumentsOf = (body: CreateFunctionStmt): string =>
    bodiesOf('FunctionParameter', body.parameters)
      .filter(({ mode }) => mode !== 'FUNC_PARAM_OUT' && mode !== 'FUNC_PARAM_TABLE')
      .map(({ argType }) => texts(argType?.names).at(-1) ?? '')
      .join();
  return (
    argumentsOf(before) === argumentsOf(after) && (bodyText(before) === null || bodyText(before) !== bodyText(after))
  );
}

/** null: one written in SQL behind the header, which is no string. */
function bodyText(body: CreateFunctionStmt): string | null {
  const written = bodiesOf('DefElem', body.options).find(({ defname }) => defname === 'as');
  return written === undefined ? null : items(written.arg).map(text).join();
}

function usesIn(step: Step, relation: Relation, key: string): Use[] {
  const owner = table(relation.name);
  const indexes = relation.indexes.flatMap((name) => step.before.indexes.get(name) ?? []);
  const uses: Use[] = indexes
    .filter(({ calls, parent }) => parent === null && calls.includes(key))
    .map(({ name }) => ({
      what: `the index ${code(shortName(name))} of ${owner}`,
      consequence: 'a query that goes through the index misses rows',
    }));
  for (const column of relation.columns.values()) {
    if (column.generated === 'stored' && column.calls.includes(key))
      uses.push({
        what: `the column ${code(identifier(column.name))} of ${owner}`,
        consequence: 'the generated column keeps the old value until its row is written again',
      });
  }
  for (const constraint of relation.constraints.values()) {
    if (constraint.kind === 'check' && constraint.calls.includes(key))
      uses.push({
        what: `the CHECK ${code(identifier(constraint.name))} of ${owner}`,
        consequence: 'rows stay that the CHECK refuses now',
      });
  }
  if (relation.partitioning?.calls.includes(key) === true)
    uses.push({
      what: `the partition key of ${owner}`,
      consequence: 'rows lie in a partition where no query looks for them',
    });
  return uses;
}
