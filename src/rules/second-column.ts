import { foreignKeysOf, foreignKeysTo, type Column, type Constraint, type TypeRef } from '../catalog/catalog.js';
import type { Index } from '../catalog/index-types.js';
import { columnsIn } from '../catalog/apply-proof.js';
import { dependentsOfColumn } from '../catalog/dependents.js';
import { typeWords } from '../catalog/types.js';
import { derivedName, identifier, shortName, splitName, type RelationName } from '../sql/names.js';
import { bodyOf, type Node } from '../sql/statement.js';
import type { Step } from '../timeline.js';
import { computedIn, indexText } from './index-text.js';

/** A column that takes the place of another one, beside which it stands for a while. */
export interface SecondColumn {
  readonly step: Step;
  readonly table: RelationName;
  readonly old: string;
  readonly fresh: string;
  /** What the new one holds; null where nobody knows. */
  readonly type: TypeRef | null;
  /** What its default is, where that of the old one does not say it. */
  readonly defaultText?: string | null;
  /** Whether an expression means the same of the new one, where the two types do not say it. */
  readonly fits?: (expression: Node) => boolean;
}

/** The new column is called like the old one afterwards, or keeps the name of its own. */
export type Naming = 'takes the name' | 'keeps its own';

export type Key = Extract<Constraint, { readonly index: RelationName }>;
export type ForeignKey = Extract<Constraint, { readonly kind: 'foreign-key' }>;
export type Check = Extract<Constraint, { readonly kind: 'check' }>;

/** An index that the new column needs, with the name that it gets beside the old one. */
export interface NewIndex {
  readonly name: string;
  /** null where its definition is more than the schema keeps. */
  readonly sql: string | null;
  readonly was: RelationName;
  readonly unique: boolean;
  /** The constraint that adopts it in the end; an EXCLUDE adopts none. */
  readonly key: Key | null;
}

/** What hangs on the old column, as far as the schema is known. */
export interface Hanging {
  readonly column: Column | undefined;
  readonly indexes: readonly NewIndex[];
  readonly checks: readonly Check[];
  /** CHECKs that are nothing but the proof of its NOT NULL, which is proved anew. */
  readonly proofs: readonly Check[];
  readonly own: readonly ForeignKey[];
  readonly others: readonly { readonly table: RelationName; readonly key: ForeignKey }[];
  /** In words: views, policies and their kin, which keep the column by its number. */
  readonly readers: readonly string[];
}

export function hangingOn(second: SecondColumn): Hanging {
  const { step, table, old } = second;
  const relation = step.before.relations.get(table);
  const constraints = [...(relation?.constraints.values() ?? [])].filter(({ columns }) => columns.includes(old));
  const keys = constraints.filter((one): one is Key => 'index' in one);
  const column = relation?.columns.get(old);
  const checks = constraints.filter((one): one is Check => one.kind === 'check');
  const isProof = (one: Check): boolean => column?.notNull === true && isNotNullProof(one);
  const used = new Set<string>();
  const indexes = (relation?.indexes ?? []).flatMap((name): NewIndex[] => {
    const index = step.before.indexes.get(name);
    if (index?.mentions.includes(old) !== true) return [];
    return [newIndex(second, index, keys.find((key) => key.index === name) ?? null, used)];
  });
  return {
    column,
    indexes,
    checks: checks.filter((one) => !isProof(one)),
    proofs: checks.filter(isProof),
    own: foreignKeysOf(step.before, table).flatMap(({ key }) => (key.columns.includes(old) ? [key] : [])),
    others: foreignKeysTo(step.before, table).filter(({ key }) => key.referencedColumns.includes(old)),
    readers: dependentsOfColumn(step.before, table, old).map((one) =>
      one.kind === 'view'
        ? `view ${shortName(one.relation)}`
        : `${one.kind} ${'name' in one ? identifier(one.name) : ''}`,
    ),
  };
}

/** NOT NULL is proved anew, in steps of its own. */
function isNotNullProof({ proves, expression }: Check): boolean {
  return proves.length === 1 && bodyOf('NullTest', expression) !== null;
}

function newIndex(second: SecondColumn, index: Index, key: Key | null, used: Set<string>): NewIndex {
  const { step, old, fresh } = second;
  const renamed = (column: string): string => (column === old ? fresh : column);
  const keys = index.keys.map((column) => (column === null ? null : renamed(column)));
  const name = freeName(step, index, [...keys.filter((one) => one !== null), index.unique ? 'key' : 'idx'], used);
  const fits = computedIn(index).every((node) => !columnsIn(node).includes(old) || holdsFor(second, node));
  const sql = fits && key?.kind !== 'exclusion' ? indexText(index, name, renamed) : null;
  return { name, sql, was: index.name, unique: index.unique, key };
}

function freeName(step: Step, { table }: Index, parts: readonly string[], used: Set<string>): string {
  const { schema } = splitName(table);
  for (let at = 1; ; at += 1) {
    const name = derivedName(table, ...parts, ...(at === 1 ? [] : [String(at)]));
    const isFree = !used.has(name) && !step.before.indexes.has(`${identifier(schema)}.${name}`);
    if (!isFree) continue;
    used.add(name);
    return name;
  }
}

const FAMILIES: readonly ReadonlySet<string>[] = [new Set(['int2', 'int4', 'int8']), new Set(['text', 'varchar'])];

/** Whether an expression over the old column may be written over the new one. */
export function holdsFor({ step, table, old, type, fits }: SecondColumn, expression: Node): boolean {
  return areAlike(step.before.relations.get(table)?.columns.get(old)?.type, type) || fits?.(expression) === true;
}

/** Whether values of the two compare with each other, so that a foreign key, a CHECK or a default fits both. */
export function areAlike(one: TypeRef | null | undefined, other: TypeRef | null | undefined): boolean {
  if (one === null || one === undefined || other === null || other === undefined || one.array !== other.array)
    return false;
  if (one.name === other.name || typeWords(one) === typeWords(other)) return true;
  return FAMILIES.some((family) => family.has(one.name) && family.has(other.name));
}
