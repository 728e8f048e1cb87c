import type { Dependent } from '../catalog/belongings.js';
import { allDependents, dependentsOfColumn, dependentsOfRelation } from '../catalog/dependents.js';
import { family } from '../catalog/catalog.js';
import { identifier, shortName, type RelationName } from '../sql/names.js';
import type { Lock } from './effects.js';
import { lock, relationOf, type Moment } from './moment.js';

/** What is in the way of dropping relations together; what goes with one of them is not. */
export function neededBy(relations: readonly RelationName[], moment: Moment): Dependent[] {
  const gone = new Set(relations.flatMap((relation) => family(moment.catalog, relation)));
  const named = new Set(relations);
  return [...gone]
    .flatMap((relation) => dependentsOfRelation(moment.catalog, relation))
    .filter((one) => one.kind === 'function' || !(one.kind === 'table' ? named : gone).has(one.relation));
}

/** The same for a column of a table and of what inherits it; columns that go along are named. */
export function columnNeededBy(
  tables: readonly RelationName[],
  column: string,
  dropped: readonly string[],
  moment: Moment,
): Dependent[] {
  const all = tables.flatMap((table) => dependentsOfColumn(moment.catalog, table, column));
  return all.filter((one) => one.kind !== 'generated column' || !dropped.includes(one.name));
}

/** Why a drop without CASCADE fails. In a routine a branch may have dropped them before. */
export function neededRefusal(what: string, dependents: readonly Dependent[], moment: Moment): string | null {
  const [first] = dependents;
  if (first === undefined || moment.inRoutine) return null;
  const others = new Set(dependents.map(words)).size - 1;
  const more = others === 0 ? ' depends' : ` and ${others} more depend`;
  return `cannot drop ${what}: ${words(first)}${more} on it`;
}

export function words(dependent: Dependent): string {
  const relation = shortName(dependent.relation);
  switch (dependent.kind) {
    case 'view':
    case 'table':
      return `${dependent.kind} ${relation}`;
    case 'publication':
      return `publication ${identifier(dependent.name)}`;
    case 'function':
    case 'index':
      return `${dependent.kind} ${shortName(dependent.name)}`;
    case 'default':
      return `the default of ${relation}.${identifier(dependent.name)}`;
    case 'generated column':
      return `generated column ${identifier(dependent.name)} of ${relation}`;
    default:
      return `${dependent.kind} ${identifier(dependent.name)} on ${relation}`;
  }
}

/** CASCADE: ACCESS EXCLUSIVE on the views that go, and on the tables that lose something. */
export function cascadeLocks(dependents: readonly Dependent[], moment: Moment): Lock[] {
  return allDependents(moment.catalog, dependents).flatMap(({ kind, relation }) =>
    // A function is no relation, and goes without a lock on what it reads.
    kind === 'function' ? [] : [lock(moment, relation, 'ACCESS EXCLUSIVE')],
  );
}

/** Postgres's own words for each thing that keeps a column from changing its type (source: tablecmds.c). */
const KEEPS_TYPE: Readonly<Record<Dependent['kind'], string | null>> = {
  view: 'used by a view or rule',
  rule: 'used by a view or rule',
  trigger: 'used in a trigger definition',
  policy: 'used in a policy definition',
  'generated column': 'used by a generated column',
  publication: 'used by a publication WHERE clause',
  function: 'used by a function or procedure',
  default: null,
  table: null,
  index: null,
  constraint: null,
};

export function typeRefusal(dependents: readonly Dependent[], moment: Moment): string | null {
  if (moment.inRoutine) return null;
  for (const dependent of dependents) {
    const use = KEEPS_TYPE[dependent.kind];
    if (use !== null) return `cannot alter type of a column ${use}: ${words(dependent)}`;
  }
  return null;
}

/** A partition has its parent's columns, and a partitioned table needs those of its key. */
export function fixedColumnRefusal(
  table: RelationName,
  column: string,
  verb: 'alter' | 'drop' | 'rename',
  moment: Moment,
): string | null {
  const relation = relationOf(moment, table);
  if (relation === undefined || moment.inRoutine) return null;
  const parent = relation.partitionOf === null ? undefined : relationOf(moment, relation.partitionOf);
  if (parent?.columns.has(column) === true) return `cannot ${verb} inherited column ${identifier(column)}`;
  if (verb === 'rename' || !relation.partitionKey.includes(column)) return null;
  return `cannot ${verb} column ${identifier(column)} because it is part of the partition key of ${shortName(table)}`;
}
