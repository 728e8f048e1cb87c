import { foreignKeysTo, type Column, type Relation } from '../catalog/catalog.js';
import { dependentsOfColumn } from '../catalog/dependents.js';
import { typeWords } from '../catalog/types.js';
import { identifier, relationName, shortName, splitName, type RelationName } from '../sql/names.js';
import type { Step } from '../timeline.js';
import { batchKey, batchLoop, batchRange } from './batching.js';
import { BOUNDED_WAIT, fileName, listed, sql, type Fix } from './prose.js';

type Parts = Exclude<Fix, string>;

/** A column that others use until it goes. */
export interface ColumnDrop {
  readonly step: Step;
  readonly table: RelationName;
  readonly column: string;
}

/** How far the change has come: whether code that names the column is still to be released, and what the engine knows of it. */
export interface DropState {
  /** No code names it any more. */
  readonly isUnused: boolean;
  /** The drop is judged by a search for the name; else whoever writes it has to say why it may. */
  readonly isSearched: boolean;
}

/** From code that uses a column to a table without it; empty where nothing is left to do but the drop. */
export function columnDropPlan(drop: ColumnDrop, { isUnused, isSearched }: DropState): Fix {
  const { step, table, column } = drop;
  const before = isUnused ? [] : [...leftOut(drop), released(drop)];
  // The search has found the drop to be the last step: who misses the values is for its boxes.
  const kept = isUnused ? [] : keptBeside(drop);
  const first = withoutReaders(drop);
  if (isUnused && first.length === 0 && keysTo(drop).length === 0) return '';
  return [...before, ...kept, ...first, withoutColumns(step, table, [column], isSearched)];
}

function released({ column }: ColumnDrop): string {
  return `release code that neither reads nor writes ${identifier(column)}, and wait until nothing that runs names it`;
}

/** What lets new code leave the column out while old code still writes it. */
export function leftOut(drop: ColumnDrop): Parts {
  const { step, table, column } = drop;
  const relation = step.before.relations.get(table);
  const known = relation?.columns.get(column);
  const alter = `ALTER TABLE ${shortName(table)}`;
  const optional = `${alter} ALTER COLUMN ${identifier(column)} DROP NOT NULL;`;
  if (relation === undefined || known === undefined || known.notNull === null)
    return [`first, where it is NOT NULL without a default, so that new code can leave it out: ${optional}`];
  if (known.generated !== null) return [];
  const key = [...relation.constraints.values()].find(
    (one) => one.kind === 'primary-key' && one.columns.includes(column),
  );
  if (key !== undefined)
    return [`first another key, which all code uses: ${identifier(key.name)} goes with the column`];
  const lines = [...(isRequired(known) ? [optional] : []), ...provingChecks(drop, relation, known)];
  if (lines.length === 0) return [];
  return [
    {
      name: fileName(table, column, 'optional'),
      about: `new code may leave ${identifier(column)} out from now on; where old code cannot read a NULL, SET DEFAULT a value that it can`,
      lines: [BOUNDED_WAIT, ...lines],
    },
  ];
}

function isRequired({ notNull, hasDefault, identity, sequence }: Column): boolean {
  return notNull === true && hasDefault !== true && !identity && sequence === null;
}

/** CHECKs that refuse a row without a value: they would go with the column, but new code comes before. */
function provingChecks({ table, column }: ColumnDrop, { constraints }: Relation, known: Column): string[] {
  if (known.hasDefault === true || known.identity || known.sequence !== null) return [];
  return [...constraints.values()].flatMap((one) =>
    one.kind === 'check' && one.proves.includes(column)
      ? [`ALTER TABLE ${shortName(table)} DROP CONSTRAINT ${identifier(one.name)};`]
      : [],
  );
}

/** A copy of the values: a restore of the whole backup for one column is nothing that anybody wants to do. */
function keptBeside({ step, table, column }: ColumnDrop): Parts {
  const known = step.before.relations.get(table)?.columns.get(column);
  if (known !== undefined && known.generated !== null) return [];
  const key = batchKey(step.before, table);
  const copied = relationName(splitName(table).schema, fileName(table, column, 'kept').slice(0, 63));
  if (step.before.relations.has(copied)) return [];
  const kept = shortName(copied);
  const [name, value] = [shortName(table), identifier(column)];
  if (known === undefined || known.type === null || key === null || key.assumed || key.column === column)
    return [
      `where somebody may miss the values, first a file of them beside the key of their rows: COPY (SELECT …, ${value} FROM ${name}) TO …`,
    ];
  const id = identifier(key.column);
  const copy = sql(
    `INSERT INTO ${kept} (${id}, ${value})`,
    `SELECT ${id}, ${value} FROM ${name} WHERE ${value} IS NOT NULL AND ${batchRange(key)}`,
    `ON CONFLICT (${id}) DO UPDATE SET ${value} = EXCLUDED.${value};`,
  );
  return [
    {
      name: fileName(table, column, 'kept'),
      about: `only where somebody may miss the values: a table for a copy of them, to be dropped when nobody has`,
      lines: [`CREATE TABLE ${kept} (${id} ${typeWords(key.type)} PRIMARY KEY, ${value} ${typeWords(known.type)});`],
    },
    {
      name: fileName(table, column, 'copy'),
      about: 'the values as they are when no code writes them any more, in batches',
      lines: [batchLoop(table, key, copy, step.version)],
    },
  ];
}

/** What stands in the way of the drop, or fails after it without having been asked. */
export function withoutReaders({ step, table, column }: ColumnDrop): string[] {
  const readers = dependentsOfColumn(step.before, table, column).map((one) =>
    one.kind === 'view'
      ? `view ${shortName(one.relation)}`
      : `${one.kind} ${'name' in one ? identifier(one.name) : ''}`,
  );
  const named = new RegExp(
    String.raw`\b(?:NEW|OLD)\s*\.\s*"?${column.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)}(?!\w)`,
    'i',
  );
  const triggers = (step.before.relations.get(table)?.triggers ?? []).filter(({ routine }) =>
    named.test(step.before.routines.get(routine)?.definition?.sql ?? ''),
  );
  return [
    ...(readers.length === 0
      ? []
      : [`first ${listed(readers)} made again without it: Postgres refuses the drop while they take it`]),
    ...triggers.map(
      ({ name }) =>
        `first the function of trigger ${identifier(name)} made again without it: every write fails once the column is gone`,
    ),
  ];
}

/** Foreign keys of other tables to the column: without them only CASCADE could drop it. */
function keysTo({ step, table, column }: ColumnDrop): string[] {
  const foreign = foreignKeysTo(step.before, table).filter(({ key }) => key.referencedColumns.includes(column));
  return foreign.map(
    ({ table: other, key }) => `ALTER TABLE ${shortName(other)} DROP CONSTRAINT ${identifier(key.name)};`,
  );
}

/** The last step, which waits for a moment only. */
export function withoutColumns(
  step: Step,
  table: RelationName,
  columns: readonly string[],
  isSearched: boolean,
): Parts[number] {
  const keys = columns.flatMap((column) => keysTo({ step, table, column }));
  const said = '-- pg-preflight: allow drop-column -- unused since the last release, backup taken';
  return {
    name: fileName(table, 'without', ...columns),
    about: 'in a later release, with a backup that somebody has tried to restore',
    lines: [
      BOUNDED_WAIT,
      ...new Set(keys),
      ...(isSearched ? [] : [said]),
      `ALTER TABLE ${shortName(table)} ${columns.map((column) => `DROP COLUMN ${identifier(column)}`).join(', ')};`,
    ],
  };
}
