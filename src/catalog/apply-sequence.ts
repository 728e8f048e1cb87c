import type { AlterSeqStmt, CreateSeqStmt } from '@pgsql/types';
import type { RelationName } from '../sql/names.js';
import { bodiesOf, items, texts, type Node } from '../sql/statement.js';
import { edit, ensureNamed, nameToMake, withItem, without, type ApplyContext } from './apply-context.js';
import { makeRelation } from './apply-relation.js';
import type { SequenceOwner } from './belongings.js';
import type { Catalog } from './catalog.js';
import { resolveParts, resolveRange } from './lookup.js';

export function createSequence(catalog: Catalog, body: CreateSeqStmt, context: ApplyContext): Catalog {
  const making = { kind: 'sequence', complete: true, keep: body.if_not_exists === true } as const;
  const after = makeRelation(catalog, body.sequence, making, context);
  return after === catalog ? catalog : withOwner(after, nameToMake(context, body.sequence), body.options, context);
}

export function alterSequence(catalog: Catalog, body: AlterSeqStmt, context: ApplyContext): Catalog {
  return withOwner(catalog, resolveRange(catalog, context.path, body.sequence), body.options, context);
}

/** OWNED BY a column, or NONE. */
function withOwner(
  catalog: Catalog,
  sequence: RelationName,
  options: readonly Node[] | undefined,
  context: ApplyContext,
): Catalog {
  const option = bodiesOf('DefElem', options).find(({ defname }) => defname === 'owned_by');
  if (option === undefined) return catalog;
  const parts = texts(items(option.arg));
  if (parts.length < 2) return own(ensureNamed(catalog, sequence, 'sequence').catalog, sequence, null);
  const table = resolveParts(catalog, context.path, parts.slice(0, -1));
  const known = ensureNamed(ensureNamed(catalog, sequence, 'sequence').catalog, table).catalog;
  return own(known, sequence, { table, column: parts.at(-1) ?? '' });
}

/** Gives a sequence an owner, and takes it from the one before. */
export function own(catalog: Catalog, sequence: RelationName, owner: SequenceOwner | null): Catalog {
  const before = catalog.relations.get(sequence)?.ownedBy ?? null;
  let after = edit(catalog, sequence, (relation) => ({ ...relation, ownedBy: owner }));
  if (before !== null) {
    after = edit(after, before.table, (table) => ({ ...table, sequences: without(table.sequences, sequence) }));
  }
  if (owner === null) return after;
  return edit(after, owner.table, (table) => ({ ...table, sequences: withItem(table.sequences, sequence) }));
}
