import { plannedChanges } from '../../../frameworks/sqitch/plan.js';
import { changeOf } from '../../../history/plan-order.js';
import { code } from '../../prose.js';
import type { Group, Trouble } from './context.js';

/** Sqitch deploys the changes of its plan, and looks at no script that it does not name. */
export function planTroubles({ folder, companions, added, merged }: Group): Trouble[] {
  return companions.flatMap(({ path, text, baseText }): Trouble[] => {
    if (text === null) return [];
    const named = plannedChanges(text);
    const before = new Set(plannedChanges(baseText ?? ''));
    const there = new Set([...added, ...merged].map((file) => changeOf(file, folder)));
    // A reworked change keeps its earlier script as `name@tag`.
    const isNamed = (file: string): boolean => named.includes(changeOf(file, folder).replace(/@.*$/, ''));
    const unnamed = added.filter((file) => !isNamed(file));
    const missing = named.filter((name) => !there.has(name) && !before.has(name));
    return [
      ...unnamed.map((file): Trouble => ({
        path: file,
        severity: 'unsafe',
        message: `${code(path)} does not name ${code(changeOf(file, folder))}. Sqitch deploys what its plan names and nothing else, so this script never runs, and nothing says so.`,
        mend: `sqitch add ${changeOf(file, folder)}, and commit the plan with the script`,
      })),
      ...missing.map((name): Trouble => ({
        path,
        severity: 'unsafe',
        message: `${code(path)} names ${code(name)}, and there is no ${code(`${folder}/${name}.sql`)}: Sqitch stops at it.`,
        mend: `add the script of ${name}, or take it out of the plan (sqitch rm)`,
      })),
    ];
  });
}
