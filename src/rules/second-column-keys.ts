import type { ReferentialAction, TypeRef } from '../catalog/catalog.js';
import { derivedName, identifier, shortName, type RelationName } from '../sql/names.js';
import type { Step } from '../timeline.js';
import { BOUNDED_WAIT, code, comment, fileName, table as tableWords, type Fix, type FixFile } from './prose.js';
import { areAlike, hangingOn, type ForeignKey, type Hanging, type Naming, type SecondColumn } from './second-column.js';

type Parts = Exclude<Fix, string>;

/** Foreign keys of the old column and to it, for the new one as well. */
export function keysBeside(second: SecondColumn, { own, others }: Hanging): Parts {
  return [
    ...own.flatMap((key) => ownKey(second, key)),
    ...others.flatMap((other) => othersKey(second, other.table, other.key)),
  ];
}

/** What the switch does with the foreign keys of the old column, around the renames. */
export interface KeysInSwitch {
  readonly before: readonly string[];
  readonly after: readonly string[];
}

/** The old column is not written any more: its keys would go by what it held, and delete rows or refuse it. */
export function keysInSwitch(second: SecondColumn, { own }: Hanging, naming: Naming): KeysInSwitch {
  const alter = `ALTER TABLE ${shortName(second.table)}`;
  const written = own.filter((key) => isWritten(second, key));
  const before = own.map((key) =>
    written.includes(key)
      ? `${alter} DROP CONSTRAINT ${identifier(key.name)};`
      : comment(`and DROP CONSTRAINT ${identifier(key.name)}: it goes by what the old column held`),
  );
  const after = written.flatMap((key) => {
    const name = nameAfter(second, key, naming);
    if (actsFirst(key)) {
      const column = naming === 'takes the name' ? second.old : second.fresh;
      return [`${alter} ADD CONSTRAINT ${name} ${ownText(second, key, column)} NOT VALID;`];
    }
    const beside = besideName(second, key);
    return beside === name ? [] : [`${alter} RENAME CONSTRAINT ${beside} TO ${name};`];
  });
  return { before, after };
}

/** What is left when the new column has taken over. */
export function afterSwitch(second: SecondColumn, naming: Naming): Parts {
  const late = hangingOn(second).own.filter((key) => key.validated && isWritten(second, key) && actsFirst(key));
  return late.map((key) => validated(second.table, nameAfter(second, key, naming)));
}

export function validated(table: RelationName, ...constraints: readonly string[]): FixFile {
  return {
    name: fileName(table, ...constraints.slice(0, 1), 'validate'),
    about: 'the old rows are checked while reads and writes go on',
    lines: constraints.map((constraint) => `ALTER TABLE ${shortName(table)} VALIDATE CONSTRAINT ${constraint};`),
  };
}

/** A foreign key of the old column, for the new one. */
function ownKey(second: SecondColumn, key: ForeignKey): Parts {
  const { step, table, fresh } = second;
  const text = ownText(second, key, fresh);
  if (isWritten(second, key) && actsFirst(key)) return [];
  return keyAgain(step, table, key, {
    text,
    name: besideName(second, key),
    fits: ownFits(second, key),
    what: `of ${identifier(fresh)}`,
  });
}

/**
 * The key that is asked first sets the columns by which the other one would find the row, or is refused because the
 * trigger has put its own column back; and which is first nobody chooses (source: RI_FKey_setdefault_del; triggers go
 * by their names, which have numbers in them). Such a key is made when the old one goes.
 */
function actsFirst({ onDelete, onUpdate, columns, onDeleteColumns }: ForeignKey): boolean {
  if (onDelete === 'set default' || onUpdate === 'set default') return true;
  if (columns.length === 1) return false;
  return (onDelete === 'set null' && onDeleteColumns.length !== 1) || onUpdate === 'set null' || onUpdate === 'cascade';
}

function ownText({ old }: SecondColumn, key: ForeignKey, column: string): string {
  const renamed = (name: string): string => (name === old ? column : name);
  return keyText(key, key.columns.map(renamed), key.referencedColumns, key.onDeleteColumns.map(renamed));
}

function ownFits({ step, type, old }: SecondColumn, key: ForeignKey): boolean {
  return areAlike(typeOf(step, key.references, key.referencedColumns[key.columns.indexOf(old)]), type);
}

function isWritten(second: SecondColumn, key: ForeignKey): boolean {
  const { step, table } = second;
  const isWhole = step.before.relations.get(table)?.kind !== 'partitioned table';
  return isWhole && ownFits(second, key) && !isUnwritten(step, table, key);
}

function besideName({ table, old, fresh }: SecondColumn, key: ForeignKey): string {
  return derivedName(table, ...key.columns.map((column) => (column === old ? fresh : column)), 'fkey');
}

function nameAfter(second: SecondColumn, key: ForeignKey, naming: Naming): string {
  return naming === 'takes the name' ? identifier(key.name) : besideName(second, key);
}

/** A foreign key of another table to the old column: to the new one, and then without the old. */
function othersKey(second: SecondColumn, other: RelationName, key: ForeignKey): Parts {
  const { step, old, fresh, table } = second;
  const at = key.referencedColumns.indexOf(old);
  const fits = areAlike(typeOf(step, other, key.columns[at]), second.type);
  const referenced = key.referencedColumns.map((column) => (column === old ? fresh : column));
  const name = derivedName(other, ...key.columns, 'fkey', 'new');
  const text = keyText(key, key.columns, referenced, key.onDeleteColumns);
  const parts = keyAgain(step, other, key, { text, name, fits, what: `to ${identifier(fresh)}` });
  if (!fits || isUnwritten(step, other, key)) return parts;
  const alter = `ALTER TABLE ${shortName(other)}`;
  return [
    ...parts,
    {
      name: fileName(other, key.name, 'takes', 'over'),
      about: `the new key takes the old one's name; until now both held`,
      lines: [
        BOUNDED_WAIT,
        `${alter} DROP CONSTRAINT ${identifier(key.name)};`,
        `${alter} RENAME CONSTRAINT ${name} TO ${identifier(key.name)};`,
      ],
    },
    ...(typeOf(step, other, key.columns[at])?.name === typeOf(step, table, old)?.name &&
    second.type?.name !== typeOf(step, table, old)?.name
      ? [
          `${code(key.columns.map(identifier).join(', '))} of ${tableWords(other)} holds the same values: it needs the same change`,
        ]
      : []),
  ];
}

interface KeyAgain {
  readonly text: string;
  readonly name: string;
  readonly fits: boolean;
  readonly what: string;
}

function keyAgain(step: Step, table: RelationName, key: ForeignKey, { text, name, fits, what }: KeyAgain): Parts {
  if (!fits)
    return [`the foreign key ${identifier(key.name)} needs the same type at both ends: change the other column first`];
  if (isUnwritten(step, table, key))
    return [`and a foreign key ${what} like ${identifier(key.name)}, NOT VALID first, then VALIDATE CONSTRAINT`];
  return [
    {
      name: fileName(table, name),
      about: `the foreign key ${what}: new rows are checked from now on, old ones not yet`,
      lines: [BOUNDED_WAIT, `ALTER TABLE ${shortName(table)} ADD CONSTRAINT ${name} ${text} NOT VALID;`],
    },
    ...(key.validated ? [validated(table, name)] : []),
  ];
}

function keyText(
  key: ForeignKey,
  columns: readonly string[],
  referenced: readonly string[],
  set: readonly string[],
): string {
  const match = key.matchFull ? ' MATCH FULL' : '';
  const ofThese = set.length === 0 ? '' : ` (${listOf(set)})`;
  const actions = `${actionText(' ON UPDATE', key.onUpdate)}${actionText(' ON DELETE', key.onDelete)}${ofThese}`;
  const waits = key.deferrable ? ` DEFERRABLE${key.deferred ? ' INITIALLY DEFERRED' : ''}` : '';
  return `FOREIGN KEY (${listOf(columns)}) REFERENCES ${shortName(key.references)} (${listOf(referenced)})${match}${actions}${waits}`;
}

function actionText(when: string, action: ReferentialAction): string {
  return action === 'no action' ? '' : `${when} ${action.toUpperCase()}`;
}

function listOf(columns: readonly string[]): string {
  return columns.map(identifier).join(', ');
}

/** A partitioned table takes no NOT VALID key before 18. */
function isUnwritten(step: Step, table: RelationName, key: ForeignKey): boolean {
  const isPartitioned = step.before.relations.get(table)?.kind === 'partitioned table';
  return key.period || !key.enforced || (isPartitioned && step.version < 18);
}

function typeOf({ before }: Step, table: RelationName, column = ''): TypeRef | null {
  return before.relations.get(table)?.columns.get(column)?.type ?? null;
}
