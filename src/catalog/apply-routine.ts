import type { AlterFunctionStmt, CreateFunctionStmt, Node } from '@pgsql/types';
import { bodiesOf, text, texts } from '../sql/statement.js';
import type { ApplyContext } from './apply-context.js';
import { resolveObject } from './apply-drop.js';
import type { Catalog, Volatility } from './catalog.js';
import { newName } from './lookup.js';

/** Overloads share an entry: the worst of them counts, and so does one that this replaces. */
export function createFunction(catalog: Catalog, body: CreateFunctionStmt, context: ApplyContext): Catalog {
  const definition =
    context.sql === undefined ? null : { node: { tag: 'CreateFunctionStmt', body } as const, sql: context.sql };
  const name = newName(context.path, texts(body.funcname));
  const before = catalog.routines.get(name);
  const volatility = worst(volatilityOf(body.options) ?? 'volatile', before?.volatility);
  const language = languageOf(body.options) ?? 'sql';
  const set = before?.set ?? context.set;
  return { ...catalog, routines: catalog.routines.set(name, { volatility, language, definition, set }) };
}

export function alterFunction(catalog: Catalog, body: AlterFunctionStmt, context: ApplyContext): Catalog {
  const volatility = volatilityOf(body.actions);
  if (volatility === null) return catalog;
  const name = resolveObject(catalog.routines, context, texts(body.func?.objname));
  const before = catalog.routines.get(name) ?? { language: '', definition: null, set: 0 };
  return { ...catalog, routines: catalog.routines.set(name, { ...before, volatility }) };
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

function worst(a: Volatility, b: Volatility | undefined): Volatility {
  if (a === 'volatile' || b === 'volatile') return 'volatile';
  return a === 'stable' || b === 'stable' ? 'stable' : 'immutable';
}
