import { npm, ownFile } from '../clues.js';
import { anyLine, lineAtMargin } from '../comment-lines.js';
import { AS_STRING, IN_FILE, sessionLockOf, ownFileWith, UP_IF_PROVED } from '../deliveries.js';
import { parentFolder, type Framework } from '../framework.js';
import { DISTINCT, refusesEdits, UNORDERED } from '../remembers.js';

const DIRECTIVE = /^--!\s*no-transaction\b/;

export const framework: Framework = {
  name: 'graphile-migrate',
  title: 'Graphile Migrate',
  named: (parts) =>
    parentFolder(parts) === 'committed' && /^[0-9]{6}(?:-.*)?\.sql$/.test(parts.name) ? UP_IF_PROVED : null,
  clues: [ownFile(/(?:^|\/)\.gmrc(?:\.\w+)?$/), npm('graphile-migrate')],
  signature: /^--!\s*(?:Previous|Hash|Message|AllowInvalidHash)\b/,
  delivers: () => IN_FILE,
  remembers: {
    edited: refusesEdits(
      'Each committed file holds the hash of the one before, and Graphile Migrate refuses a chain that does not hold.',
    ),
    late: UNORDERED,
    twice: DISTINCT,
  },
  optOut: {
    heard: ({ head }) => lineAtMargin(head, DIRECTIVE) !== null,
    unheard: ({ head, lines }) =>
      lineAtMargin(head, DIRECTIVE) === null ? anyLine(lines, /^--\s*!\s*no[\s_-]?transaction\b/i) : null,
    corrected: () => ({ text: '--! no-transaction', at: 'top' }),
    place: '`--! no-transaction` on the first line of the body, before any statement',
    delivers: AS_STRING,
  },
  outside: () => ownFileWith(['--! no-transaction'], 'exactly one statement, then `graphile-migrate commit`'),
  lock: () => sessionLockOf('polling', 'Graphile Migrate asks for its advisory lock once and gives up.'),
};
