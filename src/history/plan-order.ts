import { companionKind } from '../frameworks/companions.js';
import { plannedChanges } from '../frameworks/sqitch/plan.js';
import type { BaseTree, SourceFile } from '../preflight.js';
import { inRunOrder } from './run-order.js';

/** The order in which the files run, never that in which they came in: by their names, under Sqitch by its plan. */
export function inTheirOrder(files: readonly SourceFile[], base: BaseTree | null): readonly SourceFile[] {
  const sorted = [...files].sort((a, b) => inRunOrder(a.path, b.path));
  const plans = (base?.companions ?? []).filter(({ path }) => companionKind(path) === 'sqitch plan');
  return plans.reduce<readonly SourceFile[]>((all, { path, text }) => planned(all, path, text ?? ''), sorted);
}

/** Scripts of the plan change places among themselves; the way back is taken from the last one. */
function planned(files: readonly SourceFile[], plan: string, text: string): readonly SourceFile[] {
  const names = plannedChanges(text);
  const top = plan.slice(0, plan.lastIndexOf('/') + 1);
  return ['deploy', 'revert'].reduce<readonly SourceFile[]>((all, folder) => {
    const place = ({ path }: SourceFile): number =>
      path.startsWith(`${top}${folder}/`) ? names.indexOf(changeOf(path, `${top}${folder}`)) : -1;
    const own = all.filter((file) => place(file) >= 0).sort((a, b) => place(a) - place(b));
    return all.map((file) => (place(file) >= 0 ? (own.shift() ?? file) : file));
  }, files);
}

/** The name in the plan of a script: its path below the folder, which may go deeper. */
export function changeOf(path: string, folder: string): string {
  return path.slice(folder.length + 1).replace(/\.sql$/i, '');
}
