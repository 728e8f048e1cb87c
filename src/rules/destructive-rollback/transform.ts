import { readsOfQuery, readsOfTable } from '../../catalog/query-reads.js';
import type { Read } from '../../catalog/belongings.js';
import { expressionText } from '../../catalog/expression-text.js';
import { effective, transactionNumber } from '../../session/session.js';
import { identifier, shortName, splitName, type RelationName } from '../../sql/names.js';
import { bodiesOf, bodyOf, texts, type BodyOf, type Node } from '../../sql/statement.js';
import type { Changeset, Step } from '../../timeline.js';
import { rangeAt } from '../existing.js';
import { sql } from '../prose.js';
import { isDown, nodeIf } from '../scope.js';
import { takenBackIn } from '../undone.js';

/** What a drop takes away: a column, or a whole table. */
export interface Source {
  readonly table: RelationName;
  /** null: all of it. */
  readonly column: string | null;
}

/** A statement that puts values of something somewhere else. */
export interface Transform {
  readonly step: Step;
  /** Where they are afterwards, in words. */
  readonly into: string;
  /** How many rows of the old have nothing, or something else, in the new. */
  readonly check: string;
}

/** The last statement of the change that takes from what a drop takes away, and that no ROLLBACK TO takes back. */
export function transformBefore(drop: Step, source: Source, changeset: Changeset): Transform | null {
  if (isDown(drop) || drop.effects.fails !== null) return null;
  const earlier = (changeset.stepsInSet.get(drop.set) ?? []).filter(
    ({ index, section }) => index < drop.index && section.direction === 'up',
  );
  for (const one of earlier.toReversed()) {
    const found = transformOf(one, source);
    if (found === null) continue;
    const together = changeset.stepsInTransaction.get(transactionNumber(one.session)) ?? [];
    if (!takenBackIn(together)(one)) return found;
  }
  return null;
}

function transformOf(step: Step, source: Source): Transform | null {
  if (step.effects.fails !== null) return null;
  return ofUpdate(step, source) ?? ofQuery(step, source);
}

function takes(reads: readonly Read[], { table, column }: Source): boolean {
  return reads.some((read) => read.relation === table && (column === null || read.columns.includes(column)));
}

function ofUpdate(step: Step, source: Source): Transform | null {
  const body = nodeIf(step, 'UpdateStmt');
  if (body === null) return null;
  const target = rangeAt(step, body.relation);
  const path = effective(step.session).searchPath;
  const alias = body.relation?.alias?.aliasname ?? body.relation?.relname ?? '';
  const ranges = bodiesOf('RangeVar', body.fromClause).map((range) => ({
    table: rangeAt(step, range),
    alias: range.alias?.aliasname ?? range.relname ?? '',
  }));
  const given = bodiesOf('ResTarget', body.targetList).find(({ name, val }) => {
    if (name === undefined || (target === source.table && (source.column === null || name === source.column)))
      return false;
    const reads = [{ table: target, alias }, ...ranges].flatMap((one) =>
      readsOfTable([val], one.table, [one.alias], step.before, path),
    );
    return takes([...reads, ...readsOfQuery(val, step.before, path)], source);
  });
  if (given?.name === undefined) return null;
  const into = `${identifier(given.name)} of ${shortName(target)}`;
  const isAlone = target === source.table && ranges.length === 0 && source.column !== null;
  const check = isAlone ? ofColumns(target, source.column, given.name, given.val) : missing(target, given.name);
  return { step, into, check };
}

/** Both columns stand in one table: row by row. */
function ofColumns(table: RelationName, old: string, fresh: string, value: Node | undefined): string {
  const [before, after] = [identifier(old), identifier(fresh)];
  const written = expressionText(value);
  const empty = `count(*) FILTER (WHERE ${before} IS NOT NULL AND ${after} IS NULL)`;
  return sql(
    `SELECT count(${before}) AS rows, ${empty} AS empty,`,
    `  round(100.0 * ${empty} / greatest(count(${before}), 1), 2) AS percent_empty${written === null ? '' : ','}`,
    ...(written === null ? [] : [`  count(*) FILTER (WHERE ${after} IS DISTINCT FROM (${written})) AS different`]),
    `FROM ${shortName(table)};`,
  );
}

function missing(table: RelationName, column: string): string {
  const empty = `count(*) FILTER (WHERE ${identifier(column)} IS NULL)`;
  return sql(
    `SELECT count(*) AS rows, ${empty} AS empty, round(100.0 * ${empty} / greatest(count(*), 1), 2) AS percent_empty`,
    `FROM ${shortName(table)};`,
  );
}

/** INSERT … SELECT, CREATE TABLE … AS, and MERGE. */
function ofQuery(step: Step, source: Source): Transform | null {
  const insert = nodeIf(step, 'InsertStmt');
  const made = nodeIf(step, 'CreateTableAsStmt');
  const merge = nodeIf(step, 'MergeStmt');
  const range = insert?.relation ?? made?.into?.rel ?? merge?.relation;
  const query = insert?.selectStmt ?? made?.query ?? merge?.sourceRelation;
  if (range === undefined || query === undefined) return null;
  const target = rangeAt(step, range);
  if (target === source.table) return null;
  const direct = bodyOf('RangeVar', query);
  const reads = direct === null ? readsOfQuery(query, step.before, effective(step.session).searchPath) : [];
  const isRead = direct === null ? takes(reads, source) : rangeAt(step, direct) === source.table;
  if (!isRead) return null;
  return { step, into: shortName(target), check: counted(source, target, keysOf(step, insert, source)) };
}

/** A column that the rows of both have: the same name in the list of an INSERT and in its query. */
function keysOf(step: Step, insert: BodyOf<'InsertStmt'> | null, source: Source): string | null {
  const listed = bodiesOf('ResTarget', insert?.cols).map(({ name = '' }) => name);
  const select = bodyOf('SelectStmt', insert?.selectStmt);
  const [from] = bodiesOf('RangeVar', select?.fromClause);
  if (from === undefined || rangeAt(step, from) !== source.table || select?.fromClause?.length !== 1) return null;
  const at = bodiesOf('ResTarget', select.targetList).findIndex(({ val }, nth) => {
    const column = texts(bodyOf('ColumnRef', val)?.fields).at(-1) ?? '';
    return column !== source.column && isKey(step, source.table, column) && listed[nth] !== undefined;
  });
  const value = bodiesOf('ResTarget', select.targetList)[at]?.val;
  const [old, fresh] = [texts(bodyOf('ColumnRef', value)?.fields).at(-1) ?? '', listed[at] ?? ''];
  return at < 0 ? null : `new.${identifier(fresh)} = old.${identifier(old)}`;
}

function isKey({ before }: Step, table: RelationName, column: string): boolean {
  const constraints = before.relations.get(table)?.constraints;
  return (
    constraints?.find(
      (one) => (one.kind === 'primary-key' || one.kind === 'unique') && one.columns.join() === column,
    ) !== undefined
  );
}

function counted({ table, column }: Source, target: RelationName, joined: string | null): string {
  const [old, fresh] = [shortName(table), shortName(target)];
  const value = column === null ? '*' : identifier(column);
  if (joined === null)
    return sql(
      `SELECT (SELECT count(${value}) FROM ${old}) AS in_${word(table)}, (SELECT count(*) FROM ${fresh}) AS in_${word(target)};`,
    );
  const isThere = `EXISTS (SELECT FROM ${fresh} AS new WHERE ${joined})`;
  const wanted = column === null ? '' : `old.${identifier(column)} IS NOT NULL AND `;
  const empty = `count(*) FILTER (WHERE ${wanted}NOT ${isThere})`;
  return sql(
    `SELECT count(*) AS rows, ${empty} AS missing,`,
    `  round(100.0 * ${empty} / greatest(count(*), 1), 2) AS percent_missing`,
    `FROM ${old} AS old;`,
  );
}

function word(table: RelationName): string {
  return splitName(table).name.replace(/\W/g, '_').slice(0, 40);
}
