import { command } from '../clues.js';
import { anyLine, lineAtMargin } from '../comment-lines.js';
import { BY_STATEMENT, exceptAlone, lockOf, ownFileWith, UP_IF_PROVED } from '../deliveries.js';
import type { Framework } from '../framework.js';
import { EDITS_UNKNOWN, LATE_UNKNOWN, TWICE_UNKNOWN } from '../remembers.js';

const TAKEN_OUT = exceptAlone('CREATE INDEX CONCURRENTLY', 'DROP INDEX CONCURRENTLY', 'VACUUM', 'DROP DATABASE');

const DIRECTIVE = /^--\s*txn-mode\s*=\s*off$/;

export const framework: Framework = {
  name: 'bytebase',
  title: 'Bytebase',
  named: ({ name }) => (/^v?[0-9]+(?:\.[0-9]+)*[_-].*\.sql$/.test(name) ? UP_IF_PROVED : null),
  clues: command(/\bbytebase\/bytebase-action\b/),
  // It takes these out of the file and runs them behind the transaction.
  delivers: () => TAKEN_OUT,
  remembers: {
    edited: EDITS_UNKNOWN,
    late: LATE_UNKNOWN,
    twice: TWICE_UNKNOWN,
  },
  optOut: {
    heard: ({ head }) => lineAtMargin(head, DIRECTIVE) !== null,
    unheard: ({ head, lines }) =>
      lineAtMargin(head, DIRECTIVE) === null ? anyLine(lines, /^--\s*txn[-_ ]?mode\s*[:=]\s*off/i) : null,
    corrected: () => ({ text: '-- txn-mode = off', at: 'top' }),
    place: '`-- txn-mode = off` in the comment at the top of the file',
    delivers: BY_STATEMENT,
  },
  outside: () => ownFileWith(['-- txn-mode = off'], 'Bytebase then sends each statement by itself'),
  lock: () => lockOf('polling', 'Bytebase queues its tasks on its own server.'),
};
