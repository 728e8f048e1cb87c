import { foreignKeysOf } from '../../../catalog/catalog.js';
import { typeWords } from '../../../catalog/types.js';
import { identifier, shortName, type RelationName } from '../../../sql/names.js';
import type { Step } from '../../../timeline.js';
import { batchLoop, batchRange } from '../../batching.js';
import { leftOut, withoutColumns, withoutReaders } from '../../column-drop.js';
import { rangeAt } from '../../existing.js';
import { asWritten, BOUNDED_WAIT, fileName, listed, sql, type Fix } from '../../prose.js';
import { nodeIf } from '../../scope.js';
import { backMirror, forthMirror, targets, tuple } from './mirror.js';
import type { Move } from './move.js';

/** What of the change the plan is made of. */
export interface Split {
  readonly move: Move;
  /** The statement that moves. */
  readonly step: Step;
  /** The statements of the change up to its end, in their order. */
  readonly steps: readonly Step[];
  /** Whether the drop is judged by a search for the names. */
  readonly isSearched: boolean;
  /** The column whose finding shows the plan. */
  readonly told: string;
}

/** From one table to two: both written while both versions of the code run, the old columns dropped at the end. */
export function splitPlan(split: Split): Fix {
  const { move, step, isSearched } = split;
  const { from, to, moved } = move;
  const [old, fresh] = [shortName(from), shortName(to)];
  const [forth, back] = [forthMirror(move, step), backMirror(move, step)];
  const columns = moved.map((one) => one.from);
  const drops = columns.map((column) => ({ step, table: from, column }));
  return [
    {
      name: fileName(to),
      about: `${fresh}, with a trigger that writes to ${old} what code will write here`,
      lines: [BOUNDED_WAIT, ...newTable(split), ...back.made],
    },
    ...drops.flatMap(leftOut),
    `first the roles that write ${old} need SELECT, INSERT, UPDATE and DELETE on ${fresh}, since the trigger of the next file writes there in their name`,
    {
      name: fileName(from, 'to', to.slice(to.indexOf('.') + 1).replaceAll('"', '')),
      about: `every row of ${old} that is written from now on has its row in ${fresh}; two versions of the code that write one row at the same moment may deadlock, and the one that is told so tries again`,
      lines: [BOUNDED_WAIT, ...forth.made],
    },
    {
      name: fileName(to, 'fill'),
      about: 'the old rows, in batches',
      lines: [batchLoop(from, move.key.batch, filled(move), step.version)],
    },
    `when it has run, nothing may be missing or different: ${comparison(move)}`,
    `then deploy code that reads and writes ${listed(columns.map(identifier))} in ${fresh} alone, and wait until nothing that runs names ${columns.length === 1 ? 'it' : 'them'} in ${old}`,
    {
      name: fileName(from, 'apart'),
      about: `${fresh} stands alone from now on`,
      lines: [BOUNDED_WAIT, ...forth.dropped],
    },
    {
      name: fileName(to, 'apart'),
      about: `and ${old} keeps what it has until the columns go`,
      lines: [BOUNDED_WAIT, ...back.dropped],
    },
    ...new Set(drops.flatMap(withoutReaders)),
    withoutColumns(step, from, columns, isSearched),
  ];
}

/** As the change makes it; a table made by its query gets the key that such a table never has. */
function newTable({ move, step, steps }: Split): string[] {
  const own = steps.filter((one) => one.within === null && isAbout(one, move.to)).map(asWritten);
  return move.isMade ? [tableOf(move, step, steps), ...own] : own;
}

function isAbout(step: Step, table: RelationName): boolean {
  const index = nodeIf(step, 'IndexStmt');
  const range = nodeIf(step, 'CreateStmt')?.relation ?? nodeIf(step, 'AlterTableStmt')?.relation ?? index?.relation;
  return range !== undefined && index?.concurrent !== true && rangeAt(step, range) === table;
}

function tableOf({ from, to, key, moved, copied }: Move, { before }: Step, steps: readonly Step[]): string {
  const known = before.relations.get(from)?.columns;
  const end = steps.at(-1)?.after;
  const isKeyed = [...(end?.relations.get(to)?.constraints.values() ?? [])].some((one) => 'index' in one);
  const points = end !== undefined && foreignKeysOf(end, to).some((one) => one.key.references === from);
  const type = (column: string): string => {
    const found = known?.get(column)?.type;
    return found === undefined || found === null ? 'text' : typeWords(found);
  };
  const ofKey = [
    ...(isKeyed ? [] : ['PRIMARY KEY']),
    ...(points ? [] : [`REFERENCES ${shortName(from)} (${identifier(key.from)}) ON DELETE CASCADE`]),
  ];
  return sql(
    `CREATE TABLE ${shortName(to)} (`,
    `  ${[identifier(key.to), type(key.from), ...ofKey].join(' ')}`,
    ...[...moved, ...copied].map((one) => `  , ${identifier(one.to)} ${type(one.from)}`),
    ');',
  );
}

/** Rows that go while a batch runs are waited for, or not taken: their counterpart would have no row to belong to. */
function filled({ from, to, key, moved, copied, condition }: Move): string {
  const all = [key, ...moved, ...copied];
  const required = moved.filter((one) => one.required).map((one) => `${identifier(one.from)} IS NOT NULL`);
  const given = condition === null ? [] : [`(${condition(identifier)})`];
  return sql(
    `INSERT INTO ${shortName(to)} (${targets(all)})`,
    `SELECT ${all.map((one) => identifier(one.from)).join(', ')} FROM ${shortName(from)}`,
    `WHERE ${[...given, ...required, batchRange(key.batch)].join(' AND ')}`,
    `ORDER BY ${identifier(key.from)} FOR KEY SHARE`,
    `ON CONFLICT (${identifier(key.to)}) DO NOTHING;`,
  );
}

/** The share of rows that have no counterpart, or another one. */
function comparison({ from, to, key, moved, condition }: Move): string {
  const [olds, news] = [moved.map((one) => `o.${identifier(one.from)}`), moved.map((one) => `n.${identifier(one.to)}`)];
  const missing = `count(*) FILTER (WHERE n.${identifier(key.to)} IS NULL)`;
  const different = `count(*) FILTER (WHERE n.${identifier(key.to)} IS NOT NULL AND ${tuple(olds)} IS DISTINCT FROM ${tuple(news)})`;
  const required = moved.filter((one) => one.required).map((one) => `o.${identifier(one.from)} IS NOT NULL`);
  const given = [...(condition === null ? [] : [`(${condition((name) => `o.${identifier(name)}`)})`]), ...required];
  const where = given.length === 0 ? '' : ` WHERE ${given.join(' AND ')}`;
  return `SELECT count(*) AS rows, ${missing} AS missing, ${different} AS different, round(100.0 * ${missing} / greatest(count(*), 1), 2) AS percent_missing FROM ${shortName(from)} AS o LEFT JOIN ${shortName(to)} AS n ON n.${identifier(key.to)} = o.${identifier(key.from)}${where};`;
}
