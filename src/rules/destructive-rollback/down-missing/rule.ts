import { historyFolder, isRepeatable, isWayBack } from '../../../history/run-order.js';
import type { Migration } from '../../../migration.js';
import type { Changeset } from '../../../timeline.js';
import { code } from '../../prose.js';
import { changesetRule, type Match } from '../../rule.js';
import { at } from '../../scope.js';
import { pairsOf, type Pair } from '../pairs.js';

interface NoDown extends Match {
  readonly path: string;
}

export const rule = changesetRule<NoDown>({
  id: 'down-missing',
  mode: 'destructive-rollback',
  detect: (changeset) => missingIn(changeset),
  describe: ({ path }) => ({
    title: 'This migration has no way back, and the others have',
    message: `${code(path)} goes up only. A rollback of the deploy takes back the migrations around it and stops at this one, or passes over it and leaves its schema to the old code.`,
    fix: '-- add the down, or say in a comment of the file why there is none: -- irreversible: …',
  }),
  boxes: ({ path }) => [
    {
      phase: 'before',
      text: `It is clear how to go back should ${code(path)} go wrong: forward, by another migration`,
      sql: '',
    },
  ],
});

/** Only where the change or its history shows that downs are written here: elsewhere going forward only is the rule. */
function missingIn(changeset: Changeset): NoDown[] {
  const pairs = pairsOf(changeset);
  const tools = new Set(pairs.filter(hasDown).map(({ migrations }) => migrations[0]?.framework));
  const merged = new Set(changeset.base?.migrations);
  return pairs.flatMap((pair): NoDown[] => {
    const [first] = pair.up;
    if (first === undefined || hasDown(pair)) return [];
    const { path, framework } = first.migration;
    if (merged.has(path) || isRepeatable(path)) return [];
    if (!tools.has(framework) && !goesBack(historyFolder(path), changeset)) return [];
    if (pair.migrations.some(saysWhy)) return [];
    return [{ severity: 'caution', at: at(first), path: first.migration.path }];
  });
}

/** Most of what has been merged into the folder has a way back: a file for it, or a part of its own. */
function goesBack(folder: string, { base }: Changeset): boolean {
  if (base === null) return false;
  const merged = base.migrations.filter((path) => historyFolder(path) === folder);
  const downs = merged.filter(isWayBack).length;
  const parted = base.newest.filter(({ path }) => historyFolder(path) === folder);
  return (
    isMost(downs, merged.length - downs) ||
    isMost(parted.filter((one) => one.goesBack).length, parted.length) ||
    isMost(revertsOf(folder, base.migrations).length, merged.length)
  );
}

function isMost(some: number, all: number): boolean {
  return some > 0 && some * 2 >= all;
}

/** Sqitch keeps what goes back in a folder of its own. */
function revertsOf(folder: string, merged: readonly string[]): readonly string[] {
  const revert = folder.replace(/(^|\/)deploy$/, '$1revert');
  return revert === folder ? [] : merged.filter((path) => historyFolder(path) === revert);
}

/** A section for the way back counts, be it empty: somebody has thought of it. */
function hasDown({ migrations }: Pair): boolean {
  return migrations.some(({ sections }) => sections.some(({ direction }) => direction === 'down'));
}

function saysWhy({ text, comments }: Migration): boolean {
  return comments.some(({ start, end }) =>
    /irreversible|not reversible|forward[- ]only|no (?:down|rollback|way back)/i.test(text.slice(start, end)),
  );
}
