import type { RelationName } from '../sql/names.js';
import type { Dependent, Read } from './belongings.js';
import { routinesThatRead } from './routine-reads.js';
import { family, type Catalog, type Relation } from './catalog.js';

/** What Postgres refuses to leave behind when a relation goes, and drops along with CASCADE; foreign keys apart. */
export function dependentsOfRelation(catalog: Catalog, name: RelationName): Dependent[] {
  const relation = catalog.relations.get(name);
  if (relation === undefined) return [];
  const others = readersOf(catalog, relation).flatMap((other) => readersIn(other, (read) => read.relation === name));
  const children = relation.kind === 'partitioned table' ? [] : relation.children;
  const ofSequences = relation.sequences.flatMap((sequence) => dependentsOfRelation(catalog, sequence));
  return [
    ...others,
    ...routinesThatRead(catalog, (read) => read.relation === name),
    ...children.map((child): Dependent => ({ kind: 'table', relation: child })),
    ...ofSequences.filter((one) => one.relation !== name),
    ...usersOfSequence(catalog, relation),
  ];
}

/** The same for one column of a table. Its indexes and constraints go without a word, and are not among these. */
export function dependentsOfColumn(catalog: Catalog, table: RelationName, column: string): Dependent[] {
  const relation = catalog.relations.get(table);
  if (relation === undefined) return [];
  const takes = (read: Read): boolean => read.relation === table && read.columns.includes(column);
  const found = readersOf(catalog, relation).flatMap((other) => readersIn(other, takes));
  found.push(...readersIn({ ...relation, query: [] }, takes));
  for (const { name, columns } of relation.triggers)
    if (columns.includes(column)) found.push({ kind: 'trigger', relation: table, name });
  for (const { name, computedFrom } of relation.columns.values())
    if (computedFrom.includes(column)) found.push({ kind: 'generated column', relation: table, name });
  for (const [name, { tables }] of catalog.publications)
    if (tables.some((one) => one.relation === table && one.columns.includes(column)))
      found.push({ kind: 'publication', relation: table, name });
  found.push(...routinesThatRead(catalog, takes));
  const owned = relation.sequences.filter((name) => catalog.relations.get(name)?.ownedBy?.column === column);
  const ofSequences = owned.flatMap((sequence) => dependentsOfRelation(catalog, sequence));
  return [...found, ...ofSequences.filter((one) => one.relation !== table)];
}

/** What calls a function: it cannot go without them. */
export function dependentsOfRoutine(catalog: Catalog, routine: string): Dependent[] {
  const found: Dependent[] = [];
  for (const { name, table, calls } of catalog.indexes.values())
    if (calls.includes(routine)) found.push({ kind: 'index', relation: table, name });
  for (const relation of catalog.relations.values()) found.push(...callersIn(relation, routine));
  return found;
}

function callersIn(relation: Relation, routine: string): Dependent[] {
  const { name: table, columns, constraints, policies, triggers, calls, partitioning } = relation;
  const found: Dependent[] = [];
  if (calls.includes(routine)) found.push({ kind: 'view', relation: table });
  if (partitioning?.calls.includes(routine) === true) found.push({ kind: 'table', relation: table });
  for (const { name, calls: own, generated } of columns.values())
    if (own.includes(routine))
      found.push({ kind: generated === null ? 'default' : 'generated column', relation: table, name });
  for (const one of constraints.values())
    if (one.kind === 'check' && one.calls.includes(routine))
      found.push({ kind: 'constraint', relation: table, name: one.name });
  for (const { name, calls: own } of policies)
    if (own.includes(routine)) found.push({ kind: 'policy', relation: table, name });
  for (const { name, routine: own } of triggers)
    if (own === routine) found.push({ kind: 'trigger', relation: table, name });
  return found;
}

/** Dependents of dependents as well, each once. */
export function allDependents(catalog: Catalog, first: readonly Dependent[]): Dependent[] {
  const found = new Map<string, Dependent>();
  const pending = [...first];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const key = JSON.stringify(next);
    if (found.has(key)) continue;
    found.set(key, next);
    if (next.kind === 'view' || next.kind === 'table')
      for (const member of family(catalog, next.relation)) pending.push(...dependentsOfRelation(catalog, member));
    else if (next.kind === 'generated column') pending.push(...dependentsOfColumn(catalog, next.relation, next.name));
  }
  return [...found.values()];
}

function readersOf(catalog: Catalog, { name, readers }: Relation): Relation[] {
  return readers.flatMap((reader) => (reader === name ? [] : (catalog.relations.get(reader) ?? [])));
}

/** A view as a whole, or of a table those of its policies and rules that take what is asked for. */
function readersIn(relation: Relation, takes: (read: Read) => boolean): Dependent[] {
  if (relation.query.some(takes)) return [{ kind: 'view', relation: relation.name }];
  const named = (kind: 'policy' | 'rule') => (one: { readonly name: string }) =>
    ({ kind, relation: relation.name, name: one.name }) as const;
  return [
    ...relation.policies.filter(({ reads }) => reads.some(takes)).map(named('policy')),
    ...relation.rules.filter(({ reads }) => reads.some(takes)).map(named('rule')),
  ];
}

/** Columns whose default takes numbers from a sequence. */
function usersOfSequence(catalog: Catalog, sequence: Relation): Dependent[] {
  if (sequence.kind !== 'sequence') return [];
  return readersOf(catalog, sequence).flatMap((table) =>
    [...table.columns.values()]
      .filter((column) => column.sequence === sequence.name)
      .map(({ name }): Dependent => ({ kind: 'default', relation: table.name, name })),
  );
}
