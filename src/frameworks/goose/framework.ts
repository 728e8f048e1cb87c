import { command, goModule } from '../clues.js';
import { anyLine, lineAtMargin } from '../comment-lines.js';
import { BY_STATEMENT, IN_FILE, lockOf, ownFileWith } from '../deliveries.js';
import type { Framework } from '../framework.js';
import { ignoresEdits, refusesLate, refusesTwice } from '../remembers.js';
import { inAddressesOfGo } from '../timeouts.js';

const DIRECTIVE = /^--\s*\+goose\s+no transaction$/i;

export const framework: Framework = {
  name: 'goose',
  title: 'goose',
  named: () => null,
  clues: [
    goModule('github.com/pressly/goose'),
    ...command(/\bpressly\/goose\b|\bgoose\s+(?:\S+\s+)*(?:up|postgres)\b/),
  ],
  sections: {
    opensWith: 'up',
    up: /^--\s*\+goose\s+up$/i,
    down: /^--\s*\+goose\s+down$/i,
    optsOut: null,
    block: [/^--\s*\+goose\s+statementbegin$/i, /^--\s*\+goose\s+statementend$/i],
    mayBeIndented: false,
  },
  delivers: () => IN_FILE,
  remembers: {
    edited: ignoresEdits('goose'),
    late: refusesLate(
      'goose refuses to run: it finds a missing migration below the newest that has run (without `-allow-missing`).',
    ),
    twice: refusesTwice('goose stops at once: duplicate version.'),
  },
  optOut: {
    heard: ({ lines }) => lineAtMargin(lines, DIRECTIVE) !== null,
    unheard: ({ lines }) =>
      lineAtMargin(lines, DIRECTIVE) === null ? anyLine(lines, /^--\s*\+?goose:?\s+no[\s_-]*(?:tx\b|trans)/i) : null,
    corrected: () => ({ text: '-- +goose NO TRANSACTION', at: 'here' }),
    place: '`-- +goose NO TRANSACTION` on a line of its own, with nothing before it',
    delivers: BY_STATEMENT,
  },
  form: { begins: '-- +goose Up', body: ['-- +goose StatementBegin', '-- +goose StatementEnd'] },
  outside: () => ownFileWith(['-- +goose NO TRANSACTION', '-- +goose Up'], 'goose then sends each statement by itself'),
  lock: () =>
    lockOf(
      'none',
      'goose takes no lock unless its Provider is given one: two runs at once both find the same files pending.',
      '-- run goose in one job before the new pods start, or give its Provider a SessionLocker',
    ),
  timeouts: inAddressesOfGo,
};
