import { identifier, shortName } from '../../../sql/names.js';
import type { Changeset, Step } from '../../../timeline.js';
import { isContractStep, isSearched, searchWords } from '../../base-mentions.js';
import { columnObject } from '../../changed-object.js';
import { columnDropPlan, type DropState } from '../../column-drop.js';
import { code, comment, table as tableWords } from '../../prose.js';
import { statementRule, type Match } from '../../rule.js';
import { at, isDown } from '../../scope.js';
import { backupBox, unusedColumnBox } from '../acknowledged.js';
import { droppedColumns, goneWith, readding, type DroppedColumn } from '../dropped-column.js';
import { lockedMeanwhile } from '../locked.js';
import { columnThing, isOfOwnUp } from '../made-by-up.js';
import { transformBefore } from '../transform.js';

interface ColumnLoss extends Match {
  readonly drop: DroppedColumn;
  /** Indexes and constraints that go with the column. */
  readonly gone: readonly string[];
  /** What the search of the base commit says. */
  readonly searched: string;
  readonly state: DropState;
  /** Where the change puts its values: another finding has the way there. */
  readonly into: string | null;
}

export const rule = statementRule<ColumnLoss>({
  id: 'drop-column',
  mode: 'destructive-rollback',
  on: ['AT_DropColumn'],
  detect: (step, changeset) =>
    droppedColumns(step)
      .filter((drop) => readding(drop, changeset) === null && !isOwn(step, drop, changeset))
      .map((drop) => ({ drop, object: columnObject(step, changeset, drop.table, drop.column) }))
      .map(({ drop, object }) => ({ drop, object, isUnused: isContractStep(object, changeset) }))
      .map(({ drop, object, isUnused }) => ({
        severity: isUnused ? 'caution' : 'unsafe',
        at: at(step, drop.part),
        alsoModes: ['rename-in-rolling-deploy', 'lock-queue-freeze'],
        drop,
        gone: goneWith(drop),
        searched: searchWords(object, changeset),
        state: { isUnused, isSearched: isSearched(object, changeset) },
        into: transformBefore(step, drop, changeset)?.into ?? null,
      })),
  describe: ({ drop, gone, searched, state, into }) => ({
    title: `Dropping ${identifier(drop.column)} of ${shortName(drop.table)} loses its data for good`,
    message: messageOf(drop, gone) + searched,
    fix:
      into === null
        ? columnDropPlan(drop, state)
        : comment(
            `this change puts its values into ${into}: the steps, with the drop as the last of them, are the safe form of source-dropped-with-transform, further down`,
          ),
  }),
  boxes: ({ drop }) => [
    backupBox(`${code(identifier(drop.column))} of ${tableWords(drop.table)}`),
    unusedColumnBox(drop.table, drop.column),
  ],
});

/** A down of its own up loses what was written since: another rule tells that. */
function isOwn(step: Step, { table, column, part }: DroppedColumn, changeset: Changeset): boolean {
  return isDown(step) && isOfOwnUp(columnThing(table, column, part), step, changeset);
}

function messageOf({ step, table, column, cascade }: DroppedColumn, gone: readonly string[]): string {
  const along = gone.length === 0 ? '' : ` With it: ${gone.map(code).join(', ')}.`;
  const views = cascade ? ' CASCADE also drops every view that reads it.' : '';
  return (
    `${code('DROP COLUMN')} deletes every value of ${code(identifier(column))} in ${tableWords(table)}; no rollback brings them back, ` +
    `and code that still names the column fails from then on.${along}${views} ${lockedMeanwhile(step, table)}`
  );
}
