import type { Catalog } from '../../../catalog/catalog.js';
import type { Changeset, Step } from '../../../timeline.js';
import { code } from '../../prose.js';
import { changesetRule, type Match } from '../../rule.js';
import { at } from '../../scope.js';
import { pairsOf, type Pair } from '../pairs.js';
import { differences } from './differences.js';
import { objectDifferences } from './objects.js';

interface NotInverse extends Match {
  readonly differences: readonly string[];
}

export const rule = changesetRule<NotInverse>({
  id: 'down-not-inverse',
  mode: 'destructive-rollback',
  detect: (changeset) => [
    ...pairsOf(changeset).flatMap(notInverse),
    ...changeset.mergedPairs.flatMap((pair) => notInverse(pair).flatMap((match) => asJudged(match, changeset))),
  ],
  describe: (match) => ({
    title: 'The down does not bring back the schema that was there before the up',
    message:
      `After up and down ${match.differences.map((words) => `${words}`).join('; ')}. The old code that a rollback brings back was never run on this schema, ` +
      'and databases that went up and down differ from those that did neither.',
    fix: '-- in the down: undo each of these, the last one first',
  }),
  boxes: () => [
    {
      phase: 'before',
      text: `The down was tried after the up, and the schema compared (${code('pg_dump --schema-only')} before and after)`,
      sql: '',
    },
  ],
});

/** At the last statement of the down; one that does nothing, or fails, is no answer to the up. */
function notInverse({ up, down }: Pick<Pair, 'up' | 'down'>): NotInverse[] {
  const first = up[0];
  const [end, start] = [up.at(-1), down[0]];
  const last = down.findLast(changesSchema);
  if (
    first === undefined ||
    end === undefined ||
    start === undefined ||
    last === undefined ||
    !up.some(changesSchema) ||
    down.some(({ effects }) => effects.fails !== null)
  )
    return [];
  const between = (before: Catalog, after: Catalog): string[] => [
    ...differences(before, after, first.set),
    ...objectDifferences(before, after, up, first.set),
  ];
  // What later files of the change leave behind is told at their own downs.
  const ofOthers = new Set(between(end.after, start.before));
  const found = between(first.before, last.after).filter((words) => !ofOthers.has(words));
  return found.length === 0
    ? []
    : [{ severity: 'caution', at: at(last), alsoModes: ['replica-schema-drift'], differences: found }];
}

/** The same statement where the change has it: beside a merged up it was run once more. */
function asJudged(match: NotInverse, { stepsOf }: Changeset): NotInverse[] {
  if (match.at.kind !== 'statement') return [match];
  const { migration, statement } = match.at.step;
  const step = stepsOf.get(migration)?.find((one) => one.statement === statement);
  return step === undefined ? [] : [{ ...match, at: at(step) }];
}

function changesSchema({ before, after }: Step): boolean {
  return before !== after;
}
