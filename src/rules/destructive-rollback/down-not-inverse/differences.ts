import { sameType, typeWords } from '../../../catalog/types.js';
import type { Catalog, Column, Constraint, Relation, SetNumber } from '../../../catalog/catalog.js';
import { identifier, shortName, splitName } from '../../../sql/names.js';
import { code } from '../../prose.js';
import { belongingsOf } from './objects.js';

/**
 * What differs between the schema before an up and that after its down, as clauses. Tables and columns that the down
 * leaves hold rows, and leaving them is the careful way; those that are gone are told where they are dropped.
 */
export function differences(before: Catalog, after: Catalog, set: SetNumber): string[] {
  return [...before.relations.values()].flatMap((relation) => {
    const now = after.relations.get(relation.name);
    if (now === relation || now === undefined || relation.set === set || !relation.complete) return [];
    return [
      ...constraintsOf(relation, now),
      ...indexesOf(relation, now, after),
      ...columnsOf(relation, now),
      ...belongingsOf(relation, now),
    ];
  });
}

function constraintsOf(before: Relation, now: Relation): string[] {
  const table = code(shortName(before.name));
  const told = ({ kind, columns }: Constraint): boolean =>
    kind !== 'not-null' && columns.every((one) => now.columns.has(one));
  const missing = [...before.constraints.values()].filter((one) => told(one) && !now.constraints.has(one.name));
  const left = [...now.constraints.values()].filter(
    (one) => told(one) && one.columns.some((column) => before.columns.has(column)) && !before.constraints.has(one.name),
  );
  return [
    ...missing.map(({ name }) => `${table} lacks the constraint ${code(identifier(name))}`),
    ...left.map(({ name }) => `${table} still has the constraint ${code(identifier(name))}`),
  ];
}

/** An index that is left only costs; a unique one refuses rows. */
function indexesOf(before: Relation, now: Relation, after: Catalog): string[] {
  const ofConstraints = new Set(
    [before, now].flatMap(({ constraints }) =>
      [...constraints.values()].flatMap((one) => ('index' in one ? [one.index] : [])),
    ),
  );
  const table = code(shortName(before.name));
  const words = (name: string): string => code(identifier(splitName(name).name));
  const missing = before.indexes.filter((name) => !now.indexes.includes(name) && !ofConstraints.has(name));
  const left = now.indexes.filter(
    (name) => !before.indexes.includes(name) && !ofConstraints.has(name) && after.indexes.get(name)?.unique === true,
  );
  return [
    ...missing.map((name) => `${table} lacks the index ${words(name)}`),
    ...left.map((name) => `${table} still has the unique index ${words(name)}`),
  ];
}

function columnsOf(before: Relation, now: Relation): string[] {
  return [...now.columns.values()].flatMap((column) => {
    const name = code(`${shortName(before.name)}.${identifier(column.name)}`);
    const old = before.columns.get(column.name);
    if (old === column) return [];
    if (old === undefined)
      return column.notNull === true && column.hasDefault === false
        ? [`${name} is left and required, which the INSERTs of old code leave out`]
        : [];
    return changes(old, column).map((words) => `${name} ${words}`);
  });
}

function changes(old: Column, now: Column): string[] {
  const found: string[] = [];
  if (old.type !== null && now.type !== null && !sameType(old.type, now.type))
    found.push(`is ${code(typeWords(now.type))} and was ${code(typeWords(old.type))}`);
  if (old.notNull !== now.notNull && old.notNull !== null && now.notNull !== null)
    found.push(now.notNull ? 'is NOT NULL and was not' : 'is not NOT NULL any more');
  if (old.hasDefault !== now.hasDefault && old.hasDefault !== null && now.hasDefault !== null)
    found.push(now.hasDefault ? 'has a default and had none' : 'has lost its default');
  return found;
}
