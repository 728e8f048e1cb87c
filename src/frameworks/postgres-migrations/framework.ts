import { npm } from '../clues.js';
import { anyLine } from '../comment-lines.js';
import { AS_STRING, IN_FILE, lockOf, ownFileWith, UP_IF_PROVED } from '../deliveries.js';
import type { Framework } from '../framework.js';
import { refusesEdits, refusesLate, refusesTwice } from '../remembers.js';

const DIRECTIVE = '-- postgres-migrations disable-transaction';

export const framework: Framework = {
  name: 'postgres-migrations',
  title: 'postgres-migrations',
  named: ({ name }) => (/^[0-9]+[-_].*\.sql$/.test(name) ? UP_IF_PROVED : null),
  clues: [npm('postgres-migrations')],
  delivers: () => IN_FILE,
  remembers: {
    edited: refusesEdits('postgres-migrations compares the hash of each file that has run and refuses to go on.'),
    late: refusesLate('postgres-migrations counts its files without a gap and refuses a number that is not the next.'),
    twice: refusesTwice('postgres-migrations counts its files without a gap and refuses a number that comes twice.'),
  },
  optOut: {
    heard: ({ lines }) => lines.some((line) => line.text.includes(DIRECTIVE)),
    unheard: ({ lines }) =>
      lines.some((line) => line.text.includes(DIRECTIVE))
        ? null
        : anyLine(lines, /^--\s*postgres-migrations\b.*(?:disable|no)[\s_-]*trans/i),
    corrected: () => ({ text: DIRECTIVE, at: 'here' }),
    place: `\`${DIRECTIVE}\`, written exactly so`,
    delivers: AS_STRING,
  },
  outside: () => ownFileWith([DIRECTIVE], 'one statement: postgres-migrations sends the file as one string'),
  lock: () => lockOf('polling', 'postgres-migrations asks for its advisory lock again and again.'),
};
