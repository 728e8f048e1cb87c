import type { TypeRef } from '../catalog/catalog.js';
import { typeWords } from '../catalog/types.js';
import { identifier, shortName, type RelationName } from '../sql/names.js';
import { assertNever } from '../exhaustive.js';

/** Why a table is rewritten, read whole, or has its indexes rebuilt. */
export type Reason =
  | { readonly id: 'volatile-default'; readonly column: string; readonly call: string }
  | { readonly id: 'unknown-default'; readonly column: string; readonly call: string }
  | { readonly id: 'default-before-11'; readonly column: string }
  | { readonly id: 'constrained-domain'; readonly column: string; readonly domain: string }
  | { readonly id: 'unknown-type'; readonly column: string; readonly type: string }
  | { readonly id: 'serial-column'; readonly column: string; readonly type: string }
  | { readonly id: 'identity-column'; readonly column: string }
  | { readonly id: 'stored-generated-column'; readonly column: string }
  | { readonly id: 'type-change'; readonly column: string; readonly from: TypeRef; readonly to: TypeRef }
  | { readonly id: 'type-change-unknown'; readonly column: string; readonly to: TypeRef }
  | { readonly id: 'type-change-using'; readonly column: string; readonly to: TypeRef }
  | { readonly id: 'type-change-index'; readonly column: string }
  | { readonly id: 'check-on-changed-column'; readonly column: string; readonly constraint: string }
  | { readonly id: 'index-build'; readonly index: string | null }
  | { readonly id: 'constraint-index'; readonly constraint: string }
  | { readonly id: 'check-validation'; readonly constraint: string }
  | { readonly id: 'foreign-key-validation'; readonly constraint: string }
  | { readonly id: 'not-null-verification'; readonly columns: readonly string[] }
  | { readonly id: 'primary-key-not-null'; readonly columns: readonly string[] }
  | { readonly id: 'required-column'; readonly column: string }
  | { readonly id: 'validation'; readonly constraint: string }
  | { readonly id: 'domain-constraint'; readonly domain: string }
  | { readonly id: 'partition-bound'; readonly partition: RelationName }
  | { readonly id: 'default-partition'; readonly partition: RelationName }
  | { readonly id: 'copied'; readonly command: string }
  | { readonly id: 'query' };

export type ReasonId = Reason['id'];

/** The reason as a clause that can follow "because". Names are quoted as SQL and stand in back-ticks. */
export function because(reason: Reason): string {
  switch (reason.id) {
    case 'volatile-default':
      return `the default calls ${code(reason.call)}, which is volatile: every existing row gets a value of its own`;
    case 'unknown-default':
      return `the default of ${code(identifier(reason.column))} calls ${code(reason.call)}, whose volatility nobody has shown us`;
    case 'default-before-11':
      return 'before PostgreSQL 11 a default is written into every existing row';
    case 'constrained-domain':
      return `${code(reason.domain)} is a domain with a constraint, which every row has to be checked against while it is copied`;
    case 'unknown-type':
      return `${code(reason.type)} is not a built-in type, and a domain with a constraint would rewrite the table`;
    case 'serial-column':
      return `${code(reason.type)} takes a new number from its sequence for every existing row`;
    case 'identity-column':
      return `an identity column takes a new number from its sequence for every existing row`;
    case 'stored-generated-column':
      return 'a STORED generated column is computed for every existing row';
    case 'type-change':
      return `${code(typeWords(reason.from))} is not stored like ${code(typeWords(reason.to))}, so every row is converted`;
    case 'type-change-unknown':
      return `the present type of ${code(identifier(reason.column))} is not known, and most changes to ${code(typeWords(reason.to))} convert every row`;
    case 'type-change-using':
      return `the USING expression is computed for every row`;
    case 'type-change-index':
      return `an index mentions ${code(identifier(reason.column))} and its order or expression depends on the type`;
    case 'check-on-changed-column':
      return `the constraint ${code(identifier(reason.constraint))} on the column is verified again`;
    case 'index-build':
      return reason.index === null
        ? 'the index is built from every row'
        : `the index ${code(reason.index)} is built from every row`;
    case 'constraint-index':
      return `the index of ${constraintWords(reason.constraint)} is built from every row`;
    case 'check-validation':
      return `every existing row is checked against ${constraintWords(reason.constraint)}`;
    case 'foreign-key-validation':
      return `every existing row is looked up in the referenced table for ${constraintWords(reason.constraint)}`;
    case 'not-null-verification':
      return `every existing row is checked for NULL in ${columnsWords(reason.columns)}, since no validated CHECK proves there is none`;
    case 'primary-key-not-null':
      return `a primary key makes ${columnsWords(reason.columns)} NOT NULL, and nothing proves that there is no NULL`;
    case 'required-column':
      return `${code(identifier(reason.column))} is NOT NULL without a default, which the first existing row violates`;
    case 'validation':
      return `every existing row is checked against ${code(identifier(reason.constraint))}`;
    case 'domain-constraint':
      return `every table with a column of the domain ${code(reason.domain)} is checked`;
    case 'partition-bound':
      return `no validated CHECK on ${code(shortName(reason.partition))} proves that its rows fit the partition bound`;
    case 'default-partition':
      return `the default partition ${code(shortName(reason.partition))} may hold rows that belong into the new partition`;
    case 'copied':
      return `${reason.command} copies the whole table`;
    case 'query':
      return 'the query reads it';
    default:
      return assertNever(reason);
  }
}

/** SQL in a sentence. A back-tick in a name that strangers chose would end the span and turn all that follows around. */
export function code(sql: string): string {
  return `\`${sql.replaceAll('`', "'")}\``;
}

function constraintWords(name: string): string {
  return name === '' ? 'the constraint' : code(identifier(name));
}

function columnsWords(columns: readonly string[]): string {
  return columns.map((column) => code(identifier(column))).join(', ');
}
