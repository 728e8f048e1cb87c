import type { Step } from '../../../timeline.js';
import { concurrentCommand } from '../../concurrently.js';
import { code } from '../../prose.js';
import { changesNothing, firstUnrepeatable, isCommittedBefore } from '../../repeatable.js';
import { changesetRule, type Match } from '../../rule.js';
import { at } from '../../scope.js';

interface HalfRun extends Match {
  readonly step: Step;
  readonly next: Step;
}

export const rule = changesetRule<HalfRun>({
  id: 'unrepeatable-half-run',
  mode: 'replica-schema-drift',
  detect: ({ stepsOf }) => [...stepsOf.values()].flatMap(firstHalf),
  describe: ({ step, next }) => ({
    title: `${step.statement.kind} stops the second run of the file`,
    message: `The file runs outside a transaction, so ${code(step.statement.kind)} stays when ${code(next.statement.kind)} or anything behind it fails. A second run stops at it, since its work is done already.`,
    fix: '',
  }),
});

/** Once a file: the first statement that could not run twice and has another change behind it. */
function firstHalf(steps: readonly Step[]): HalfRun[] {
  const first = firstUnrepeatable(steps);
  for (const next of steps) {
    if (next.within !== null || changesNothing(next) || next.effects.fails !== null) continue;
    const step = first.get(next.section);
    if (step === undefined || !isCommittedBefore(step, next)) continue;
    // A rule about CONCURRENTLY speaks of those, more strongly.
    const online = steps.some((one) => one.index > step.index && concurrentCommand(one.statement.node) !== null);
    return online ? [] : [{ severity: 'note', at: at(step), related: [next], step, next }];
  }
  return [];
}
