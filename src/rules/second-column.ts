import { foreignKeysOf, foreignKeysTo, type Column, type Constraint, type TypeRef } from '../catalog/catalog.js';
import type { Index } from '../catalog/index-types.js';
import { dependentsOfColumn } from '../catalog/dependents.js';
import { typeWords } from '../catalog/types.js';
import { derivedName, identifier, shortName, splitName, type RelationName } from '../sql/names.js';
import type { Step } from '../timeline.js';
import { indexText } from './index-text.js';

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
  /** The constraint that adopts it in the end. */
  readonly key: Key | null;
}

/** What hangs on the old column, as far as the schema is known. */
export interface Hanging {
  readonly column: Column | undefined;
  readonly indexes: readonly NewIndex[];
  readonly checks: readonly Check[];
  readonly own: readonly ForeignKey[];
  readonly others: readonly { readonly table: RelationName; readonly key: ForeignKey }[];
  /** In words: views, policies and their kin, which keep the column by its number. */
  readonly readers: readonly string[];
}

export function hangingOn({ step, table, old, fresh }: SecondColumn): Hanging {
  const relation = step.before.relations.get(table);
  const constraints = [...(relation?.constraints.values() ?? [])].filter(({ columns }) => columns.includes(old));
  const keys = constraints.filter((one): one is Key => 'index' in one && one.kind !== 'exclusion');
  const used = new Set<string>();
  const indexes = (relation?.indexes ?? []).flatMap((name): NewIndex[] => {
    const index = step.before.indexes.get(name);
    if (index?.mentions.includes(old) !== true) return [];
    return [newIndex(step, index, keys.find((key) => key.index === name) ?? null, old, fresh, used)];
  });
  return {
    column: relation?.columns.get(old),
    indexes,
    checks: constraints.filter((one): one is Check => one.kind === 'check' && !isNotNullProof(one)),
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
function isNotNullProof({ proves, columns }: Check): boolean {
  return proves.length === 1 && columns.length === 1;
}

function newIndex(step: Step, index: Index, key: Key | null, old: string, fresh: string, used: Set<string>): NewIndex {
  const renamed = (column: string): string => (column === old ? fresh : column);
  const keys = index.keys.map((column) => (column === null ? null : renamed(column)));
  const name = freeName(step, index, [...keys.filter((one) => one !== null), index.unique ? 'key' : 'idx'], used);
  return { name, sql: indexText(index, name, renamed), was: index.name, key };
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

/** Whether values of the two compare with each other, so that a foreign key, a CHECK or a default fits both. */
export function areAlike(one: TypeRef | null | undefined, other: TypeRef | null | undefined): boolean {
  if (one === null || one === undefined || other === null || other === undefined || one.array !== other.array)
    return false;
  if (one.name === other.name || typeWords(one) === typeWords(other)) return true;
  return FAMILIES.some((family) => family.has(one.name) && family.has(other.name));
}
