import type { CreateFunctionStmt } from '@pgsql/types';
import type { Routine } from '../../../catalog/catalog.js';
import { nameParts } from '../../../catalog/lookup.js';
import { identifier } from '../../../sql/names.js';
import { bodiesOf, bodyOf, text, texts, type Node } from '../../../sql/statement.js';
import type { Step } from '../../../timeline.js';
import { fitsCode, statementsNaming, whenAsked } from '../../boxes.js';
import { keyAt } from '../../existing.js';
import { code, comment, sql } from '../../prose.js';
import { statementRule, type Match } from '../../rule.js';
import { at, nodeIf } from '../../scope.js';

interface OtherContract extends Match {
  readonly name: string;
  /** Its last part, unquoted: how any call has it. */
  readonly called: string;
  /** What callers meet, as a sentence. */
  readonly change: string;
}

export const rule = statementRule<OtherContract>({
  id: 'function-contract-changed',
  mode: 'rename-in-rolling-deploy',
  on: ['CreateFunctionStmt', 'AlterFunctionStmt'],
  detect: (step) => {
    const body = nodeIf(step, 'CreateFunctionStmt');
    const name = body === null ? nameOfAltered(step) : texts(body.funcname);
    if (name === null || step.effects.fails !== null) return [];
    const known = step.before.routines.get(keyAt(step, step.before.routines, name));
    if (known?.set === step.set || (body !== null && known === undefined)) return [];
    const change = body === null ? alteredIn(step) : known === undefined ? null : changeOf(body, known);
    if (change === null) return [];
    const called = name.at(-1) ?? '';
    return [{ severity: 'caution', at: at(step), name: name.map(identifier).join('.'), called, change }];
  },
  describe: ({ name, change }) => ({
    title: `Code that calls ${name}() meets another function`,
    message: `${change} Code that was released before calls ${code(`${name}()`)} as it was, and runs until the deploy is done.`,
    fix: sql(
      comment(`1. make the new function under a name of its own beside ${name}`),
      '-- 2. release code that calls it',
      comment(`3. drop ${name} once nothing calls it`),
    ),
  }),
  boxes: (match) =>
    whenAsked(
      match,
      fitsCode(
        `Every call of ${code(`${match.name}()`)} works with the function before and with the one after`,
        statementsNaming(match.called),
      ),
    ),
});

function nameOfAltered(step: Step): string[] | null {
  const body = nodeIf(step, 'AlterFunctionStmt');
  return body === null ? null : texts(body.func?.objname);
}

/** CREATE [OR REPLACE] of a name that is there: what shows without the arguments of the function before. */
function changeOf(body: CreateFunctionStmt, known: Routine): string | null {
  const name = code(`${nameParts({ List: { items: body.funcname ?? [] } }).join('.')}()`);
  const optional = bodiesOf('FunctionParameter', body.parameters).some(
    ({ defexpr, mode }) => defexpr !== undefined || mode === 'FUNC_PARAM_VARIADIC',
  );
  if (body.replace !== true)
    return optional
      ? `A second ${name} comes beside the first, and with its optional arguments a call may fit both: Postgres then refuses it ("function is not unique").`
      : null;
  const now = volatilityIn(body.options) ?? 'volatile';
  if (now !== known.volatility)
    return `${name} was ${code(known.volatility.toUpperCase())} and becomes ${code(now.toUpperCase())}: queries may be planned otherwise, and an index or a generated column needs ${code('IMMUTABLE')}.`;
  return optional
    ? `${code('OR REPLACE')} replaces only a function with exactly these arguments. With one more that is optional, a second ${name} comes beside the first, and a call that fits both is refused ("function is not unique").`
    : null;
}

function alteredIn(step: Step): string | null {
  const options = bodiesOf('DefElem', nodeIf(step, 'AlterFunctionStmt')?.actions);
  const changes = options.flatMap(({ defname = '', arg }) => wordsOf(defname, arg));
  return changes.length === 0 ? null : `It ${changes.join(', and ')}.`;
}

/** COST, ROWS, LEAKPROOF and PARALLEL change plans and nothing that a caller sees. */
function wordsOf(option: string, arg: Node | undefined): string[] {
  switch (option) {
    case 'volatility':
      return [`becomes ${code(text(arg).toUpperCase())}`];
    case 'security':
      return [
        bodyOf('Boolean', arg)?.boolval === true
          ? 'runs with the rights of its owner (SECURITY DEFINER)'
          : 'runs with the rights of whoever calls it',
      ];
    case 'strict':
      return [
        bodyOf('Boolean', arg)?.boolval === true
          ? 'returns NULL for any NULL argument'
          : 'is called with NULL arguments as well',
      ];
    case 'set':
      return ['runs with other settings, such as another search_path'];
    default:
      return [];
  }
}

function volatilityIn(options: readonly Node[] | undefined): string | null {
  const option = bodiesOf('DefElem', options).find(({ defname }) => defname === 'volatility');
  return option === undefined ? null : text(option.arg);
}
