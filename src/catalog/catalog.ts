import type { PartitionBoundSpec } from '@pgsql/types';
import type { Node, StatementNode } from '../sql/statement.js';
import type { RelationName } from '../sql/names.js';
import type {
  Policy,
  Publication,
  Read,
  ReplicaIdentity,
  RewriteRule,
  SequenceOwner,
  SetNumber,
  Trigger,
} from './belongings.js';
import type { Constraint } from './constraint-types.js';
import type { Index, Partitioning } from './index-types.js';
import type { Outputs } from './view-outputs.js';
import { PersistentMap } from './persistent-map.js';

export type { SetNumber } from './belongings.js';
export type { Constraint, ReferentialAction } from './constraint-types.js';
export type { Index, IndexForm, KeyOption, Partitioning } from './index-types.js';

/** A type by its `pg_type.typname` (`int4`, `varchar`), or by schema and name for one that a migration made. */
export interface TypeRef {
  readonly name: string;
  /** Length, precision and scale as written; empty when none. */
  readonly modifiers: readonly number[];
  readonly array: boolean;
}

export interface Column {
  readonly name: string;
  /** null: nobody has shown us. */
  readonly type: TypeRef | null;
  readonly notNull: boolean | null;
  readonly hasDefault: boolean | null;
  /** What stands behind DEFAULT; null where nothing does, or nobody has shown us. */
  readonly defaultExpression: Node | null;
  readonly generated: 'stored' | 'virtual' | null;
  /** What a generated column is computed of. */
  readonly computedFrom: readonly string[];
  /** Functions of its expression or default that Postgres does not bring, by `schema.name`. */
  readonly calls: readonly string[];
  readonly identity: boolean;
  /** The sequence that the default takes its number from. */
  readonly sequence: RelationName | null;
  readonly set: SetNumber;
}

export type RelationKind =
  'table' | 'partitioned table' | 'view' | 'materialized view' | 'sequence' | 'foreign table' | 'composite type';

export interface Relation {
  readonly name: RelationName;
  readonly kind: RelationKind;
  readonly set: SetNumber;
  /** Whether its CREATE was seen, so that a column or constraint we don't know of does not exist. */
  readonly complete: boolean;
  readonly temporary: boolean;
  readonly unlogged: boolean;
  /** Off for a materialized view WITH NO DATA. */
  readonly populated: boolean;
  readonly columns: PersistentMap<string, Column>;
  readonly constraints: PersistentMap<string, Constraint>;
  readonly indexes: readonly RelationName[];
  /** Tables with a foreign key to this one. */
  readonly referencedBy: readonly RelationName[];
  /** Partitions, or children by INHERITS. */
  readonly children: readonly RelationName[];
  readonly partitionOf: RelationName | null;
  readonly isDefaultPartition: boolean;
  /** Columns of the partition key; its expressions are in `partitioning`. */
  readonly partitionKey: readonly string[];
  readonly partitioning: Partitioning | null;
  /** FOR VALUES of a partition, as written. */
  readonly bound: PartitionBoundSpec | null;
  readonly policies: readonly Policy[];
  readonly triggers: readonly Trigger[];
  readonly rules: readonly RewriteRule[];
  /** What the query of a view takes, and the functions that it calls. */
  readonly query: readonly Read[];
  readonly calls: readonly string[];
  /** The columns of a view; null when they are not known. */
  readonly outputs: Outputs | null;
  /**
   * Views, and tables with a policy, a rule or a default, that may take something from this relation: a name that is
   * left over does no harm, for whoever asks looks at what they take.
   */
  readonly readers: readonly RelationName[];
  /** Sequences that go with one of its columns. */
  readonly sequences: readonly RelationName[];
  readonly ownedBy: SequenceOwner | null;
  readonly replicaIdentity: ReplicaIdentity;
}

export type UserType =
  | {
      readonly kind: 'enum';
      /** Its values in their order; null where its CREATE was not seen. */
      readonly values: readonly string[] | null;
      readonly set: SetNumber;
      readonly transaction: number;
    }
  | { readonly kind: 'domain'; readonly base: TypeRef | null; readonly constrained: boolean; readonly set: SetNumber }
  | { readonly kind: 'other'; readonly set: SetNumber };

export type Volatility = 'immutable' | 'stable' | 'volatile';

/** One of the functions that share a name. */
export interface Overload {
  /** Types of what it takes, in words: what tells it from the others. */
  readonly signature: string;
  /** How many arguments a call gives: fewer than the most where some have a default. */
  readonly least: number;
  readonly most: number;
  readonly volatility: Volatility;
  readonly kind: 'function' | 'procedure';
  /** What it gives, in words; null where that cannot be told. */
  readonly result: string | null;
  /** Names of what it takes; '' for one without. */
  readonly names: readonly string[];
  /** What a body in BEGIN ATOMIC or RETURN takes: Postgres keeps such a body as it keeps a view. */
  readonly reads: readonly Read[];
}

export interface Routine {
  /** The worst of the overloads. */
  readonly volatility: Volatility;
  /** Empty when only an ALTER has shown the function. */
  readonly overloads: readonly Overload[];
  readonly language: string;
  /** The last CREATE of it, whose body a CALL or a query runs; null when none was seen. */
  readonly definition: { readonly node: StatementNode<'CreateFunctionStmt'>; readonly sql: string } | null;
  readonly set: SetNumber;
}

/** Everything that the migrations so far have shown of the schema. Never mutated: every step keeps its own. */
export interface Catalog {
  readonly relations: PersistentMap<RelationName, Relation>;
  readonly indexes: PersistentMap<RelationName, Index>;
  /** By `schema.name`. */
  readonly types: PersistentMap<string, UserType>;
  readonly routines: PersistentMap<string, Routine>;
  /** Enum values added in a transaction: `schema.type` and value to the transaction's number. */
  readonly enumValues: PersistentMap<string, number>;
  readonly schemas: PersistentMap<string, SetNumber>;
  readonly publications: PersistentMap<string, Publication>;
  /** Whether each has a slot on its publisher. */
  readonly subscriptions: PersistentMap<string, boolean>;
  readonly extensions: PersistentMap<string, SetNumber>;
  readonly eventTriggers: PersistentMap<string, SetNumber>;
}

export const EMPTY_CATALOG: Catalog = {
  relations: PersistentMap.of(),
  indexes: PersistentMap.of(),
  types: PersistentMap.of(),
  routines: PersistentMap.of(),
  enumValues: PersistentMap.of(),
  schemas: PersistentMap.of(),
  publications: PersistentMap.of(),
  subscriptions: PersistentMap.of(),
  extensions: PersistentMap.of(),
  eventTriggers: PersistentMap.of(),
};

/** A relation as it begins: `complete` when its CREATE was seen, else a stub for what others made. */
export function newRelation(name: RelationName, kind: RelationKind, set: SetNumber, complete: boolean): Relation {
  return {
    name,
    kind,
    set,
    complete,
    temporary: false,
    unlogged: false,
    populated: true,
    columns: PersistentMap.of(),
    constraints: PersistentMap.of(),
    indexes: [],
    referencedBy: [],
    children: [],
    partitionOf: null,
    isDefaultPartition: false,
    partitionKey: [],
    partitioning: null,
    bound: null,
    policies: [],
    triggers: [],
    rules: [],
    query: [],
    calls: [],
    outputs: null,
    readers: [],
    sequences: [],
    ownedBy: null,
    replicaIdentity: 'default',
  };
}

export function withRelation(catalog: Catalog, relation: Relation): Catalog {
  return { ...catalog, relations: catalog.relations.set(relation.name, relation) };
}

export function withIndex(catalog: Catalog, index: Index): Catalog {
  const table = catalog.relations.get(index.table);
  const indexes = catalog.indexes.set(index.name, index);
  if (table === undefined || table.indexes.includes(index.name)) return { ...catalog, indexes };
  return withRelation({ ...catalog, indexes }, { ...table, indexes: [...table.indexes, index.name] });
}

/** The relation, its partitions and inheriting children, all the way down. */
export function family(catalog: Catalog, name: RelationName): RelationName[] {
  const found = new Set<RelationName>();
  const pending = [name];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (found.has(next)) continue;
    found.add(next);
    pending.push(...(catalog.relations.get(next)?.children ?? []));
  }
  return [...found];
}

/** Parents of a partition or inheriting child, all the way up. */
export function ancestors(catalog: Catalog, name: RelationName): RelationName[] {
  const found: RelationName[] = [];
  for (
    let parent = catalog.relations.get(name)?.partitionOf;
    parent;
    parent = catalog.relations.get(parent)?.partitionOf
  ) {
    if (found.includes(parent)) break;
    found.push(parent);
  }
  return found;
}

export interface ForeignKeyOf {
  readonly table: RelationName;
  readonly key: Extract<Constraint, { kind: 'foreign-key' }>;
}

/** Foreign keys that this table has. */
export function foreignKeysOf(catalog: Catalog, table: RelationName): ForeignKeyOf[] {
  const found: ForeignKeyOf[] = [];
  for (const constraint of catalog.relations.get(table)?.constraints.values() ?? []) {
    if (constraint.kind === 'foreign-key') found.push({ table, key: constraint });
  }
  return found;
}

/** Foreign keys of other tables that point to this one. */
export function foreignKeysTo(catalog: Catalog, table: RelationName): ForeignKeyOf[] {
  const referencing = catalog.relations.get(table)?.referencedBy ?? [];
  return referencing.flatMap((name) => foreignKeysOf(catalog, name).filter(({ key }) => key.references === table));
}
