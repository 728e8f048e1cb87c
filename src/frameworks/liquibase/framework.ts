import { artifact, command, configFile, ownFile, springSetting } from '../clues.js';
import { anyLine } from '../comment-lines.js';
import { BY_STATEMENT, IN_FILE, lockOf, UP_IF_PROVED } from '../deliveries.js';
import type { Framework } from '../framework.js';
import { DISTINCT, refusesEdits, UNORDERED } from '../remembers.js';
import { inAddressesAlone } from '../timeouts.js';

export const framework: Framework = {
  name: 'liquibase',
  title: 'Liquibase',
  named: ({ folders, name }) =>
    folders.some((folder) => folder.startsWith('changelog') || folder === 'liquibase') || /changelog/.test(name)
      ? UP_IF_PROVED
      : null,
  clues: [
    configFile(/(?:^|\/)liquibase[\w.-]*\.properties$/),
    ownFile(/(?:^|\/)db\.changelog[\w.-]*\.(?:xml|ya?ml|json)$/),
    artifact('org.liquibase'),
    artifact('liquibase-core'),
    springSetting('liquibase'),
    ...command(/\bliquibase\/liquibase\b|\bliquibase\s+(?:-\S+\s+)*update\b/),
  ],
  sections: {
    opensWith: 'up',
    up: /^--\s*changeset\s+(?:"[^"]+"|[^:\s]+):\s*\S/i,
    down: null,
    optsOut: /\brunInTransaction:\s*false\b/i,
    oneString: /\bsplitStatements:\s*false\b/i,
    elsewhere: isForAnother,
    mayBeIndented: true,
  },
  signature: /^--\s*liquibase\s+formatted\s+sql/i,
  delivers: () => IN_FILE,
  appends: {
    part: /^--\s*changeset\s+("[^"]+":\s*\S+|[^:\s]+:\s*\S+)/i,
    runsAgain: /\brunOnChange:\s*true\b|\brunAlways:\s*true\b/i,
    mayChange: /^--\s*validCheckSum\b/im,
    mayMove: /\blogicalFilePath:/i,
  },
  remembers: {
    edited: refusesEdits(
      'Liquibase compares the MD5 sum of each changeset that has run and refuses to run anything (validation failed), unless it says `runOnChange` or `validCheckSum`.',
    ),
    late: UNORDERED,
    twice: DISTINCT,
  },
  optOut: {
    heard: () => false,
    unheard: ({ lines }) => {
      const isChangeset = /^--\s*changeset\s/i;
      const wrong = lines.find(({ text }) => !isChangeset.test(text) && /^--.*\brunInTransaction\s*[:=]/i.test(text));
      return wrong ?? anyLine(lines, /^--\s*changeset\s.*\brunInTransaction(?:\s*=|\s+:)/i);
    },
    place: '`runInTransaction:false` on the line of the changeset',
    delivers: BY_STATEMENT,
  },
  form: { head: '--liquibase formatted sql', begins: '--changeset AUTHOR:ID', body: 'splitStatements:false' },
  outside: () => ({
    above: ['--changeset AUTHOR:ID runInTransaction:false'],
    note: 'a changeset of its own, below the others',
    place: 'same file',
  }),
  lock: () =>
    lockOf(
      'row',
      'Liquibase marks a row of `databasechangeloglock` and commits; a second runner looks every 10 seconds.',
    ),
  timeouts: inAddressesAlone,
};

/** `dbms:mysql,h2`, `dbms:!postgresql`: names of databases, `all` or `none`; `edb` is a Postgres as well. */
function isForAnother(line: string): boolean {
  const [, list] = /\bdbms:\s*("[^"]*"|\S+)/i.exec(line) ?? [];
  if (list === undefined) return false;
  const names = list
    .replaceAll('"', '')
    .toLowerCase()
    .split(',')
    .map((name) => name.trim());
  if (names.includes('none') || names.includes('!postgresql')) return true;
  const wanted = names.filter((name) => name !== '' && !name.startsWith('!'));
  return wanted.length > 0 && !wanted.some((name) => ['postgresql', 'postgres', 'edb', 'all'].includes(name));
}
