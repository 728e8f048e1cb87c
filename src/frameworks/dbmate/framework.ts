import { command, npm, ownFile } from '../clues.js';
import { anyLine } from '../comment-lines.js';
import { AS_STRING, IN_FILE, lockOf, ownFileWith } from '../deliveries.js';
import type { Framework } from '../framework.js';
import { ignoresEdits, refusesTwice, runsLate } from '../remembers.js';
import { inAddressesOfGo } from '../timeouts.js';

const OPTS_OUT = /\stransaction:false(?:\s|$)/;

export const framework: Framework = {
  name: 'dbmate',
  title: 'dbmate',
  named: () => null,
  clues: [ownFile(/(?:^|\/)\.dbmate$/), npm('dbmate'), ...command(/\bdbmate\b/)],
  sections: {
    opensWith: 'up',
    up: /^--\s*migrate:up(?:\s|$)/,
    down: /^--\s*migrate:down(?:\s|$)/,
    optsOut: OPTS_OUT,
    mayBeIndented: false,
  },
  delivers: () => IN_FILE,
  remembers: {
    edited: ignoresEdits('dbmate'),
    late: runsLate('dbmate'),
    twice: refusesTwice(
      'Its version is the key of `schema_migrations`: where the other has run, dbmate takes this one for run too; where neither has, the second insert fails.',
    ),
  },
  optOut: {
    heard: () => false,
    unheard: ({ lines }) =>
      lines.some(({ text }) => /^--\s*migrate:(?:up|down)\s/.test(text) && OPTS_OUT.test(text))
        ? null
        : (anyLine(lines, /^--\s*migrate:(?:up|down)\s.*\b(?:no[\s_-]?trans|transaction\s*[:=])/i) ??
          anyLine(lines, /^--\s*(?:migrate:?\s*)?transaction\s*[:=]\s*(?:false|off|no)$/i)),
    corrected: (written) => {
      const [, marker] = /^--\s*(migrate:(?:up|down))\s/.exec(written) ?? [];
      return marker === undefined ? null : { text: `-- ${marker} transaction:false`, at: 'here' };
    },
    place: '`transaction:false` on the line of `-- migrate:up`, in lower case and without a blank behind the colon',
    delivers: AS_STRING,
  },
  form: { begins: '-- migrate:up', body: null },
  outside: () =>
    ownFileWith(
      ['-- migrate:up transaction:false'],
      'nothing else in the section, no SET either: dbmate sends a section as one string',
    ),
  lock: () =>
    lockOf(
      'none',
      'dbmate takes no lock: two runs at once both find the same files pending.',
      '-- run dbmate in one job before the new pods start, not in each of them',
    ),
  timeouts: inAddressesOfGo,
};
