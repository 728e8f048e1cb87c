import { journalEntries } from '../../../frameworks/drizzle/journal.js';
import { compareVersions } from '../../../frameworks/migration-version.js';
import { behind } from '../../../frameworks/next-file.js';
import type { Framework } from '../../../frameworks/framework.js';
import type { Migration } from '../../../migration.js';
import type { Severity } from '../../../report/report.js';
import type { Changeset } from '../../../timeline.js';
import { box, whenAsked } from '../../boxes.js';
import { code, comment, sql } from '../../prose.js';
import { changesetRule, type Match } from '../../rule.js';
import { mergedBeside, newVersions, placeOf, versionOf } from '../new-version.js';

interface Late extends Match {
  readonly path: string;
  /** The newest of the base branch. */
  readonly newest: string;
  readonly how: string;
  /** What to do, in words. */
  readonly mend: string;
}

export const rule = changesetRule<Late>({
  id: 'migration-out-of-order',
  mode: 'replica-schema-drift',
  detect: (changeset) => [...lateByName(changeset), ...lateInJournal(changeset)],
  describe: ({ path, newest, how, mend }) => ({
    title: 'A new migration stands before one that has been merged',
    message: `${code(path)} comes before ${code(newest)}, which is on the base branch and may have run. ${how}`,
    fix: sql(comment(mend)),
  }),
  boxes: (match) =>
    whenAsked(
      match,
      box('before', `${code(match.path)} does the same whether it runs before ${code(match.newest)} or after it`),
    ),
});

const ANY_TOOL =
  'Some tools never run it where the other has run, some refuse to run at all, and some run it after the other: on a new database before it.';

function lateByName(changeset: Changeset): Late[] {
  const names = (changeset.base?.migrations ?? []).concat(changeset.sources.map(({ path }) => path));
  return newVersions(changeset).flatMap((one): Late[] => {
    const { migration, version, tool } = one;
    const late = tool?.remembers.late;
    const newest = newestBeside(migration, changeset);
    if (newest === null || late?.kind === 'unordered') return [];
    if (compareVersions(version, versionOf(newest) ?? []) >= 0) return [];
    const next = behind(migration.path, names);
    // The next one takes the number behind this.
    if (next !== null) names.push(next);
    return [
      {
        severity: severityOf(tool),
        at: placeOf(migration),
        path: migration.path,
        newest,
        how: late === undefined || late.how === '' ? ANY_TOOL : late.how,
        mend: next === null ? 'give it a version behind that one' : `rename the file: ${next}`,
      },
    ];
  });
}

function severityOf(tool: Framework | null): Severity {
  const kind = tool?.remembers.late.kind;
  return kind === 'refused' || kind === 'skipped' ? 'unsafe' : 'caution';
}

function newestBeside(migration: Migration, changeset: Changeset): string | null {
  let newest: string | null = null;
  for (const path of mergedBeside(migration, changeset)) {
    if (newest === null || compareVersions(versionOf(path) ?? [], versionOf(newest) ?? []) > 0) newest = path;
  }
  return newest;
}

/** Drizzle goes by the time in its journal, whatever the names. */
function lateInJournal({ base, migrations }: Changeset): Late[] {
  return (base?.companions ?? []).flatMap(({ path, text, baseText }): Late[] => {
    const entries = journalEntries(text ?? '') ?? [];
    const merged = journalEntries(baseText ?? '') ?? [];
    const newest = merged.reduce<(typeof merged)[number] | null>(
      (a, b) => (a !== null && a.when >= b.when ? a : b),
      null,
    );
    if (newest === null) return [];
    return entries.flatMap(({ tag, when }): Late[] => {
      if (when > newest.when || merged.some((one) => one.tag === tag)) return [];
      const file = path.replace(/meta\/_journal\.json$/, `${tag}.sql`);
      const migration = migrations.find((one) => one.path === file);
      return [
        {
          severity: 'unsafe',
          at: migration === undefined ? { kind: 'file', path } : placeOf(migration),
          path: file,
          newest: path.replace(/meta\/_journal\.json$/, `${newest.tag}.sql`),
          how: `Drizzle runs only what has a later ${code('when')} in ${code('_journal.json')} than the newest that has run, so this one never runs, and nothing says so.`,
          mend: `in ${path}: a "when" for ${tag} above ${String(newest.when)}`,
        },
      ];
    });
  });
}
