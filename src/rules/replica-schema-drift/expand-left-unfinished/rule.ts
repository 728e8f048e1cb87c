import { identifier, shortName, type RelationName } from '../../../sql/names.js';
import type { Changeset, Step } from '../../../timeline.js';
import { isOthers, rangeAt } from '../../existing.js';
import { BOUNDED_WAIT, code, fileName, table as tableWords, type Fix } from '../../prose.js';
import { changesetRule, type Match } from '../../rule.js';
import { at, isDown, nodeIf } from '../../scope.js';
import { schemaAtEnd, schemaAtStart } from '../../set-end.js';
import { swappedOn } from './swapped.js';
import { doneHere, leftUndone, type Unfinished } from './unfinished.js';

interface LeftUnfinished extends Match {
  readonly step: Step;
  readonly table: RelationName;
  readonly left: Unfinished;
}

export const rule = changesetRule<LeftUnfinished>({
  id: 'expand-left-unfinished',
  mode: 'replica-schema-drift',
  detect: (changeset) => {
    const all = touched(changeset);
    const last = new Map(all.map((one) => [one.table, one]));
    return all.flatMap((one) => {
      const { step, table } = one;
      const [start, end] = [schemaAtStart(step, changeset), schemaAtEnd(step, changeset)];
      const course = { table, start, end, version: step.version };
      // Where many sets follow each other, by the last that could have gone on.
      const left = last.get(table) === one ? leftUndone(course, changeset.history) : [];
      return [...left, ...doneHere(course), ...swappedOn(table, step, changeset)].map((unfinished): LeftUnfinished => ({
        severity: 'note',
        at: at(step),
        alsoModes: unfinished.kind.startsWith('never') ? ['not-null-without-backfill'] : ['rename-in-rolling-deploy'],
        step,
        table,
        left: unfinished,
      }));
    });
  },
  describe: ({ table, left }) => ({
    title: titleOf(table, left),
    message: messageOf(table, left),
    fix: nextStep(table, left),
  }),
});

interface Touched {
  readonly step: Step;
  readonly table: RelationName;
}

/** Each table of others that the way up changes, by the first statement that does. */
function touched({ steps }: Changeset): Touched[] {
  const first = new Map<string, Touched>();
  for (const step of steps) {
    const table = isDown(step) || step.effects.fails !== null ? null : changedTable(step);
    if (table === null || !isOthers(step, table)) continue;
    const key = `${String(step.set)} ${table}`;
    if (!first.has(key)) first.set(key, { step, table });
  }
  return [...first.values()];
}

function changedTable(step: Step): RelationName | null {
  const range =
    nodeIf(step, 'AlterTableStmt')?.relation ??
    nodeIf(step, 'UpdateStmt')?.relation ??
    nodeIf(step, 'CreateTrigStmt')?.relation ??
    nodeIf(step, 'IndexStmt')?.relation ??
    (nodeIf(step, 'RenameStmt')?.renameType === 'OBJECT_COLUMN' ? nodeIf(step, 'RenameStmt')?.relation : undefined);
  return range === undefined ? null : rangeAt(step, range);
}

function titleOf(table: RelationName, left: Unfinished): string {
  switch (left.kind) {
    case 'never validated':
      return `${identifier(left.constraint)} of ${shortName(table)} was never validated`;
    case 'never set':
      return `${identifier(left.column)} of ${shortName(table)} is proved NOT NULL and was never made so`;
    case 'still copies':
      return `The trigger ${identifier(left.sync.trigger)} still copies ${identifier(left.sync.from)} of ${shortName(table)}`;
    case 'validated here':
      return `Here ${identifier(left.column)} of ${shortName(table)} is proved NOT NULL; SET NOT NULL comes next`;
    case 'copies from here':
      return `Here ${identifier(left.sync.to)} of ${shortName(table)} begins to follow ${identifier(left.sync.from)}; the old rows come next`;
    case 'switched here':
      return `Here ${shortName(table)} leaves one of two columns behind; dropping it comes last`;
    case 'swapped here':
      return `Here ${identifier(left.name)} of ${shortName(table)} becomes another column; dropping ${identifier(left.old)} comes last`;
  }
}

function messageOf(table: RelationName, left: Unfinished): string {
  const where = tableWords(table);
  switch (left.kind) {
    case 'never validated':
      return `The ${code('NOT VALID')} constraint ${code(identifier(left.constraint))} of ${where}${from(left.since)} was never validated: it holds for new rows, and proves nothing of those from before it.`;
    case 'never set':
      return `The CHECK ${code(identifier(left.constraint))}${from(left.since)} is validated, which makes ${code('SET NOT NULL')} on ${code(identifier(left.column))} of ${where} instant. Until then every write pays for the CHECK, and the planner does not count on it.`;
    case 'still copies':
      return `The trigger ${code(identifier(left.sync.trigger))} of ${where}${from(left.since)} fills ${code(identifier(left.sync.to))} from ${code(identifier(left.sync.from))}, as a change in several steps needs it for a while. Either the steps after it are still to come, or it was left behind.`;
    case 'validated here':
      return `This change is the step that proves it: ${code(identifier(left.constraint))} of ${where} is valid after it. What comes next, in a change of its own, reads no row.`;
    case 'copies from here':
      return `This change is the first step of several: from its commit on the trigger ${code(identifier(left.sync.trigger))} fills ${code(identifier(left.sync.to))} from ${code(identifier(left.sync.from))} in every row of ${where} that is written. Rows from before it have nothing there until a backfill; then come its indexes and constraints, the switch, and the end of the trigger.`;
    case 'switched here':
      return `The trigger ${code(identifier(left.sync.trigger))} of ${where} goes with this change, so one of ${code(identifier(left.sync.from))} and ${code(identifier(left.sync.to))} is not kept up any more. Drop it in a later release, when no version that runs names it.`;
    case 'swapped here':
      return `This change is the switch: ${code(identifier(left.name))} of ${where} is another column from its commit on, and the one before it stays as ${code(identifier(left.old))}. Unless a trigger writes it, it is as it was at the switch: good to look back at, not to go back to. Drop it in a later release, after a backup.`;
  }
}

function from(since: string | null): string {
  return since === null ? '' : ` from ${code(since)}`;
}

function nextStep(table: RelationName, left: Unfinished): Fix {
  const alter = `ALTER TABLE ${shortName(table)}`;
  switch (left.kind) {
    case 'never validated':
      return [
        {
          name: fileName(table, left.constraint, 'validate'),
          about: 'while reads and writes go on; it fails on a row that does not keep to it',
          lines: [`${alter} VALIDATE CONSTRAINT ${identifier(left.constraint)};`],
        },
      ];
    case 'never set':
    case 'validated here':
      return [
        {
          name: fileName(table, left.column, 'not', 'null'),
          about: 'the validated CHECK is the proof, so nothing is read',
          lines: [
            BOUNDED_WAIT,
            `${alter} ALTER COLUMN ${identifier(left.column)} SET NOT NULL;`,
            `${alter} DROP CONSTRAINT ${identifier(left.constraint)};`,
          ],
        },
      ];
    case 'still copies':
    case 'copies from here':
    case 'switched here':
    case 'swapped here':
      return '';
  }
}
