import type { Changeset, Step } from '../../../timeline.js';
import type { Migration } from '../../../migration.js';
import { code } from '../../prose.js';
import { changesetRule, type Match } from '../../rule.js';
import { at, isDown } from '../../scope.js';
import { dropsOf, isOfOwnUp, type Thing } from '../made-by-up.js';

interface DownLoss extends Match {
  readonly path: string;
  readonly things: readonly Thing[];
}

export const rule = changesetRule<DownLoss>({
  id: 'down-drops-what-up-made',
  mode: 'destructive-rollback',
  detect: (changeset) => changeset.migrations.flatMap((migration) => lossOf(migration, changeset)),
  describe: ({ things }) => ({
    title: 'Rolling back deletes what was written since the deploy',
    message: `The down migration drops what the up made: ${things.map(({ words }) => code(words)).join(', ')}. Whatever was written there since the deploy is lost with it.`,
    fix: '-- repair forward: a new migration that corrects the mistake and keeps the rows',
  }),
  boxes: ({ path }) => [
    {
      phase: 'during',
      text: `Should it go wrong, repair forward; run the down of ${code(path)} only after a backup of what was written since`,
      sql: '',
    },
  ],
});

/** Once a file: the first statement that does it, with all that the file drops. */
function lossOf(migration: Migration, changeset: Changeset): DownLoss[] {
  const steps = (changeset.stepsOf.get(migration) ?? []).filter((step) => isDown(step) && step.effects.fails === null);
  const losses = steps.flatMap((step) =>
    dropsOf(step)
      .filter((thing) => isLoss(thing, step, changeset))
      .map((thing) => ({ step, thing })),
  );
  const [first] = losses;
  if (first === undefined) return [];
  const related = losses
    .map(({ step }) => step)
    .filter((step, nth, all) => step !== first.step && all.indexOf(step) === nth);
  return [
    {
      severity: 'caution',
      at: at(first.step, first.thing.part),
      related,
      path: migration.path,
      things: losses.map(({ thing }) => thing),
    },
  ];
}

/** Tables and columns hold rows. With IF NOT EXISTS the up may not have made them: another rule has that. */
function isLoss(thing: Thing, step: Step, changeset: Changeset): boolean {
  if (thing.kind !== 'table' && thing.kind !== 'column') return false;
  return isOfOwnUp(thing, step, changeset);
}
