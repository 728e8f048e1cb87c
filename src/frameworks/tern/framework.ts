import { goModule, ownFile } from '../clues.js';
import { anyLine, lineAtMargin } from '../comment-lines.js';
import { BY_STATEMENT, IF_PROVED, IN_FILE, sessionLockOf, ownFileWith } from '../deliveries.js';
import type { Framework } from '../framework.js';
import { ignoresEdits, refusesLate, refusesTwice } from '../remembers.js';
import { inAddressesOfGo } from '../timeouts.js';

const DIRECTIVE = /^---- tern: disable-tx ----$/;

export const framework: Framework = {
  name: 'tern',
  title: 'tern',
  named: ({ name }) => (/^[0-9]+_.+\.sql$/.test(name) && !/\.(?:up|down)\.sql$/.test(name) ? IF_PROVED : null),
  clues: [ownFile(/(?:^|\/)tern\.conf$/), goModule('github.com/jackc/tern')],
  sections: {
    opensWith: 'down',
    up: null,
    down: /^---- create above \/ drop below ----$/,
    optsOut: null,
    mayBeIndented: false,
  },
  delivers: () => IN_FILE,
  remembers: {
    edited: ignoresEdits('tern'),
    late: refusesLate('tern counts its files without a gap and refuses a number that is not the next.'),
    twice: refusesTwice('tern refuses to read the folder: duplicate migration.'),
  },
  optOut: {
    // Of one part of the file: whoever asks gives only the lines of that part.
    heard: ({ lines }) => lineAtMargin(lines, DIRECTIVE) !== null,
    unheard: ({ lines }) =>
      lineAtMargin(lines, DIRECTIVE) === null ? anyLine(lines, /^--+\s*tern:\s*disable[-_ ]?(?:tx|trans)/i) : null,
    corrected: () => ({ text: '---- tern: disable-tx ----', at: 'here' }),
    place: '`---- tern: disable-tx ----` on a line of its own, with nothing before or behind it',
    delivers: BY_STATEMENT,
  },
  outside: () => ownFileWith(['---- tern: disable-tx ----'], 'tern then sends each statement by itself'),
  lock: () =>
    sessionLockOf(
      'waiting',
      'tern takes `pg_advisory_lock`, so a second instance that starts meanwhile waits for it inside Postgres, holding a snapshot.',
      '-- run `tern migrate` in one job before the new pods start, not in each of them',
    ),
  timeouts: inAddressesOfGo,
};
