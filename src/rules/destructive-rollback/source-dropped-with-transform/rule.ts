import { identifier, shortName, type RelationName } from '../../../sql/names.js';
import type { Changeset, Step } from '../../../timeline.js';
import { box } from '../../boxes.js';
import { isOthers, objectAt } from '../../existing.js';
import { code, sql, type Fix } from '../../prose.js';
import { statementRule, type Match } from '../../rule.js';
import { at, isDown, nodeIf } from '../../scope.js';
import { takenBackIn } from '../../undone.js';
import { transactionNumber } from '../../../session/session.js';
import { inLaterRelease } from '../acknowledged.js';
import { droppedColumns, foreignKeysFirst } from '../dropped-column.js';
import { transformOf, type Source, type Transform } from './transform.js';

interface TransformedAndGone extends Match {
  readonly source: Source;
  readonly drop: string;
  readonly first: readonly string[];
  readonly transform: Transform;
  readonly together: boolean;
}

export const rule = statementRule<TransformedAndGone>({
  id: 'source-dropped-with-transform',
  mode: 'destructive-rollback',
  on: ['AT_DropColumn', 'DropStmt'],
  detect: (step, changeset) => {
    if (isDown(step) || step.effects.fails !== null) return [];
    return [...columns(step), ...tables(step)].flatMap(({ part, ...dropped }): TransformedAndGone[] => {
      const transform = transformBefore(step, dropped.source, changeset);
      if (transform === null) return [];
      const together =
        step.session.transaction !== null &&
        transactionNumber(step.session) === transactionNumber(transform.step.session);
      return [{ severity: 'unsafe', at: at(step, part), related: [transform.step], transform, together, ...dropped }];
    });
  },
  describe: ({ source, transform, together, drop, first }) => ({
    title: `${titleOf(source)} goes before anybody has looked at what was made of it`,
    message: `${code(transform.step.statement.kind)} has just put what ${words(source)} holds into ${code(transform.into)}, and the same change drops it. A row that the statement has not reached, or for which it computed nothing or the wrong thing, cannot be told or mended any more${together ? '' : ', and what running code writes between the two is in neither place'}.`,
    fix: later(transform, source, drop, first),
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

/** The last statement of the change that takes from it, and that no ROLLBACK TO takes back. */
function transformBefore(step: Step, source: Source, { stepsInSet, stepsInTransaction }: Changeset): Transform | null {
  const earlier = (stepsInSet.get(step.set) ?? []).filter(
    ({ index, section }) => index < step.index && section.direction === 'up',
  );
  for (const one of earlier.toReversed()) {
    const found = transformOf(one, source);
    if (found === null) continue;
    const together = stepsInTransaction.get(transactionNumber(one.session)) ?? [];
    if (!takenBackIn(together)(one)) return found;
  }
  return null;
}

function titleOf({ table, column }: Source): string {
  return column === null ? shortName(table) : `${identifier(column)} of ${shortName(table)}`;
}

function words(source: Source): string {
  return code(titleOf(source));
}

function later(transform: Transform, source: Source, drop: string, first: readonly string[]): Fix {
  return sql(
    '-- in this change only the statement that fills the new place; when it has run, nothing may be empty or missing:',
    transform.check,
    '-- then, in another change:',
    inLaterRelease(source.column === null ? 'drop-table' : 'drop-column', drop, first),
  );
}
