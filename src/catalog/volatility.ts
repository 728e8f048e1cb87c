import { hasPlaceholder } from '../sql/source.js';
import { bodyOf, texts, walk, type BodyOf, type Node } from '../sql/statement.js';
import type { Catalog, Routine, Volatility } from './catalog.js';
import extensions from './data/extensions.json' with { type: 'json' };
import builtIn from './data/volatility.json' with { type: 'json' };
import { findRoutine, type SearchPath } from './lookup.js';

/** The worst thing in an expression: a volatile call, or one that nobody has shown us. */
export type ExpressionVolatility =
  | { readonly kind: 'steady' }
  | { readonly kind: 'volatile'; readonly call: string }
  | { readonly kind: 'unknown'; readonly call: string };

/**
 * Whether an expression may give another value for each row (source: contain_volatile_functions in clauses.c). Type
 * input functions and built-in operators are never volatile; CURRENT_TIMESTAMP and its kin are not either.
 */
export function expressionVolatility(root: Node, catalog: Catalog, path: SearchPath): ExpressionVolatility {
  let unknown: string | null = null;
  let volatile: string | null = null;
  walk(root, (tag, body) => {
    if (tag === 'FuncCall') {
      const call = callOf(body);
      const found = functionVolatility(call, catalog, path, argumentsOf(body));
      if (found === 'volatile') volatile ??= `${call.join('.')}()`;
      if (found === null) unknown ??= `${call.join('.')}()`;
    } else if (tag === 'ColumnRef' && isPlaceholder(body)) unknown ??= 'a placeholder';
  });
  if (volatile !== null) return { kind: 'volatile', call: volatile };
  return unknown === null ? { kind: 'steady' } : { kind: 'unknown', call: unknown };
}

/** null: a function that neither Postgres nor a migration has shown us. */
export function functionVolatility(
  name: readonly string[],
  catalog: Catalog,
  path: SearchPath,
  count: number | null = null,
): Volatility | null {
  const own = findRoutine(catalog, path, name);
  if (own !== undefined) return meantVolatility(own, count);
  const bare = name.at(-1) ?? '';
  const inCatalog = name.length === 1 || name[0] === 'pg_catalog';
  return (inCatalog ? table().get(bare) : null) ?? fromExtension(bare);
}

/** The worst of the overloads that take so many arguments. */
function meantVolatility(routine: Routine, count: number | null): Volatility {
  const meant = routine.overloads.filter(({ least, most }) => count !== null && least <= count && count <= most);
  const all = new Set(meant.map(({ volatility }) => volatility));
  if (all.size === 0) return routine.volatility;
  if (all.has('volatile')) return 'volatile';
  return all.has('stable') ? 'stable' : 'immutable';
}

function argumentsOf(body: object): number | null {
  const { args = [], func_variadic: variadic }: BodyOf<'FuncCall'> = body;
  return variadic === true ? null : args.length;
}

export function isBuiltInFunction(name: string): boolean {
  return table().has(name);
}

function callOf(body: object): string[] {
  const call: BodyOf<'FuncCall'> = body;
  return texts(call.funcname);
}

function isPlaceholder(body: object): boolean {
  const reference: BodyOf<'ColumnRef'> = body;
  return (reference.fields ?? []).some((field) => hasPlaceholder(bodyOf('String', field)?.sval ?? ''));
}

/** Extensions may live in any schema, so only the bare name counts. */
function fromExtension(name: string): Volatility | null {
  return extensionTable().get(name) ?? null;
}

let cachedTable: ReadonlyMap<string, Volatility> | null = null;
let cachedExtensions: ReadonlyMap<string, Volatility> | null = null;

/** Built on first use: most runs never ask. */
function table(): ReadonlyMap<string, Volatility> {
  cachedTable ??= tableOf(builtIn);
  return cachedTable;
}

function extensionTable(): ReadonlyMap<string, Volatility> {
  cachedExtensions ??= tableOf(extensions);
  return cachedExtensions;
}

function tableOf(data: Readonly<Record<Volatility, string>>): ReadonlyMap<string, Volatility> {
  const found = new Map<string, Volatility>();
  for (const volatility of ['immutable', 'stable', 'volatile'] as const) {
    for (const name of data[volatility].split(' ')) found.set(name, volatility);
  }
  return found;
}
