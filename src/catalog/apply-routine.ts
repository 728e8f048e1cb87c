import type { AlterFunctionStmt, CreateFunctionStmt, FunctionParameter, Node, TypeName } from '@pgsql/types';
import { bodiesOf, bodyOf, text, texts } from '../sql/statement.js';
import { resolveObject, resolveType, type ApplyContext } from './apply-context.js';
import type { Read } from './belongings.js';
import type { Catalog, Overload, Routine, Volatility } from './catalog.js';
import { readsOfQuery } from './query-reads.js';
import { newName } from './lookup.js';

/** Overloads share an entry, told apart by the types of what they take; one of the same types replaces the other. */
export function createFunction(catalog: Catalog, body: CreateFunctionStmt, context: ApplyContext): Catalog {
  const definition =
    context.sql === undefined ? null : { node: { tag: 'CreateFunctionStmt', body } as const, sql: context.sql };
  const name = newName(context.path, texts(body.funcname));
  const before = catalog.routines.get(name);
  const own = overloadOf(catalog, body, context);
  const others = (before?.overloads ?? []).filter(({ signature }) => signature !== own.signature);
  const language = languageOf(body.options) ?? 'sql';
  const set = before?.set ?? context.set;
  // What an ALTER said of a function that nobody had shown holds for the overloads that stay unknown.
  const unknown = before !== undefined && before.overloads.length === 0 ? before.volatility : undefined;
  const overloads = [...others, own];
  const volatility = worst(worstOf(overloads), unknown);
  return { ...catalog, routines: catalog.routines.set(name, { volatility, overloads, language, definition, set }) };
}

export function alterFunction(catalog: Catalog, body: AlterFunctionStmt, context: ApplyContext): Catalog {
  const volatility = volatilityOf(body.actions);
  if (volatility === null) return catalog;
  const name = resolveObject(catalog.routines, context, texts(body.func?.objname));
  const before = catalog.routines.get(name) ?? { language: '', definition: null, set: 0, overloads: [] };
  const wanted = body.func?.args_unspecified === true ? null : signatureOf(catalog, body.func?.objargs, context);
  const overloads = before.overloads.map((one) =>
    wanted === null || one.signature === wanted ? { ...one, volatility } : one,
  );
  const result = overloads.length === 0 ? volatility : worstOf(overloads);
  return { ...catalog, routines: catalog.routines.set(name, { ...before, overloads, volatility: result }) };
}

/** DROP FUNCTION: one of the overloads, or without arguments the only one. */
export function dropFunction(catalog: Catalog, object: Node, name: string, context: ApplyContext): Catalog {
  const routine = catalog.routines.get(name);
  const written = bodyOf('ObjectWithArgs', object);
  const wanted = written?.args_unspecified === true ? null : signatureOf(catalog, written?.objargs, context);
  const overloads = routine?.overloads.filter(({ signature }) => wanted !== null && signature !== wanted) ?? [];
  if (routine === undefined || overloads.length === 0) return { ...catalog, routines: catalog.routines.delete(name) };
  const volatility = worstOf(overloads);
  return { ...catalog, routines: catalog.routines.set(name, { ...routine, overloads, volatility }) };
}

/** Whether CREATE OR REPLACE changes a function that is there, as far as is known. */
export function isReplaced(
  routine: Routine | undefined,
  catalog: Catalog,
  body: CreateFunctionStmt,
  context: ApplyContext,
): boolean {
  if (routine === undefined || routine.overloads.length === 0) return true;
  const { signature } = overloadOf(catalog, body, context);
  return routine.overloads.some((one) => one.signature === signature);
}

const NONE: readonly Read[] = [];

/** What a CREATE says of the one function that it makes. */
export function overloadOf(catalog: Catalog, body: CreateFunctionStmt, context: ApplyContext): Overload {
  const taken = bodiesOf('FunctionParameter', body.parameters).filter(isTaken);
  const isVariadic = taken.some(({ mode }) => mode === 'FUNC_PARAM_VARIADIC');
  const types = taken.map(({ argType }) => argType);
  return {
    signature: typesInWords(catalog, types, context),
    least: taken.filter(({ defexpr }) => defexpr === undefined).length - (isVariadic ? 1 : 0),
    most: isVariadic ? Number.MAX_SAFE_INTEGER : taken.length,
    volatility: volatilityOf(body.options) ?? 'volatile',
    kind: body.is_procedure === true ? 'procedure' : 'function',
    result: resultInWords(catalog, body, context),
    names: taken.map(({ name }) => name ?? ''),
    reads: body.sql_body === undefined ? NONE : readsOfQuery(body.sql_body, catalog, context.path),
  };
}

/** Several OUT parameters, or columns of RETURNS TABLE, make a row with their names; one makes its type. */
function resultInWords(catalog: Catalog, body: CreateFunctionStmt, context: ApplyContext): string | null {
  const given = bodiesOf('FunctionParameter', body.parameters).filter(isGiven);
  const set = body.returnType?.setof === true ? 'SETOF ' : '';
  const word = (type: TypeName | undefined): string | null =>
    type === undefined || type.pct_type === true
      ? null
      : (typesInWords(catalog, [type], context).split('.').at(-1) ?? null);
  const [first, ...others] = given;
  const types = first === undefined ? [word(body.returnType)] : given.map(({ argType }) => word(argType));
  if (types.includes(null)) return null;
  if (others.length === 0) return `${set}${types.join()}`;
  return `${set}(${given.map(({ name = '' }, at) => `${name} ${types[at] ?? ''}`).join()})`;
}

function isGiven({ mode }: FunctionParameter): boolean {
  return mode === 'FUNC_PARAM_OUT' || mode === 'FUNC_PARAM_INOUT' || mode === 'FUNC_PARAM_TABLE';
}

function isTaken({ mode }: FunctionParameter): boolean {
  return mode !== 'FUNC_PARAM_OUT' && mode !== 'FUNC_PARAM_TABLE';
}

function signatureOf(catalog: Catalog, types: readonly Node[] | undefined, context: ApplyContext): string {
  return typesInWords(
    catalog,
    (types ?? []).map((type) => bodyOf('TypeName', type) ?? undefined),
    context,
  );
}

function typesInWords(catalog: Catalog, types: readonly (TypeName | undefined)[], context: ApplyContext): string {
  return types
    .map((type) => {
      const known = type === undefined ? null : resolveType(catalog, context, type);
      return known === null ? '?' : `${known.name}${known.array ? '[]' : ''}`;
    })
    .join();
}

function volatilityOf(options: readonly Node[] | undefined): Volatility | null {
  const option = bodiesOf('DefElem', options).find(({ defname }) => defname === 'volatility');
  const value = text(option?.arg);
  return value === 'immutable' || value === 'stable' || value === 'volatile' ? value : null;
}

function languageOf(options: readonly Node[] | undefined): string | null {
  const option = bodiesOf('DefElem', options).find(({ defname }) => defname === 'language');
  return option === undefined ? null : text(option.arg).toLowerCase();
}

function worstOf(overloads: readonly Overload[]): Volatility {
  return overloads.reduce<Volatility>((found, { volatility }) => worst(found, volatility), 'immutable');
}

function worst(a: Volatility, b: Volatility | undefined): Volatility {
  if (a === 'volatile' || b === 'volatile') return 'volatile';
  return a === 'stable' || b === 'stable' ? 'stable' : 'immutable';
}
