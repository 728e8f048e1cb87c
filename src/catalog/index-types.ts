import type { RelationName } from '../sql/names.js';
import type { Node } from '../sql/statement.js';
import type { SetNumber } from './belongings.js';

/** What an index is, whatever its name and table. */
export interface IndexForm {
  /** The access method: `btree` unless another one is written. */
  readonly method: string;
  /** Plain key columns; an expression gives null. */
  readonly keys: readonly (string | null)[];
  /** What gives each key that is no plain column; null for one that is, and where a rename has left another name in it. */
  readonly expressions: readonly (Node | null)[];
  /** How each key sorts, where that is written. */
  readonly keyOptions: readonly KeyOption[];
  /** Columns of INCLUDE. */
  readonly included: readonly string[];
  /** Every column it mentions: keys, INCLUDE, expressions, predicate. */
  readonly mentions: readonly string[];
  readonly unique: boolean;
  readonly nullsNotDistinct: boolean;
  /** Has a predicate. */
  readonly partial: boolean;
  /** null: it has none, or one with a name in it that is not right any more. */
  readonly predicate: Node | null;
  /** Has an expression or a predicate: rebuilt by any type change of a column it mentions. */
  readonly computed: boolean;
  /** Functions of its expressions and its predicate that Postgres does not bring, by `schema.name`. */
  readonly calls: readonly string[];
}

export interface KeyOption {
  readonly operatorClass: string | null;
  readonly collation: string | null;
  /** `DESC`, and NULLS where they are on the other side than usual; empty for the usual order. */
  readonly order: string;
}

export interface Index extends IndexForm {
  readonly name: RelationName;
  readonly table: RelationName;
  /** The index of a partitioned table that this one is a part of. */
  readonly parent: RelationName | null;
  /** One made ON ONLY a partitioned table is not, until every partition has its part. */
  readonly valid: boolean;
  readonly set: SetNumber;
}

export interface Partitioning {
  readonly strategy: 'list' | 'range' | 'hash';
  /** Plain columns; an expression gives null. */
  readonly keys: readonly (string | null)[];
  /** Functions of its expressions that Postgres does not bring, by `schema.name`. */
  readonly calls: readonly string[];
}
