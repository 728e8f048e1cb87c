import { journalEntries } from '../../../frameworks/drizzle/journal.js';
import { code } from '../../prose.js';
import { isChanged, type Group, type Trouble } from './context.js';

/** A file that the journal does not name never runs, and one that it names must be there. */
export function journalTroubles({ companions, added, merged }: Group): Trouble[] {
  return companions.flatMap(({ path, text, baseText }): Trouble[] => {
    const entries = journalEntries(text ?? '');
    if (entries === null) return [];
    const fileOf = (tag: string): string => path.replace(/meta\/_journal\.json$/, `${tag}.sql`);
    const named = new Set(entries.map(({ tag }) => fileOf(tag)));
    const before = new Set((journalEntries(baseText ?? '') ?? []).map(({ tag }) => fileOf(tag)));
    const unnamed = added.filter((file) => !named.has(file));
    const missing = [...named].filter((file) => ![...added, ...merged].includes(file) && !before.has(file));
    return [
      ...unnamed.map((file): Trouble => ({
        path: file,
        severity: 'unsafe',
        message: `${code(path)} does not name ${code(file)}. Drizzle runs what its journal names and nothing else, so this file never runs, and nothing says so.`,
        mend: 'make the file with drizzle-kit generate (--custom for SQL of your own), which writes the journal too',
      })),
      ...missing.map((file): Trouble => ({
        path,
        severity: 'unsafe',
        message: `${code(path)} names ${code(file)}, which is not there: Drizzle stops at it.`,
        mend: `add ${file}, or take its entry out of ${path}`,
      })),
    ];
  });
}

/** drizzle-kit compares the schema with the newest snapshot, and writes the difference as the next migration. */
export function snapshotTroubles({ companions, added, touched }: Group): Trouble[] {
  const changed = companions.filter(isChanged);
  const [first] = changed;
  const [file] = added;
  if (first !== undefined && !touched) {
    return [
      {
        path: first.path,
        severity: 'caution',
        message: `${code(first.path)} is changed, and no migration is. drizzle-kit takes the snapshot for what the database has, so what it says beyond the migrations is never made.`,
        mend: 'make both with drizzle-kit generate',
      },
    ];
  }
  if (file === undefined || changed.length > 0) return [];
  return [
    {
      path: file,
      severity: 'caution',
      message: `${code(file)} comes without a snapshot. The next drizzle-kit generate compares with the one before, and writes the same change once more.`,
      mend: 'make the file with drizzle-kit generate (--custom for SQL of your own), which writes the snapshot too',
    },
  ];
}
