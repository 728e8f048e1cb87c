import type { Relation } from '../catalog/catalog.js';
import { identifier, shortName, type RelationName } from '../sql/names.js';
import { relationOf, type Moment } from './moment.js';

/**
 * Whether what the catalog says of a thing is enough to call a statement refused: it was there before, or this very set
 * made it. In a run over many sets, two of them may make a thing of the same name for databases of their own; in a
 * routine, a branch may have looked first.
 */
export function isSure(thing: { readonly set: number } | undefined, moment: Moment): boolean {
  return thing !== undefined && !moment.inRoutine && (thing.set === 0 || thing.set === moment.set);
}

/** The relation when all its columns and constraints are known, so that another one is not there. */
export function completeOf(moment: Moment, table: RelationName): Relation | null {
  const relation = relationOf(moment, table);
  return relation?.complete === true && isSure(relation, moment) ? relation : null;
}

export function noSuchColumn(
  table: RelationName,
  column: string,
  added: readonly string[],
  moment: Moment,
): string | null {
  const relation = completeOf(moment, table);
  if (relation === null || relation.columns.has(column) || added.includes(column)) return null;
  return `column ${identifier(column)} of ${shortName(table)} does not exist`;
}

/** Names that Postgres chooses differ between majors, so of these it is not sure that one is not there. */
const CHOSEN = /_(?:fkey|check|key|pkey|excl|not_null)\d*$/;

export function noSuchConstraint(table: RelationName, name: string, moment: Moment): string | null {
  const relation = completeOf(moment, table);
  if (relation === null || relation.constraints.has(name) || CHOSEN.test(name)) return null;
  return `constraint ${identifier(name)} of ${shortName(table)} does not exist`;
}

/** A relation or index of that name, as far as it is sure to be there still. */
function isTaken(name: RelationName, moment: Moment): boolean {
  const relation = relationOf(moment, name);
  // One that others only mention may be made still.
  const isMade = relation?.complete === true || relation?.kind === 'view' || relation?.kind === 'materialized view';
  if (relation !== undefined) return isMade && isSure(relation, moment);
  return isSure(moment.catalog.indexes.get(name), moment);
}

/** Why a relation or index of that name cannot be made; null when it can, as far as is known. */
export function existsAlready(name: RelationName, moment: Moment): string | null {
  return isTaken(name, moment) ? `relation ${shortName(name)} already exists` : null;
}

export function columnExists(table: RelationName, column: string, moment: Moment): string | null {
  const known = relationOf(moment, table)?.columns.get(column);
  return isSure(known, moment) && isSure(relationOf(moment, table), moment)
    ? `column ${identifier(column)} of ${shortName(table)} already exists`
    : null;
}

export function constraintExists(
  table: RelationName,
  name: string | undefined,
  dropped: readonly string[],
  moment: Moment,
): string | null {
  if (name === undefined || dropped.includes(name)) return null;
  const known = relationOf(moment, table)?.constraints.get(name);
  // NOT NULL constraints have no names of their own before 18.
  if (known === undefined || known.kind === 'not-null' || !isSure(known, moment)) return null;
  return `constraint ${identifier(name)} of ${shortName(table)} already exists`;
}
