import type { Constraint as ConstraintNode, IndexElem, IndexStmt } from '@pgsql/types';
import { bodiesOf, bodyOf, items, text, texts, type Node } from '../sql/statement.js';
import type { ApplyContext } from './apply-context.js';
import { distinctNames } from './apply-names.js';
import { columnsIn } from './apply-proof.js';
import { implicitName } from './apply-target-name.js';
import { callsIn } from './calls.js';
import type { Catalog, Index, IndexForm, KeyOption } from './catalog.js';

/** What an index is, with the names of its columns, of which Postgres makes the index's own. */
export interface IndexShape extends IndexForm {
  readonly columnNames: readonly string[];
}

/** A constraint's index has nothing but columns. */
const OF_CONSTRAINT = { method: 'btree', partial: false, predicate: null, computed: false, calls: [] } as const;
const AS_USUAL: KeyOption = { operatorClass: null, collation: null, order: '' };

export function shapeOf(body: IndexStmt, catalog: Catalog, context: ApplyContext): IndexShape {
  const keys = bodiesOf('IndexElem', body.indexParams);
  const included = bodiesOf('IndexElem', body.indexIncludingParams);
  const all = [...keys, ...included];
  const partial = body.whereClause !== undefined;
  const computed = partial || keys.some((key) => plainColumn(key) === null);
  const mentions = [...all.flatMap(mentionsOf), ...columnsIn(body.whereClause)];
  return {
    method: body.accessMethod ?? 'btree',
    keys: keys.map(plainColumn),
    expressions: keys.map(expressionOf),
    keyOptions: keys.map(optionOf),
    included: included.map(({ name = '' }) => name),
    mentions: [...new Set(mentions)],
    unique: body.unique === true,
    nullsNotDistinct: body.nulls_not_distinct === true,
    partial,
    predicate: body.whereClause ?? null,
    computed,
    calls: computed ? callsIn([...keys.map(({ expr }) => expr), body.whereClause], catalog, context.path) : [],
    columnNames: distinctNames(all.map((element) => element.name ?? implicitName(element.expr) ?? 'expr')),
  };
}

/** PRIMARY KEY and UNIQUE. */
export function keyShape(node: ConstraintNode, keys: readonly string[]): IndexShape {
  const included = texts(node.including);
  const mentions = [...keys, ...included];
  return {
    ...OF_CONSTRAINT,
    method: node.without_overlaps === true ? 'gist' : OF_CONSTRAINT.method,
    keys,
    expressions: keys.map(() => null),
    keyOptions: keys.map(() => AS_USUAL),
    included,
    mentions,
    unique: true,
    nullsNotDistinct: node.nulls_not_distinct === true,
    columnNames: distinctNames(mentions),
  };
}

export function exclusionShape(node: ConstraintNode, catalog: Catalog, context: ApplyContext): IndexShape {
  const elements = (node.exclusions ?? []).flatMap((pair) => bodiesOf('IndexElem', items(pair)));
  const included = texts(node.including);
  const inExpressions = elements.flatMap((element) => element.name ?? columnsIn(element.expr));
  const names = elements.map((element) => element.name ?? implicitName(element.expr) ?? 'expr');
  const partial = node.where_clause !== undefined;
  return {
    method: node.access_method ?? 'btree',
    keys: elements.map((element) => element.name ?? null),
    expressions: elements.map(({ expr }) => expr ?? null),
    keyOptions: elements.map(optionOf),
    included,
    mentions: [...new Set([...inExpressions, ...included, ...columnsIn(node.where_clause)])],
    unique: false,
    nullsNotDistinct: false,
    partial,
    predicate: node.where_clause ?? null,
    computed: partial || elements.some((element) => element.expr !== undefined),
    calls: callsIn([...elements.map(({ expr }) => expr), node.where_clause], catalog, context.path),
    columnNames: distinctNames([...names, ...included]),
  };
}

/** The shape of an index that is there. An expression's own column name is not kept. */
export function shapeAgain(index: Index): IndexShape {
  const names = index.computed ? index.keys.map((key) => key ?? 'expr') : index.mentions;
  return { ...index, columnNames: distinctNames(names) };
}

/** Whether Postgres takes one for a partition's part of the other (source: CompareIndexInfo). */
export function isLike(a: IndexForm, b: IndexForm): boolean {
  const sameKeys = a.keys.length === b.keys.length && a.keys.every((key, at) => key === b.keys[at]);
  const sameKind = a.unique === b.unique && a.computed === b.computed && a.method === b.method;
  if (!sameKeys || !sameKind || a.nullsNotDistinct !== b.nullsNotDistinct) return false;
  return a.mentions.join() === b.mentions.join() && sortOf(a) === sortOf(b);
}

/** Postgres compares operator class and collation, but not the order. */
function sortOf({ keyOptions }: IndexForm): string {
  return keyOptions.map(({ operatorClass, collation }) => `${operatorClass ?? ''}/${collation ?? ''}`).join();
}

function optionOf(element: IndexElem): KeyOption {
  const { opclass, ordering, nulls_ordering: nulls } = element;
  const collation = element.collation ?? bodyOf('CollateClause', element.expr)?.collname;
  const descending = ordering === 'SORTBY_DESC';
  const nullsMoved = nulls === (descending ? 'SORTBY_NULLS_LAST' : 'SORTBY_NULLS_FIRST');
  if (opclass === undefined && collation === undefined && !descending && !nullsMoved) return AS_USUAL;
  return {
    operatorClass: texts(opclass).at(-1) ?? null,
    collation: texts(collation).at(-1) ?? null,
    order: `${descending ? ' DESC' : ''}${nullsMoved ? ` NULLS ${descending ? 'LAST' : 'FIRST'}` : ''}`.trim(),
  };
}

/** `(c)` and `(c COLLATE x)` are plain columns too. */
function plainColumn(element: IndexElem): string | null {
  if (element.name !== undefined) return element.name;
  const inner = bodyOf('CollateClause', element.expr)?.arg ?? element.expr;
  return text(bodyOf('ColumnRef', inner)?.fields?.at(-1)) || null;
}

function expressionOf(element: IndexElem): Node | null {
  return plainColumn(element) === null ? (element.expr ?? null) : null;
}

function mentionsOf(element: IndexElem): string[] {
  return element.name === undefined ? columnsIn(element.expr) : [element.name];
}
