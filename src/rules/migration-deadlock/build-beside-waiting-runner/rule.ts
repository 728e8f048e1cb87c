import { concurrentCommand } from '../../concurrently.js';
import { code, sql } from '../../prose.js';
import { changesetRule, type Match } from '../../rule.js';
import { at } from '../../scope.js';
import { guess, meetings, waitsForSnapshots, type Meeting } from '../../tool-lock.js';

type Beside = Match & Meeting;

export const rule = changesetRule<Beside>({
  id: 'build-beside-waiting-runner',
  mode: 'migration-deadlock',
  detect: (changeset) =>
    meetings(changeset, 'waiting', waitsForSnapshots).map((meeting) => ({
      ...meeting,
      severity: 'note',
      at: at(meeting.step),
      alsoModes: ['invalid-index'],
    })),
  describe: (match) => ({
    title: `A second ${match.tool.title} that starts meanwhile deadlocks with the concurrent build`,
    message: `${guess(match)}${match.lock.how} ${code(commandOf(match))} waits for that snapshot and the second runner for the lock: Postgres ends one of them with "deadlock detected", and when that is the build, an INVALID index stays. With one runner at a time it is fine.`,
    fix: sql(...match.lock.fix),
  }),
  boxes: () => [{ phase: 'before', text: 'Only one job runs the migrations at a time', sql: '' }],
});

function commandOf({ step: { statement } }: Beside): string {
  return concurrentCommand(statement.node) ?? statement.kind;
}
