import { ownFile } from '../clues.js';
import { anyLine, lineAtMargin } from '../comment-lines.js';
import { BY_STATEMENT, DOWN, IN_FILE, lockOf, ownFileWith, UP_IF_PROVED } from '../deliveries.js';
import type { Framework } from '../framework.js';
import { DISTINCT, EDITS_UNKNOWN, UNORDERED } from '../remembers.js';

const DIRECTIVE = /^--\s*transactional:\s*false/;

export const framework: Framework = {
  name: 'yoyo',
  title: 'yoyo',
  named: ({ name }) => (name.endsWith('.rollback.sql') ? DOWN : name.endsWith('.sql') ? UP_IF_PROVED : null),
  clues: [ownFile(/(?:^|\/)yoyo\.ini$/)],
  signature: /^--\s*depends:/,
  delivers: () => IN_FILE,
  remembers: {
    edited: EDITS_UNKNOWN,
    late: UNORDERED,
    twice: DISTINCT,
  },
  optOut: {
    heard: ({ head }) => lineAtMargin(head, DIRECTIVE) !== null,
    unheard: ({ head, lines }) =>
      lineAtMargin(head, DIRECTIVE) === null
        ? anyLine(lines, /^--\s*(?:__)?transactional(?:__)?\s*[:=]\s*false/i)
        : null,
    corrected: () => ({ text: '-- transactional: false', at: 'top' }),
    place: '`-- transactional: false` in the comment at the top of the file',
    delivers: BY_STATEMENT,
  },
  outside: () => ownFileWith(['-- transactional: false'], 'and one statement'),
  lock: () => lockOf('row', 'yoyo writes a row into `yoyo_lock` and commits.'),
};
