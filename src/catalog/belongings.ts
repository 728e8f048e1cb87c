import type { RelationName } from '../sql/names.js';

/**
 * Number of the set of migrations that made a thing. 0 is the schema before; a thing made by the set that is being
 * judged is new to everybody, so locking it hurts nobody.
 */
export type SetNumber = number;

/** What a query or an expression takes from one relation. Postgres keeps it by identity, so that renames are followed. */
export interface Read {
  readonly relation: RelationName;
  /** Columns that it certainly names; there may be more. */
  readonly columns: readonly string[];
}

export type RowEvent = 'insert' | 'update' | 'delete' | 'truncate';

export interface Trigger {
  readonly name: string;
  /** Columns of UPDATE OF and WHEN: they cannot be dropped or change their type while the trigger is there. */
  readonly columns: readonly string[];
  readonly events: readonly RowEvent[];
  /** A constraint trigger that may wait for the commit. */
  readonly deferrable: boolean;
  /** By `schema.name`. */
  readonly routine: string;
}

export type PolicyCommand = 'all' | 'select' | 'insert' | 'update' | 'delete';

export interface Policy {
  readonly name: string;
  readonly command: PolicyCommand;
  readonly reads: readonly Read[];
  /** Functions that it calls. */
  readonly calls: readonly string[];
}

/** A rule of CREATE RULE; that of a view is the view's query. */
export interface RewriteRule {
  readonly name: string;
  readonly reads: readonly Read[];
}

/** What makes a sequence go with a column. */
export interface SequenceOwner {
  readonly table: RelationName;
  readonly column: string;
}

/** How UPDATE and DELETE name a row to a subscriber. */
export type ReplicaIdentity = 'default' | 'full' | 'nothing' | { readonly index: RelationName };

export interface PublishedTable {
  readonly relation: RelationName;
  /** Columns of its list and of its WHERE: they cannot be dropped or change their type while it is published so. */
  readonly columns: readonly string[];
}

export interface Publication {
  readonly allTables: boolean;
  readonly tables: readonly PublishedTable[];
  /** FOR TABLES IN SCHEMA. */
  readonly schemas: readonly string[];
  /** Whether it sends UPDATE or DELETE, which need to say which row; null where nobody has shown us. */
  readonly changesRows: boolean | null;
  readonly set: SetNumber;
}

/** Something that stands in the way of a DROP, and goes along with CASCADE. */
export type Dependent =
  | { readonly kind: 'view' | 'table'; readonly relation: RelationName }
  | {
      readonly kind:
        | 'policy'
        | 'rule'
        | 'trigger'
        | 'generated column'
        | 'default'
        | 'publication'
        | 'index'
        | 'constraint'
        | 'function';
      readonly relation: RelationName;
      readonly name: string;
    };
