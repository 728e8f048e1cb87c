import type { Catalog, Column, Relation } from '../../../catalog/catalog.js';
import { expressionText } from '../../../catalog/expression-text.js';
import { typeWords } from '../../../catalog/types.js';
import { identifier, shortName, type RelationName } from '../../../sql/names.js';
import { bodiesOf, bodyOf, texts, type BodyOf, type Node } from '../../../sql/statement.js';
import type { Step } from '../../../timeline.js';
import { batchKey, type BatchKey } from '../../batching.js';
import { rangeAt } from '../../existing.js';
import { nodeIf } from '../../scope.js';
import { hasEquality } from '../../sync-trigger.js';

/** Columns that go to another table, one row of which belongs to each row of theirs. */
export interface Move {
  readonly from: RelationName;
  readonly to: RelationName;
  readonly key: { readonly from: string; readonly to: string; readonly batch: BatchKey };
  readonly moved: readonly Moved[];
  /** What goes along once, and stays where it is too. */
  readonly copied: readonly Pair[];
  /** A row of the old table that has one in the new; null: each. Takes the words for a column. */
  readonly condition: ((column: (name: string) => string) => string) | null;
  /** The statement makes the new table as well. */
  readonly isMade: boolean;
}

export interface Pair {
  readonly from: string;
  readonly to: string;
}

export interface Moved extends Pair {
  readonly column: Column;
  /** What it is in a row that nobody has given a value. */
  readonly empty: string;
  /** The new table takes no NULL there. */
  readonly required: boolean;
}

/**
 * What an INSERT … SELECT or CREATE TABLE … AS moves, of the columns that are dropped; else why no trigger could keep the
 * two alike. `end`: the schema after the whole change.
 */
export function moveOf(step: Step, from: RelationName, dropped: ReadonlySet<string>, end: Catalog): Move | string {
  const read = queryOf(step, from);
  if (typeof read === 'string') return read;
  const { to, pairs, where, isMade } = read;
  const source = step.before.relations.get(from);
  const batch = batchKey(step.before, from);
  const key = pairs.find((pair) => pair.from === batch?.column);
  if (source === undefined || batch === null || batch.assumed) return `no key of ${shortName(from)} is known`;
  if (key === undefined) return `it does not take ${identifier(batch.column)}, the key of ${shortName(from)}`;
  const others = pairs.filter((pair) => pair !== key);
  // What the change does to the new table afterwards, the plan does at first.
  const made = end.relations.get(to);
  const target = isMade ? null : (made ?? null);
  const moved = others.filter((pair) => dropped.has(pair.from)).map((pair) => movedOf(pair, source, target, made));
  const trouble = moved.find((one) => typeof one === 'string') ?? tableTrouble(source, target, key.to, pairs, end, to);
  if (typeof trouble === 'string') return trouble;
  const condition = where === undefined ? null : conditionOf(where, new Set([...dropped, key.from]));
  if (condition === undefined) return 'its WHERE is more than a test for values that are there';
  return {
    from,
    to,
    key: { ...key, batch },
    moved: moved.filter((one) => typeof one !== 'string'),
    copied: others.filter((pair) => !dropped.has(pair.from)),
    condition,
    isMade,
  };
}

interface ReadQuery {
  readonly to: RelationName;
  readonly pairs: readonly Pair[];
  readonly where: Node | undefined;
  readonly isMade: boolean;
}

/** Plain columns of one table, into columns that are known. */
function queryOf(step: Step, from: RelationName): ReadQuery | string {
  const insert = nodeIf(step, 'InsertStmt');
  const made = nodeIf(step, 'CreateTableAsStmt');
  const range = insert?.relation ?? made?.into?.rel;
  const select = bodyOf('SelectStmt', insert?.selectStmt ?? made?.query);
  if (range === undefined || select === null)
    return `${step.statement.kind} cannot be turned into a trigger for both ways`;
  const [source] = bodiesOf('RangeVar', select.fromClause);
  if (!isPlain(select) || source === undefined || rangeAt(step, source) !== from)
    return 'its query is more than one table with a list of columns';
  const values = bodiesOf('ResTarget', select.targetList);
  const columns = values.map(({ val }) => texts(bodyOf('ColumnRef', val)?.fields).at(-1) ?? '');
  if (columns.includes('')) return 'it computes values, which no trigger can turn back';
  if (new Set(columns).size < columns.length) return 'it takes one column twice';
  const to = rangeAt(step, range);
  const names =
    made === null ? targetsOf(step, to, insert?.cols) : values.map(({ name }, at) => name ?? columns[at] ?? '');
  if (names.length < columns.length || made?.into?.colNames !== undefined)
    return `the columns of ${shortName(to)} are not named`;
  const pairs = columns.map((column, at) => ({ from: column, to: names[at] ?? '' }));
  return { to, pairs, where: select.whereClause, isMade: made !== null };
}

function isPlain(select: BodyOf<'SelectStmt'>): boolean {
  const { op, groupClause, distinctClause, sortClause, limitCount, limitOffset, havingClause, withClause } = select;
  const more = [groupClause, distinctClause, sortClause, limitCount, limitOffset, havingClause, withClause];
  return (
    (op === undefined || op === 'SETOP_NONE') &&
    more.every((one) => one === undefined) &&
    select.fromClause?.length === 1
  );
}

function targetsOf(step: Step, to: RelationName, cols: readonly Node[] | undefined): readonly string[] {
  if (cols !== undefined) return bodiesOf('ResTarget', cols).map(({ name = '' }) => name);
  const known = step.before.relations.get(to);
  return known?.complete === true ? [...known.columns.keys()] : [];
}

function movedOf(pair: Pair, source: Relation, target: Relation | null, made: Relation | undefined): Moved | string {
  const column = source.columns.get(pair.from);
  const taking = target === null ? column : target.columns.get(pair.to);
  const words = identifier(pair.from);
  if (column?.type === undefined || column.type === null || taking?.type === undefined || taking.type === null)
    return `the type of ${words} is not known`;
  if (typeWords(column.type) !== typeWords(taking.type)) return `${words} gets another type on its way`;
  if (!hasEquality(column.type)) return `values of ${words} cannot be compared`;
  if (column.hasDefault === null) return `the default of ${words} is not known`;
  const empty = column.hasDefault === false ? 'NULL' : expressionText(column.defaultExpression);
  const isComputed = column.generated !== null || column.identity || column.sequence !== null;
  if (isComputed || column.calls.length > 0 || empty === null) return `${words} gets its values by itself`;
  return { ...pair, column, empty, required: made?.columns.get(pair.to)?.notNull === true };
}

/** One row here for one there, and nothing else that a row of the new table has to have. */
function tableTrouble(
  source: Relation,
  target: Relation | null,
  key: string,
  pairs: readonly Pair[],
  end: Catalog,
  to: RelationName,
): string | null {
  const known = end.relations.get(to);
  const keys = [...(known?.constraints.values() ?? [])].filter(
    (one) => one.kind === 'primary-key' || one.kind === 'unique',
  );
  const isKeyed = keys.some(({ columns }) => columns.join('\n') === key);
  if (!isKeyed && (target !== null || keys.length > 0))
    return `nothing makes ${identifier(key)} unique in ${shortName(to)}, so a row of ${shortName(source.name)} may have several there`;
  const several = [source, ...(target === null ? [] : [target])].filter(
    ({ kind, children, partitionOf }) => kind !== 'table' || children.length > 0 || partitionOf !== null,
  );
  const [first] = several;
  if (first !== undefined) return `${shortName(first.name)} is more than one table`;
  const open = [...(target?.columns.values() ?? [])].find(
    ({ name, notNull, hasDefault, identity, generated }) =>
      !pairs.some((pair) => pair.to === name) &&
      notNull !== false &&
      hasDefault !== true &&
      !identity &&
      generated === null,
  );
  return open === undefined ? null : `nothing gives ${identifier(open.name)} of ${shortName(to)} a value`;
}

/** `a IS NOT NULL AND b IS NOT NULL`, of columns that move; undefined for anything else. */
function conditionOf(where: Node, columns: ReadonlySet<string>): Move['condition'] | undefined {
  const isPresence = (node: Node): boolean => {
    const test = bodyOf('NullTest', node);
    if (test !== null)
      return (
        test.nulltesttype === 'IS_NOT_NULL' && columns.has(texts(bodyOf('ColumnRef', test.arg)?.fields).at(-1) ?? '')
      );
    const logic = bodyOf('BoolExpr', node);
    return logic !== null && logic.boolop !== 'NOT_EXPR' && (logic.args ?? []).every(isPresence);
  };
  if (!isPresence(where) || expressionText(where) === null) return undefined;
  return (column) => expressionText(where, column) ?? '';
}
