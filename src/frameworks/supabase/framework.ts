import { command, npm, ownFile } from '../clues.js';
import { AS_STRING, exceptAlone, lockOf, ownFileWith, UP } from '../deliveries.js';
import type { Framework } from '../framework.js';
import { parentFolder } from '../framework.js';
import { ignoresEdits, refusesLate, refusesTwice } from '../remembers.js';
import { isSince } from '../version.js';

/** From here on the CLI ends its batch before a command that refuses a transaction. */
const BREAKS_OUT_SINCE = '2.109.0';
const BREAKING_OUT = exceptAlone(
  'CREATE INDEX CONCURRENTLY',
  'REINDEX CONCURRENTLY',
  'VACUUM',
  'ALTER SYSTEM',
  'CLUSTER',
);

export const framework: Framework = {
  name: 'supabase',
  title: 'Supabase',
  named: (parts) => (parentFolder(parts) === 'migrations' && parts.folders.at(-2) === 'supabase' ? UP : null),
  clues: [
    ownFile(/(?:^|\/)supabase\/config\.toml$/),
    npm('supabase'),
    ...command(/supabase\/setup-cli|\bsupabase db push\b/),
  ],
  packages: ['supabase'],
  delivers: ({ version }) => {
    const breaksOut = isSince(version, BREAKS_OUT_SINCE);
    if (breaksOut === 'unknown') return null;
    return breaksOut === 'yes' ? BREAKING_OUT : AS_STRING;
  },
  remembers: {
    edited: ignoresEdits('The Supabase CLI'),
    late: refusesLate(
      '`supabase db push` refuses to run: it finds local files to be inserted before the last migration on the remote (without `--include-all`).',
    ),
    twice: refusesTwice(
      'Its version is the key of `schema_migrations`: where the other has run, `supabase db push` takes this one for run too; where neither has, recording the second fails.',
    ),
  },
  optOut: null,
  outside: () =>
    ownFileWith(
      [],
      `nothing else in the file; the Supabase CLI runs it outside a transaction from ${BREAKS_OUT_SINCE} on`,
    ),
  lock: () =>
    lockOf(
      'none',
      '`supabase db push` takes no lock: two at once both find the same files pending.',
      '-- run `supabase db push` in one job at a time: a concurrency group in the workflow',
    ),
};
