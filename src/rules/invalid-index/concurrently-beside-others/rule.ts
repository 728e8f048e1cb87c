import type { Step } from '../../../timeline.js';
import { box, whenAsked } from '../../boxes.js';
import { concurrentCommand } from '../../concurrently.js';
import { asWritten, code } from '../../prose.js';
import { firstUnrepeatable, isCommittedBefore } from '../../repeatable.js';
import { changesetRule, type Match } from '../../rule.js';
import { at, nodeIf } from '../../scope.js';

interface Beside extends Match {
  readonly step: Step;
  readonly command: string;
  readonly done: Step;
}

export const rule = changesetRule<Beside>({
  id: 'concurrently-beside-others',
  mode: 'invalid-index',
  detect: ({ stepsOf }) => [...stepsOf.values()].flatMap(firstBeside),
  describe: ({ step, command, done }) => ({
    title: `When ${command} fails, the file cannot be run again`,
    message: `${code(done.statement.kind)} before it has committed by then, since ${code(command)} runs outside a transaction. The next run of the file stops there, where its work is done already, and never comes to ${code(command)}.`,
    fix: [{ name: nodeIf(step, 'IndexStmt')?.idxname ?? command.toLowerCase(), about: '', lines: [asWritten(step)] }],
  }),
  boxes: (match) =>
    whenAsked(
      match,
      box(
        'before',
        `Somebody can run the rest of ${code(match.step.migration.path)} by hand from ${code(match.command)} on, should that fail`,
      ),
    ),
});

/** Once a file: the first online command with something before it that a second run stops at. */
function firstBeside(steps: readonly Step[]): Beside[] {
  const first = firstUnrepeatable(steps);
  for (const step of steps) {
    const command = step.within === null ? concurrentCommand(step.statement.node) : null;
    // A build on a table of the same set has no rows to stumble over and nobody to wait for.
    const busy = step.effects.locks.some(({ existing }) => existing) || command === 'DROP INDEX CONCURRENTLY';
    if (command === null || !busy || step.effects.fails !== null) continue;
    const done = first.get(step.section);
    if (done === undefined || !isCommittedBefore(done, step)) continue;
    const alsoModes = ['replica-schema-drift'] as const;
    return [{ severity: 'caution', at: at(step), alsoModes, related: [done], step, command, done }];
  }
  return [];
}
