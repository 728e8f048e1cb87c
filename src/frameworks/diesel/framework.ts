import { crate, ownFile } from '../clues.js';
import { anyLine } from '../comment-lines.js';
import { AS_STRING, IN_FILE, lockOf, ownFileWith } from '../deliveries.js';
import { parentFolder, type Framework } from '../framework.js';
import { ignoresEdits, runsLate, TWICE_UNKNOWN } from '../remembers.js';

export const framework: Framework = {
  name: 'diesel',
  title: 'diesel',
  named: (parts) => {
    const direction = /^(up|down)\.sql$/.exec(parts.name)?.[1];
    if (direction !== 'up' && direction !== 'down') return null;
    // Hasura keeps the same pair; its version is a time in milliseconds.
    return { direction, alone: !/^[0-9]{13}_/.test(parentFolder(parts)) };
  },
  clues: [ownFile(/(?:^|\/)diesel\.toml$/), crate('diesel', 'diesel_migrations')],
  // A metadata.toml without the key turns the transaction off as well: false is the default of the key.
  delivers: ({ sidecar }) =>
    sidecar === null || /^[\t ]*run_in_transaction\s*=\s*true/m.test(sidecar) ? IN_FILE : AS_STRING,
  remembers: {
    edited: ignoresEdits('diesel'),
    late: runsLate('diesel'),
    twice: TWICE_UNKNOWN,
  },
  optOut: {
    heard: () => false,
    unheard: ({ lines }) =>
      anyLine(lines, /^--\s*(?:diesel:?\s*)?(?:no[\s_-]?transaction|run_in_transaction\s*[:=]\s*false)$/i),
    place: '`run_in_transaction = false` in a file `metadata.toml` beside it',
    delivers: AS_STRING,
  },
  outside: () =>
    ownFileWith(
      [],
      'beside it metadata.toml with the line run_in_transaction = false, and one statement: diesel sends the file as one string',
    ),
  lock: () =>
    lockOf(
      'none',
      'diesel takes no lock: two runs at once both find the same migrations pending.',
      '-- run the migrations in one job before the new pods start, not in each of them',
    ),
};
