import { relationName, type RelationName } from '../sql/names.js';
import { bodyOf, constant, texts, walk, type BodyOf, type Node } from '../sql/statement.js';
import type { Catalog } from './catalog.js';
import { resolveParts, type SearchPath } from './lookup.js';
import { isBuiltInFunction } from './volatility.js';

/** Functions that an expression calls, by `schema.name`; those that Postgres brings are left out. */
export function callsIn(
  expressions: readonly (Node | undefined)[],
  catalog: Catalog,
  path: SearchPath,
): readonly string[] {
  const found = new Set<string>();
  for (const expression of expressions) {
    walk(expression, (tag, body) => {
      const key = tag === 'FuncCall' ? keyOf(body, catalog, path) : null;
      if (key !== null) found.add(key);
    });
  }
  return found.size === 0 ? NONE : [...found];
}

const NONE: readonly string[] = [];

function keyOf(call: BodyOf<'FuncCall'>, catalog: Catalog, path: SearchPath): string | null {
  const parts = texts(call.funcname);
  const name = parts.at(-1) ?? '';
  if (parts.length > 1) return parts[0] === 'pg_catalog' ? null : relationName(parts.at(-2) ?? '', name);
  if (isBuiltInFunction(name)) return null;
  const candidates = path.map((schema) => relationName(schema, name));
  return candidates.find((key) => catalog.routines.has(key)) ?? relationName(path[0] ?? 'public', name);
}

/** The sequence of a default `nextval('s')`: the name is a constant, so Postgres notes which one is meant. */
export function sequenceIn(expression: Node | undefined, catalog: Catalog, path: SearchPath): RelationName | null {
  const call = bodyOf('FuncCall', expression);
  if (call === null || texts(call.funcname).at(-1) !== 'nextval') return null;
  const argument = call.args?.[0];
  const cast = bodyOf('TypeCast', argument);
  if (cast !== null && texts(cast.typeName?.names).at(-1) !== 'regclass') return null;
  const written = constant(cast?.arg ?? argument);
  return typeof written === 'string' ? resolveParts(catalog, path, partsOf(written)) : null;
}

/** `schema."Name"` as its parts. */
function partsOf(written: string): string[] {
  const parts = written.match(/"(?:[^"]|"")*"|[^."]+/g) ?? [];
  return parts.map((part) => (part.startsWith('"') ? part.slice(1, -1).replaceAll('""', '"') : part.toLowerCase()));
}
