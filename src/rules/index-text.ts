import { expressionText } from '../catalog/expression-text.js';
import type { Index } from '../catalog/catalog.js';
import { isBuiltIn, typeRef } from '../catalog/types.js';
import { identifier, shortName, splitName } from '../sql/names.js';
import { bodyOf, findAll, texts, type Node } from '../sql/statement.js';

type Renamed = (column: string) => string;

/** `CREATE INDEX` as an index was made, under another name or with other columns; null where it is more than the schema keeps. */
export function indexText(index: Index, name: string, renamed: Renamed = (column) => column): string | null {
  const words = (column: string): string => identifier(renamed(column));
  const keys = index.keys.map((_, at) => keyText(index, at, words));
  const condition = index.predicate === null ? '' : computedText(index, index.predicate, words);
  const isLeft = index.keyOptions.some(({ operatorClass, collation }) => operatorClass !== null || collation !== null);
  const isOverlap = index.method === 'gist' && index.unique;
  if (keys.includes(null) || condition === null || isLeft || isOverlap) return null;
  if (index.partial && index.predicate === null) return null;
  const using = index.method === 'btree' ? '' : ` USING ${index.method}`;
  const included = index.included.map(words).join(', ');
  const tail = `${included === '' ? '' : ` INCLUDE (${included})`}${index.nullsNotDistinct ? ' NULLS NOT DISTINCT' : ''}`;
  const where = condition === '' ? '' : ` WHERE ${condition}`;
  const unique = index.unique ? 'UNIQUE ' : '';
  return `CREATE ${unique}INDEX CONCURRENTLY ${name} ON ${shortName(index.table)}${using} (${keys.join(', ')})${tail}${where};`;
}

/** What an index computes: its expressions and its condition. */
export function computedIn({ expressions, predicate }: Index): Node[] {
  return [...expressions, predicate].filter((node) => node !== null);
}

function keyText(index: Index, at: number, words: Renamed): string | null {
  const column = index.keys[at] ?? null;
  const expression = index.expressions[at] ?? null;
  const order = index.keyOptions[at]?.order ?? '';
  const after = order === '' ? '' : ` ${order}`;
  if (column !== null) return `${words(column)}${after}`;
  const text = expression === null ? null : computedText(index, expression, words);
  if (text === null) return null;
  return bodyOf('FuncCall', expression) === null ? `(${text})${after}` : `${text}${after}`;
}

/** null as well where it names a type or a function that has another name by now. */
function computedText(index: Index, node: Node, words: Renamed): string | null {
  const called = computedIn(index).flatMap((one) =>
    findAll('FuncCall', one).map(({ funcname }) => texts(funcname).at(-1)),
  );
  const isAsCalled = index.calls.every((key) => called.includes(splitName(key).name));
  const casts = findAll('TypeCast', node).flatMap(({ typeName }) => typeName ?? []);
  return isAsCalled && casts.every((type) => isBuiltIn(typeRef(type))) ? expressionText(node, words) : null;
}
