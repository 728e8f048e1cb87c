import type { TypeRef } from '../catalog/catalog.js';
import { expressionText } from '../catalog/expression-text.js';
import { derivedName, identifier, shortName, splitName, type RelationName } from '../sql/names.js';
import type { Step } from '../timeline.js';
import { notNullSteps } from './not-null-steps.js';
import { BOUNDED_WAIT, code, fileName, listed, table as tableWords, type Fix } from './prose.js';
import { areAlike, hangingOn, type ForeignKey, type Hanging, type SecondColumn } from './second-column.js';

type Parts = Exclude<Fix, string>;

/**
 * What the new column needs before it can take over, built while both are in use: NOT NULL, indexes, CHECKs and the
 * foreign keys on both sides. What the schema does not keep well enough to write again is said in words.
 */
export function builtBeside(second: SecondColumn): Parts {
  const { step, table, fresh } = second;
  const hanging = hangingOn(second);
  const proved = hanging.column?.notNull === true ? notNullSteps(table, [fresh], step.version) : [];
  if (step.before.relations.get(table)?.kind === 'partitioned table')
    return [...proved, ...onPartitions(second, hanging)];
  return [
    ...proved,
    ...hanging.indexes.flatMap(({ name, sql, was }): Parts =>
      sql === null
        ? [`and an index on ${identifier(fresh)} like ${splitName(was).name}, with CREATE INDEX CONCURRENTLY`]
        : [{ name: fileName(table, 'build', name), about: 'built while the table is in use', lines: [sql] }],
    ),
    ...checksAgain(second, hanging),
    ...hanging.own.flatMap((key) => ownKey(second, key)),
    ...hanging.others.flatMap((other) => othersKey(second, other.table, other.key)),
  ];
}

function onPartitions({ fresh }: SecondColumn, { indexes, own, others }: Hanging): Parts {
  const names = [
    ...indexes.map(({ was }) => splitName(was).name),
    ...[...own, ...others.map(({ key }) => key)].map(({ name }) => name),
  ];
  if (names.length === 0) return [];
  return [
    `the same for ${identifier(fresh)} as ${listed(names)}: an index on each partition with CREATE INDEX CONCURRENTLY, then on the parent, which adopts them`,
  ];
}

function checksAgain(second: SecondColumn, { checks, column }: Hanging): Parts {
  const { table, old, fresh } = second;
  const renamed = (name: string): string => identifier(name === old ? fresh : name);
  const alike = areAlike(column?.type, second.type);
  const added = checks.flatMap(({ name, expression }) => {
    const written = alike ? expressionText(expression, renamed) : null;
    return written === null ? [] : [{ was: name, name: derivedName(table, fresh, name), written }];
  });
  const left = checks.filter(({ name }) => !added.some(({ was }) => was === name));
  const said = left.map(
    ({ name }) =>
      `and the CHECK ${identifier(name)} on ${identifier(fresh)}, NOT VALID first, then VALIDATE CONSTRAINT`,
  );
  if (added.length === 0) return said;
  const alter = `ALTER TABLE ${shortName(table)}`;
  return [
    {
      name: fileName(table, fresh, 'check'),
      about: 'new rows are checked from now on, old ones not yet',
      lines: [
        BOUNDED_WAIT,
        ...added.map(({ name, written }) => `${alter} ADD CONSTRAINT ${name} CHECK (${written}) NOT VALID;`),
      ],
    },
    validated(
      table,
      fileName(table, fresh, 'check', 'validate'),
      added.map(({ name }) => name),
    ),
    ...said,
  ];
}

function validated(table: RelationName, name: string, constraints: readonly string[]): Parts[number] {
  return {
    name,
    about: 'the old rows are checked while reads and writes go on',
    lines: constraints.map((constraint) => `ALTER TABLE ${shortName(table)} VALIDATE CONSTRAINT ${constraint};`),
  };
}

/** A foreign key of the old column, for the new one. */
function ownKey(second: SecondColumn, key: ForeignKey): Parts {
  const { step, table, old, fresh } = second;
  const at = key.columns.indexOf(old);
  const target = typeOf(step, key.references, key.referencedColumns[at]);
  const columns = key.columns.map((column) => (column === old ? fresh : column));
  return keyAgain(step, table, key, {
    columns,
    referenced: key.referencedColumns,
    name: derivedName(table, ...columns, 'fkey'),
    fits: areAlike(target, second.type),
    what: `of ${identifier(fresh)}`,
  });
}

/** A foreign key of another table to the old column: to the new one, and then without the old. */
function othersKey(second: SecondColumn, other: RelationName, key: ForeignKey): Parts {
  const { step, old, fresh, table } = second;
  const at = key.referencedColumns.indexOf(old);
  const fits = areAlike(typeOf(step, other, key.columns[at]), second.type);
  const referenced = key.referencedColumns.map((column) => (column === old ? fresh : column));
  const name = derivedName(other, ...key.columns, 'fkey', 'new');
  const parts = keyAgain(step, other, key, {
    columns: key.columns,
    referenced,
    name,
    fits,
    what: `to ${identifier(fresh)}`,
  });
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
  readonly columns: readonly string[];
  readonly referenced: readonly string[];
  readonly name: string;
  readonly fits: boolean;
  readonly what: string;
}

function keyAgain(step: Step, table: RelationName, key: ForeignKey, again: KeyAgain): Parts {
  const { columns, referenced, name, fits, what } = again;
  if (!fits)
    return [`the foreign key ${identifier(key.name)} needs the same type at both ends: change the other column first`];
  if (isUnwritten(step, table, key))
    return [`and a foreign key ${what} like ${identifier(key.name)}, NOT VALID first, then VALIDATE CONSTRAINT`];
  const cascades = `${key.onUpdate === 'cascade' ? ' ON UPDATE CASCADE' : ''}${key.onDelete === 'cascade' ? ' ON DELETE CASCADE' : ''}`;
  const waits = key.deferrable ? ` DEFERRABLE${key.deferred ? ' INITIALLY DEFERRED' : ''}` : '';
  const written = `FOREIGN KEY (${listOf(columns)}) REFERENCES ${shortName(key.references)} (${listOf(referenced)})${cascades}${waits}`;
  return [
    {
      name: fileName(table, name),
      about: `the foreign key ${what}: new rows are checked from now on, old ones not yet`,
      lines: [BOUNDED_WAIT, `ALTER TABLE ${shortName(table)} ADD CONSTRAINT ${name} ${written} NOT VALID;`],
    },
    validated(table, fileName(table, name, 'validate'), [name]),
  ];
}

function listOf(columns: readonly string[]): string {
  return columns.map(identifier).join(', ');
}

/** SET NULL and SET DEFAULT are not told apart, and a partitioned table takes no NOT VALID key before 18. */
function isUnwritten(step: Step, table: RelationName, key: ForeignKey): boolean {
  const isPartitioned = step.before.relations.get(table)?.kind === 'partitioned table';
  return key.onDelete === 'set' || key.onUpdate === 'set' || (isPartitioned && step.version < 18);
}

function typeOf({ before }: Step, table: RelationName, column = ''): TypeRef | null {
  return before.relations.get(table)?.columns.get(column)?.type ?? null;
}
