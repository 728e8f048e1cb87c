import { goModule, ownFile } from '../clues.js';
import { anyLine } from '../comment-lines.js';
import { BY_STATEMENT, IN_FILE, lockOf, ownFileWith } from '../deliveries.js';
import type { Framework } from '../framework.js';
import { DISTINCT, ignoresEdits, LATE_UNKNOWN } from '../remembers.js';
import { inAddressesOfGo } from '../timeouts.js';

export const framework: Framework = {
  name: 'sql-migrate',
  title: 'sql-migrate',
  named: () => null,
  clues: [
    ownFile(/(?:^|\/)dbconfig\.yml$/),
    goModule('github.com/rubenv/sql-migrate'),
    goModule('github.com/heroiclabs/sql-migrate'),
  ],
  sections: {
    opensWith: 'up',
    up: /^-- \+migrate Up\b/,
    down: /^-- \+migrate Down\b/,
    optsOut: /\bnotransaction\b/,
    block: [/^-- \+migrate StatementBegin\b/, /^-- \+migrate StatementEnd\b/],
    mayBeIndented: false,
  },
  delivers: () => IN_FILE,
  remembers: {
    edited: ignoresEdits('sql-migrate', 'name'),
    late: LATE_UNKNOWN,
    twice: DISTINCT,
  },
  optOut: {
    heard: () => false,
    unheard: ({ lines }) => {
      const found = anyLine(lines, /^--\s*\+migrate\s.*\bno[\s_-]?trans/i);
      return found !== null && /^-- \+migrate (?:Up|Down)\s.*\bnotransaction\b/.test(found.text) ? null : found;
    },
    corrected: (written) => {
      const [, way] = /^--\s*\+migrate\s+(up|down)\b/i.exec(written) ?? [];
      if (way === undefined) return null;
      return { text: `-- +migrate ${way.toLowerCase() === 'down' ? 'Down' : 'Up'} notransaction`, at: 'here' };
    },
    place: '`notransaction` on the line of `-- +migrate Up`, as one word in lower case',
    delivers: BY_STATEMENT,
  },
  form: { begins: '-- +migrate Up', body: ['-- +migrate StatementBegin', '-- +migrate StatementEnd'] },
  outside: () => ownFileWith(['-- +migrate Up notransaction'], 'sql-migrate then sends each statement by itself'),
  lock: () =>
    lockOf(
      'none',
      'sql-migrate takes no lock: two runs at once both find the same files pending.',
      '-- run sql-migrate in one job before the new pods start, not in each of them',
    ),
  timeouts: inAddressesOfGo,
};
