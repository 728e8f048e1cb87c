import { dumpedVersions, versionOf } from '../../../history/dump.js';
import { code } from '../../prose.js';
import { isChanged, type Companion, type Group, type Trouble } from './context.js';

/** Rails' `schema.rb` knows its newest version, `structure.sql` and dbmate's `schema.sql` all of them. */
export function dumpTroubles(group: Group): Trouble[] {
  return group.companions.flatMap((companion) => {
    const { text, baseText } = companion;
    const holds = holderOf(text ?? baseText ?? '', group);
    const held = holderOf(baseText ?? text ?? '', group);
    if (holds === null || held === null || companion.change === 'removed') return [];
    return [...staleDump(companion, group, holds, held), ...changedAlone(companion, group)];
  });
}

type Holds = (path: string) => boolean;

/** Whether a dump says that it holds a migration; null for one that says nothing of versions. */
function holderOf(text: string, { kind }: Group): Holds | null {
  if (kind === 'dump') {
    const versions = dumpedVersions(text);
    return versions === null ? null : (path) => versions.has(versionOf(path) ?? '');
  }
  const newest = /\.define\(\s*version:\s*([0-9_]+)/.exec(text)?.[1]?.replaceAll('_', '');
  return newest === undefined ? null : (path) => BigInt(versionOf(path) ?? '0') <= BigInt(newest);
}

/** Only where the base branch keeps it in step. */
function staleDump({ path }: Companion, { added, merged }: Group, holds: Holds, held: Holds): Trouble[] {
  const versioned = (one: string): boolean => versionOf(one) !== null;
  if (!merged.filter(versioned).every(held)) return [];
  const [left] = added.filter((one) => versioned(one) && !holds(one));
  if (left === undefined) return [];
  return [
    {
      path: left,
      severity: 'caution',
      message: `${code(path)} does not hold ${code(left)}. Databases that are made from it, for tests and for developers, lack what the migration does.`,
      mend: `run the migration and commit ${path} as the tool writes it`,
    },
  ];
}

function changedAlone(companion: Companion, { touched }: Group): Trouble[] {
  const { path, text, baseText } = companion;
  if (touched || !isChanged(companion) || text === null || baseText === null) return [];
  if (significant(text) === significant(baseText)) return [];
  return [
    {
      path,
      severity: 'caution',
      message: `${code(path)} is changed, and no migration is. Databases that are made from it differ from those that run the migrations.`,
      mend: 'put the change into a migration, and let the tool write the file',
    },
  ];
}

/** Without comments, settings and psql commands, which another version of pg_dump writes otherwise. */
function significant(text: string): string {
  return text
    .split('\n')
    .map((line) => line.trim().replace(/\s+/g, ' '))
    .filter((line) => line !== '' && !/^(?:--|#|\\|SET |SELECT pg_catalog\.set_config)/i.test(line))
    .map((line) => line.replace(/Schema\[[0-9.]+\]/, 'Schema'))
    .join('\n');
}
