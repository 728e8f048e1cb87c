import { compareVersions } from '../../../frameworks/migration-version.js';
import { behind } from '../../../frameworks/next-file.js';
import { historyFolder } from '../../../history/run-order.js';
import type { Changeset } from '../../../timeline.js';
import { box, whenAsked } from '../../boxes.js';
import { code, comment, sql } from '../../prose.js';
import { changesetRule, type Match } from '../../rule.js';
import { mergedBeside, newVersions, placeOf, versionOf, type NewVersion } from '../new-version.js';

interface Twice extends Match {
  readonly path: string;
  /** The other file, and whether it is on the base branch. */
  readonly other: string;
  readonly isMerged: boolean;
  readonly how: string;
  readonly next: string | null;
}

export const rule = changesetRule<Twice>({
  id: 'version-used-twice',
  mode: 'replica-schema-drift',
  detect: (changeset) => twice(changeset),
  describe: ({ path, other, isMerged, how, next }) => ({
    title: 'Two migrations have one version',
    message: `${code(path)} has the version of ${code(other)}${isMerged ? ', which is on the base branch' : ''}. ${how}`,
    fix: sql(comment(next === null ? 'give it a version of its own' : `rename the file: ${next}`)),
  }),
  boxes: (match) =>
    whenAsked(match, box('before', `What runs the migrations tells ${code(match.path)} from ${code(match.other)}`)),
});

const ANY_TOOL =
  'Most tools know a migration by its version: the second counts as run already, or they refuse to run at all.';

function twice(changeset: Changeset): Twice[] {
  const versions = newVersions(changeset);
  const names = (changeset.base?.migrations ?? []).concat(changeset.sources.map(({ path }) => path));
  return versions.flatMap((one, nth): Twice[] => {
    const { migration, tool } = one;
    if (tool?.remembers.twice.kind === 'distinct' || (tool === null && isDay(one))) return [];
    const gone = new Set(changeset.sources.filter(({ status }) => status === 'removed').map(({ path }) => path));
    const merged = mergedBeside(migration, changeset).find((path) => !gone.has(path) && isSame(one, path));
    const earlier = versions
      .slice(0, nth)
      .find((other) => isOfOneHistory(one, other) && isSame(one, other.migration.path));
    const other = merged ?? earlier?.migration.path;
    if (other === undefined) return [];
    const next = behind(migration.path, names);
    if (next !== null) names.push(next);
    const rule = tool?.remembers.twice;
    return [
      {
        severity: rule?.kind === 'refused' ? 'unsafe' : 'caution',
        at: placeOf(migration),
        path: migration.path,
        other,
        isMerged: merged !== undefined,
        how: rule === undefined || rule.how === '' ? ANY_TOOL : rule.how,
        next,
      },
    ];
  });
}

function isSame({ version }: NewVersion, path: string): boolean {
  const other = versionOf(path);
  return other !== null && compareVersions(version, other) === 0;
}

function isOfOneHistory(one: NewVersion, other: NewVersion): boolean {
  return historyFolder(one.migration.path) === historyFolder(other.migration.path);
}

/** `20260105_a.sql`: people who put the day before a name mean no version. */
function isDay({ version: [number] }: NewVersion): boolean {
  return /^(?:19|20)[0-9]{6}$/.test(String(number));
}
