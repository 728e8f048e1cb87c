import { configFile, namesDatabase, ownFile } from '../clues.js';
import { IN_RUN, lockOf, noWay, UP, UP_IF_PROVED } from '../deliveries.js';
import type { Framework } from '../framework.js';
import { DISTINCT, ignoresEdits, UNORDERED } from '../remembers.js';

export const framework: Framework = {
  name: 'drizzle',
  title: 'Drizzle',
  named: ({ folders, name }) => {
    if (folders.includes('drizzle')) return UP;
    // `0001_tidy_hulk.sql`, or `migration.sql` in a folder of its own since version 1.
    return name === 'migration.sql' || /^[0-9]{4,14}_[\w-]+\.sql$/.test(name) ? UP_IF_PROVED : null;
  },
  // The package alone proves nothing: as a query builder it is used beside other tools.
  clues: [
    namesDatabase(ownFile(/(?:^|\/)meta\/_journal\.json$/, 1), /"dialect"\s*:\s*"(\w+)"/),
    ownFile(/(?:^|\/)[0-9]{14}_[^/]*\/snapshot\.json$/, 1),
    { ...configFile(/(?:^|\/)drizzle\.config\.(?:[cm]?[jt]s|json)$/), database: configured },
  ],
  inlineSignature: '--> statement-breakpoint',
  delivers: () => IN_RUN,
  remembers: {
    edited: ignoresEdits('Drizzle', 'name'),
    late: UNORDERED,
    twice: DISTINCT,
  },
  optOut: null,
  outside: () =>
    noWay(
      'Drizzle runs all pending files in one transaction and has no switch: run it by hand before the deploy; the migration itself then says CREATE INDEX IF NOT EXISTS and finds it built',
    ),
  lock: () =>
    lockOf(
      'none',
      'Drizzle takes no lock: two runs at once both find the same files pending.',
      '-- call `migrate()` in one job before the new pods start, not in each of them',
    ),
};

/** `dialect` and `out` of its config, where both are plain strings. */
function configured(text: string): { readonly name: string; readonly folder: string } | null {
  const valueOf = (key: string): string | undefined =>
    new RegExp(String.raw`^[^\n/]*\b${key}["']?\s*:\s*["'\x60]([^"'\x60\n]+)["'\x60]`, 'm').exec(text)?.[1];
  const name = valueOf('dialect');
  if (name === undefined) return null;
  const out = /\bout["']?\s*:/.test(text) ? valueOf('out') : 'drizzle';
  const folder = out?.replace(/^\.\//, '').replace(/\/+$/, '').toLowerCase();
  return folder === undefined || folder.startsWith('.') || folder.startsWith('/') ? null : { name, folder };
}
