import { command, configFile, goModule, ownFile } from '../clues.js';
import { anyLine } from '../comment-lines.js';
import { BY_STATEMENT, IN_FILE, IN_RUN, sessionLockOf, ownFileWith, UP_IF_PROVED } from '../deliveries.js';
import type { Framework } from '../framework.js';
import { refusesEdits, refusesLate, TWICE_UNKNOWN } from '../remembers.js';
import { inAddressesOfGo } from '../timeouts.js';

const DIRECTIVE = /^--\s*atlas:txmode\s+none\s*$/;

export const framework: Framework = {
  name: 'atlas',
  title: 'Atlas',
  named: ({ name }) =>
    /\.sql$/.test(name) && !/\.(?:up|down)\.sql$|^[vru][0-9._]*__/.test(name) ? UP_IF_PROVED : null,
  clues: [
    ownFile(/(?:^|\/)atlas\.sum$/),
    configFile(/(?:^|\/)atlas\.hcl$/),
    goModule('ariga.io/atlas'),
    ...command(/\bariga(?:io)?\/(?:atlas|setup-atlas)|\batlas\s+migrate\s+apply\b/),
  ],
  signature: /^--\s*atlas:(?:txmode|delimiter|checkpoint|sum|nolint|import)\b/,
  delivers: ({ says }) => {
    if (says(/\btx[-_]mode[= "]+none/i)) return BY_STATEMENT;
    return says(/\btx[-_]mode[= "]+all/i) ? IN_RUN : IN_FILE;
  },
  remembers: {
    edited: refusesEdits(
      'Atlas runs nothing while a file differs from `atlas.sum`; hashed again, databases that have run it keep the old result.',
    ),
    late: refusesLate(
      'Atlas refuses to run at all: a file was added out of order (`--exec-order linear`, its default).',
    ),
    twice: TWICE_UNKNOWN,
  },
  optOut: {
    heard: ({ text }) => header(text).some((line) => DIRECTIVE.test(line)),
    unheard: ({ text, lines }) =>
      header(text).some((line) => DIRECTIVE.test(line))
        ? null
        : anyLine(lines, /^--\s*atlas:\s*tx[-_ ]?mode\b[\s:=]*none/i),
    corrected: () => ({ text: '-- atlas:txmode none', at: 'header' }),
    place: '`-- atlas:txmode none` in the comment at the top of the file, with an empty line behind that comment',
    delivers: BY_STATEMENT,
  },
  outside: () =>
    ownFileWith(['-- atlas:txmode none', ''], 'with the empty line, and run `atlas migrate hash` afterwards'),
  lock: () => sessionLockOf('polling', 'Atlas asks for its advisory lock again and again, for up to 10 seconds.'),
  timeouts: inAddressesOfGo,
};

/** Lines of the comment at the top, when an empty line ends it; Atlas ignores directives in any other. */
function header(text: string): readonly string[] {
  const lines = text.slice(0, 16_384).split(/\r?\n/);
  const end = lines.findIndex((line) => !line.startsWith('--') && !line.startsWith('#'));
  return end > 0 && lines[end]?.trim() === '' ? lines.slice(0, end) : [];
}
