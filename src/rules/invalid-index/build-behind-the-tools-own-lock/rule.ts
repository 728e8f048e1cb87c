import { concurrentCommand } from '../../concurrently.js';
import { code, sql } from '../../prose.js';
import { changesetRule, type Match } from '../../rule.js';
import { at } from '../../scope.js';
import { guess, meetings, waitsForSnapshots, type Meeting } from '../../tool-lock.js';

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
});

function commandOf({ step: { statement } }: Behind): string {
  return concurrentCommand(statement.node) ?? statement.kind;
}
