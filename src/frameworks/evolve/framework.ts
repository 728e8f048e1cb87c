import { configFile, dependency } from '../clues.js';
import { anyLine } from '../comment-lines.js';
import { BY_STATEMENT, IN_FILE, lockOf, ownFileWith, UP_IF_PROVED } from '../deliveries.js';
import type { Framework } from '../framework.js';
import { LATE_UNKNOWN, refusesEdits, TWICE_UNKNOWN } from '../remembers.js';

export const framework: Framework = {
  name: 'evolve',
  title: 'Evolve',
  named: ({ name }) => (/^[vr][0-9._]*__.+\.sql$/.test(name) ? UP_IF_PROVED : null),
  clues: [configFile(/(?:^|\/)evolve\.json$/), dependency(/\.csproj$/, /<PackageReference\s+Include="Evolve"/i)],
  delivers: () => IN_FILE,
  remembers: {
    edited: refusesEdits('Evolve compares the checksum of each file that has run and refuses to go on.'),
    late: LATE_UNKNOWN,
    twice: TWICE_UNKNOWN,
  },
  optOut: {
    heard: ({ head }) => isFirst(head),
    unheard: ({ head, lines }) => (isFirst(head) ? null : anyLine(lines, /\bevolve[-_ ]?tx[-_ ]?off\b/i)),
    corrected: () => ({ text: '-- evolve-tx-off', at: 'top' }),
    place: '`-- evolve-tx-off` on the first line',
    delivers: BY_STATEMENT,
    mistakenFor: ['flyway'],
  },
  outside: () => ownFileWith(['-- evolve-tx-off'], 'on the first line'),
  lock: () => lockOf('polling', 'Evolve asks for its advisory lock again and again.'),
};

function isFirst(head: readonly { readonly text: string; readonly start: number }[]): boolean {
  return head[0]?.start === 0 && head[0].text.includes('evolve-tx-off');
}
