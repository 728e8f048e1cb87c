import { ownFile } from '../clues.js';
import { BY_STATEMENT, sessionLockOf, ownFileWith } from '../deliveries.js';
import type { Framework } from '../framework.js';
import { isMigrationFolder } from '../migration-folder.js';
import { DISTINCT, EDITS_UNKNOWN, UNORDERED } from '../remembers.js';

export const framework: Framework = {
  name: 'sqitch',
  title: 'Sqitch',
  named: ({ folders }) => {
    // `deploy` also is where people keep what they deploy: with migrations below it, it is not Sqitch's.
    const at = folders.findLastIndex((name) => name === 'deploy' || name === 'revert');
    if (at < 0 || folders.slice(at).some(isMigrationFolder)) return null;
    return { direction: folders[at] === 'deploy' ? null : 'down', alone: true };
  },
  clues: [ownFile(/(?:^|\/)sqitch\.(?:plan|conf)$/)],
  signature: /^--\s*(?:Deploy|Revert)\s+\S+\s+(?:to|from)\s+pg$/,
  // psql runs its scripts and adds nothing.
  delivers: () => BY_STATEMENT,
  remembers: {
    edited: EDITS_UNKNOWN,
    late: UNORDERED,
    twice: DISTINCT,
  },
  optOut: null,
  outside: () => ownFileWith([], 'without BEGIN and COMMIT: psql then commits each statement'),
  lock: () =>
    sessionLockOf(
      'waiting',
      'Sqitch waits for `pg_advisory_lock` for up to 60 seconds when another deploy runs.',
      '-- run `sqitch deploy` in one job at a time',
    ),
};
