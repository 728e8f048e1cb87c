import type { RelationName } from '../sql/names.js';
import type { Node } from '../sql/statement.js';
import type { SetNumber } from './belongings.js';

interface ConstraintBase {
  readonly name: string;
  readonly validated: boolean;
  /** NOT ENFORCED is off. */
  readonly enforced: boolean;
  readonly deferrable: boolean;
  /** The transaction that added it, so that a VALIDATE can tell whether the lock of the ADD is still held. */
  readonly transaction: number;
  readonly set: SetNumber;
}

export type Constraint =
  | (ConstraintBase & {
      readonly kind: 'check';
      readonly columns: readonly string[];
      /** Columns that the expression proves NOT NULL. */
      readonly proves: readonly string[];
      readonly expression: Node | null;
      /** Functions that Postgres does not bring, by `schema.name`. */
      readonly calls: readonly string[];
      readonly inherited: boolean;
    })
  | (ConstraintBase & {
      readonly kind: 'not-null';
      readonly columns: readonly string[];
      /** Off with NO INHERIT. */
      readonly inherited: boolean;
    })
  | (ConstraintBase & {
      readonly kind: 'foreign-key';
      readonly columns: readonly string[];
      readonly references: RelationName;
      readonly referencedColumns: readonly string[];
      readonly deferred: boolean;
      /** What becomes of the rows that refer to one that goes, or that gets another key. */
      readonly onDelete: ReferentialAction;
      readonly onUpdate: ReferentialAction;
      /** Of SET NULL (…) and SET DEFAULT (…) on delete; empty: all of its columns. */
      readonly onDeleteColumns: readonly string[];
      readonly matchFull: boolean;
      /** Its last column is a PERIOD. */
      readonly period: boolean;
    })
  | (ConstraintBase & {
      readonly kind: 'primary-key' | 'unique' | 'exclusion';
      readonly columns: readonly string[];
      readonly index: RelationName;
    });

/** As it is written; the first two refuse, the others write. */
export type ReferentialAction = 'no action' | 'restrict' | 'cascade' | 'set null' | 'set default';
