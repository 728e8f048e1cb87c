import { identifier, shortName, type RelationName } from '../../../sql/names.js';
import type { Changeset, Step } from '../../../timeline.js';
import { isSearched } from '../../base-mentions.js';
import { box } from '../../boxes.js';
import { columnObject } from '../../changed-object.js';
import { leftOut } from '../../column-drop.js';
import { isOthers, objectAt } from '../../existing.js';
import { code, comment, sql, type Fix } from '../../prose.js';
import { statementRule, type Match } from '../../rule.js';
import { at, nodeIf } from '../../scope.js';
import { schemaAtEnd } from '../../set-end.js';
import { transactionNumber } from '../../../session/session.js';
import { inLaterRelease } from '../acknowledged.js';
import { droppedColumns, foreignKeysFirst, type DroppedColumn } from '../dropped-column.js';
import { moveOf, type Move } from './move.js';
import { splitPlan, type Split } from './split.js';
import { transformBefore, type Source, type Transform } from '../transform.js';

interface TransformedAndGone extends Match {
  readonly source: Source;
  readonly drop: string;
  readonly first: readonly string[];
  readonly transform: Transform;
  readonly together: boolean;
  /** What moves to another table, or why no plan can be written for it; null where nothing moves. */
  readonly split: Split | string | null;
}

export const rule = statementRule<TransformedAndGone>({
  id: 'source-dropped-with-transform',
  mode: 'destructive-rollback',
  on: ['AT_DropColumn', 'DropStmt'],
  detect: (step, changeset) =>
    [...columns(step), ...tables(step)].flatMap(({ part, ...dropped }): TransformedAndGone[] => {
      const transform = transformBefore(step, dropped.source, changeset);
      if (transform === null) return [];
      const together =
        step.session.transaction !== null &&
        transactionNumber(step.session) === transactionNumber(transform.step.session);
      const split = splitOf(step, dropped.source, transform, changeset);
      return [
        { severity: 'unsafe', at: at(step, part), related: [transform.step], transform, together, split, ...dropped },
      ];
    }),
  describe: ({ source, transform, together, drop, first, split }) => ({
    title: `${titleOf(source)} goes before anybody has looked at what was made of it`,
    message: `${code(transform.step.statement.kind)} has just put what ${words(source)} holds into ${code(transform.into)}, and the same change drops it. A row that the statement has not reached, or for which it computed nothing or the wrong thing, cannot be told or mended any more${together ? '' : ', and what running code writes between the two is in neither place'}.`,
    fix: fixOf(transform, source, split, [drop, ...first]),
  }),
  boxes: ({ source, transform }) => [
    box(
      'before',
      // The query of the fix runs between the two, and in this change there is no such moment.
      `On a copy of production, every row that had a value in ${words(source)} got its counterpart in ${code(transform.into)}`,
    ),
  ],
});

interface Dropped {
  readonly source: Source;
  readonly part: number | null;
  readonly drop: string;
  /** What has to go before it. */
  readonly first: readonly string[];
}

function columns(step: Step): Dropped[] {
  return droppedColumns(step).map((one) => ({
    source: { table: one.table, column: one.column },
    part: one.part,
    drop: `ALTER TABLE ${shortName(one.table)} DROP COLUMN ${identifier(one.column)};`,
    first: foreignKeysFirst(one),
  }));
}

function tables(step: Step): Dropped[] {
  const body = nodeIf(step, 'DropStmt');
  if (body?.removeType !== 'OBJECT_TABLE') return [];
  const names: RelationName[] = (body.objects ?? []).map((object) => objectAt(step, object));
  return names
    .filter((name) => isOthers(step, name))
    .map((table) => ({
      source: { table, column: null },
      part: null,
      drop: `DROP TABLE ${shortName(table)};`,
      first: [],
    }));
}

function titleOf({ table, column }: Source): string {
  return column === null ? shortName(table) : `${identifier(column)} of ${shortName(table)}`;
}

function words(source: Source): string {
  return code(titleOf(source));
}

/** The columns of a table that the change moves to another one by a statement. */
function splitOf(
  step: Step,
  { table, column }: Source,
  transform: Transform,
  changeset: Changeset,
): TransformedAndGone['split'] {
  if (column === null || nodeIf(transform.step, 'UpdateStmt') !== null) return null;
  const steps = (changeset.stepsInSet.get(step.set) ?? []).filter(({ section }) => section.direction === 'up');
  const dropped = steps.flatMap(droppedColumns).filter((one) => one.table === table);
  const names = new Set(dropped.map((one) => one.column));
  const move = moveOf(transform.step, table, names, schemaAtEnd(step, changeset));
  if (typeof move === 'string') return move;
  if (!move.moved.some(({ from }) => from === column)) return `it does not take ${identifier(column)} as it is`;
  // A name that the column keeps in its new table is found there, in code that is to use it.
  const searched = move.moved.every(
    ({ from, to }) => from !== to && isSearched(columnObject(step, changeset, table, from), changeset),
  );
  return { move, step: transform.step, steps, isSearched: searched, told: toldAt(move, dropped) };
}

/** Of columns that move together, the one whose finding comes first. */
function toldAt({ moved }: Move, dropped: readonly DroppedColumn[]): string {
  const moving = dropped.filter(({ column }) => moved.some(({ from }) => from === column));
  const [first] = moving;
  const beside = moving.filter(({ step }) => step === first?.step).map(({ column }) => column);
  return beside.sort()[0] ?? '';
}

/** One plan for all columns that move together. */
function fixOf(
  transform: Transform,
  source: Source,
  split: TransformedAndGone['split'],
  drop: readonly [string, ...string[]],
): Fix {
  if (split === null) return later(transform, source, drop);
  if (typeof split === 'string')
    return sql(
      comment(`a trigger that keeps both tables alike cannot be written here: ${split}`),
      later(transform, source, drop),
    );
  if (split.told === source.column) return splitPlan(split);
  return comment(`${identifier(source.column ?? '')} moves with ${identifier(split.told)}: the files are shown there`);
}

function later(transform: Transform, source: Source, [drop, ...first]: readonly [string, ...string[]]): string {
  const { table, column } = source;
  const optional = column === null ? [] : leftOut({ step: transform.step, table, column });
  return sql(
    '-- in this change only the statement that fills the new place; when it has run, nothing may be empty or missing:',
    transform.check,
    ...optional.flatMap((part) => (typeof part === 'string' ? [comment(part)] : [comment(part.about), ...part.lines])),
    '-- then, in another change:',
    inLaterRelease(column === null ? 'drop-table' : 'drop-column', drop, first),
  );
}
