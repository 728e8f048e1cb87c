import type { Step } from '../../../timeline.js';
import { concurrentCommand } from '../../concurrently.js';
import { code, sql } from '../../prose.js';
import { changesetRule, type Match } from '../../rule.js';
import { at } from '../../scope.js';
import { meetings, waitsForSnapshots, type Meeting } from '../../tool-lock.js';

type Apart = Match & Meeting;

export const rule = changesetRule<Apart>({
  id: 'runners-not-kept-apart',
  mode: 'migration-deadlock',
  detect: (changeset) =>
    meetings(changeset, 'none', harmsTwice)
      .filter(({ guessed }) => !guessed)
      .map((meeting) => ({ ...meeting, severity: 'note', at: at(meeting.step), alsoModes: ['invalid-index'] })),
  describe: (match) => ({
    title: `Nothing keeps two runs of ${match.tool.title} apart`,
    message: `${match.lock.how} ${code(commandOf(match))} ${
      waitsForSnapshots(match.step)
        ? 'of both at once ends in a deadlock or in "already exists", and an INVALID index may stay.'
        : 'of both at once does its work twice, or fails in one of them.'
    }`,
    fix: sql(...match.lock.fix),
  }),
  boxes: () => [{ phase: 'before', text: 'Only one job runs the migrations at a time', sql: '' }],
});

/** In a transaction the second run fails at what the first has made, and is rolled back; rows may come twice. */
function harmsTwice(step: Step): boolean {
  return waitsForSnapshots(step) || (step.effects.writes !== 'none' && step.effects.fails === null);
}

function commandOf({ step: { statement } }: Apart): string {
  return concurrentCommand(statement.node) ?? statement.kind;
}
