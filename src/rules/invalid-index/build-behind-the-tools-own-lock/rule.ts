import { concurrentCommand } from '../../concurrently.js';
import { code, sql } from '../../prose.js';
import { changesetRule, type Match } from '../../rule.js';
import { at } from '../../scope.js';
import { guess, meetings, waitsForSnapshots, type Meeting } from '../../tool-lock.js';

/** To be run while the build waits: whoever it waits for is there, idle. */
const IDLE = `SELECT pid, now() - xact_start AS open, left(query, 120) AS query
FROM pg_stat_activity WHERE state = 'idle in transaction' ORDER BY open DESC;`;

type Behind = Match & Meeting;

export const rule = changesetRule<Behind>({
  id: 'build-behind-the-tools-own-lock',
  mode: 'invalid-index',
  detect: (changeset) =>
    meetings(changeset, 'idle transaction', waitsForSnapshots).map((meeting) => ({
      ...meeting,
      severity: meeting.guessed ? 'caution' : 'unsafe',
      at: at(meeting.step),
      alsoModes: ['migration-deadlock'],
    })),
  describe: (match) => ({
    title: `The lock that ${match.tool.title} holds makes the concurrent build wait forever`,
    message: `${guess(match)}${match.lock.how} ${code(commandOf(match))} waits until every older snapshot is gone, that one too: with a single runner, without an error, until somebody cancels it and an INVALID index stays.`,
    fix: sql(...match.lock.fix),
  }),
  boxes: ({ tool }) => [
    {
      phase: 'before',
      text: `${tool.title} holds no transaction open beside the one that runs the migration`,
      sql: IDLE,
    },
  ],
});

function commandOf({ step: { statement } }: Behind): string {
  return concurrentCommand(statement.node) ?? statement.kind;
}
