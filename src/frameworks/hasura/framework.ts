import { configFile, ownFile } from '../clues.js';
import { anyLine } from '../comment-lines.js';
import { AS_STRING, IN_FILE, lockOf, ownFileWith } from '../deliveries.js';
import { parentFolder, type Framework } from '../framework.js';
import { EDITS_UNKNOWN, LATE_UNKNOWN, TWICE_UNKNOWN } from '../remembers.js';

const DIRECTIVE = /^[ \t]*-- hasura:no-transaction[ \t]*\r?(?:\n|$)/;

export const framework: Framework = {
  name: 'hasura',
  title: 'Hasura',
  named: (parts) => {
    const direction = /^(up|down)\.sql$/.exec(parts.name)?.[1];
    if (direction !== 'up' && direction !== 'down') return null;
    return { direction, alone: /^[0-9]{13}_/.test(parentFolder(parts)) };
  },
  clues: [
    configFile(/(?:^|\/)config\.ya?ml$/, 0, /^metadata_directory:/m),
    ownFile(/(?:^|\/)metadata\/version\.yaml$/, 1),
    ownFile(/(?:^|\/)metadata\/databases\/databases\.yaml$/, 2),
  ],
  delivers: () => IN_FILE,
  remembers: {
    edited: EDITS_UNKNOWN,
    late: LATE_UNKNOWN,
    twice: TWICE_UNKNOWN,
  },
  optOut: {
    heard: ({ text }) => DIRECTIVE.test(text),
    unheard: ({ text, lines }) =>
      DIRECTIVE.test(text) ? null : anyLine(lines, /^--\s*hasura:?\s*no[\s_-]?transaction\b/i),
    corrected: () => ({ text: '-- hasura:no-transaction', at: 'top' }),
    place: '`-- hasura:no-transaction` on the first line, written exactly so',
    delivers: AS_STRING,
    mistakenFor: ['diesel'],
  },
  outside: () => ownFileWith(['-- hasura:no-transaction'], 'on the first line, and one statement'),
  lock: () => lockOf('unknown', 'Whether Hasura keeps a second runner out is not known.'),
};
