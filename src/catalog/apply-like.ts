import type { TableLikeClause } from '@pgsql/types';
import type { RelationName } from '../sql/names.js';
import { addSequence } from './apply-column.js';
import type { ApplyContext } from './apply-context.js';
import { copyIndexesApart } from './apply-index.js';
import { copyKeys } from './apply-key.js';
import { onNewTable } from './apply-parent.js';
import type { Catalog, Column, Relation } from './catalog.js';
import { findRelation } from './lookup.js';

/** Bits of INCLUDING (source: parsenodes.h, TableLikeOption). */
const CONSTRAINTS = 1 << 2;
const DEFAULTS = 1 << 3;
const GENERATED = 1 << 4;
const IDENTITY = 1 << 5;
const INDEXES = 1 << 6;

/** Columns, and with INCLUDING CONSTRAINTS the CHECKs, of another table; NOT NULL always comes along. */
export function columnsLike(
  catalog: Catalog,
  relation: Relation,
  like: TableLikeClause,
  context: ApplyContext,
): Relation {
  const source = findRelation(catalog, context.path, like.relation);
  if (source === undefined) return { ...relation, complete: false };
  const options = like.options ?? 0;
  const columns = source.columns.map((column) => columnLike(column, options, context));
  const taken = source.constraints.filter(
    ({ kind }) => kind === 'not-null' || (kind === 'check' && (options & CONSTRAINTS) !== 0),
  );
  return {
    ...relation,
    complete: relation.complete && source.complete,
    columns: relation.columns.merge(columns),
    constraints: relation.constraints.merge(taken.map((constraint) => onNewTable(constraint, context))),
  };
}

/** INCLUDING INDEXES: keys and indexes, under names of their own; INCLUDING IDENTITY: the sequences. */
export function copyIndexesLike(
  catalog: Catalog,
  name: RelationName,
  like: TableLikeClause,
  context: ApplyContext,
): Catalog {
  const source = findRelation(catalog, context.path, like.relation);
  if (source === undefined) return catalog;
  const options = like.options ?? 0;
  let after = catalog;
  if ((options & INDEXES) !== 0) {
    after = copyKeys(after, source.name, name, context, true);
    after = copyIndexesApart(after, source.name, name, context);
  }
  if ((options & IDENTITY) === 0) return after;
  for (const column of source.columns.values()) {
    if (column.identity) after = addSequence(after, [name], column.name, context);
  }
  return after;
}

function columnLike(column: Column, options: number, context: ApplyContext): Column {
  const generated = (options & GENERATED) === 0 ? null : column.generated;
  const identity = (options & IDENTITY) !== 0 && column.identity;
  const isPlain = column.generated === null && !column.identity;
  const keepsDefault = isPlain && (options & DEFAULTS) !== 0;
  const hasDefault = keepsDefault ? column.hasDefault : identity || generated !== null;
  const computed = generated === null ? { computedFrom: [], calls: [] } : {};
  const sequence = keepsDefault ? column.sequence : null;
  const defaultExpression = keepsDefault ? column.defaultExpression : null;
  return { ...column, generated, ...computed, identity, hasDefault, defaultExpression, sequence, set: context.set };
}
