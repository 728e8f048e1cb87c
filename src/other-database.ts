import { companionKind, goesWith } from './frameworks/companions.js';
import type { Elsewhere } from './frameworks/database.js';
import type { Tools } from './frameworks/tool.js';
import { historyFolder } from './history/run-order.js';
import type { BaseTree, PreflightInput } from './preflight.js';

/** What is for Postgres, and in words what is not: a monorepo may keep migrations of another database beside it. */
export function forPostgres(
  input: PreflightInput,
  tools: Tools,
): { readonly input: PreflightInput; readonly leftOut: readonly string[] } {
  const known = new Map<string, Elsewhere | null>();
  const elsewhere = (path: string): Elsewhere | null => {
    const found = known.get(path) ?? tools.otherDatabase(path);
    known.set(path, found);
    return found;
  };
  const left = input.files.filter(({ path }) => elsewhere(path) !== null);
  const isOurs = ({ path }: { readonly path: string }): boolean => elsewhere(path) === null;
  if (
    left.length === 0 &&
    input.schema.every(isOurs) &&
    (input.base?.migrations ?? []).every((path) => isOurs({ path }))
  )
    return { input, leftOut: [] };
  return {
    input: {
      ...input,
      files: input.files.filter(isOurs),
      schema: input.schema.filter(isOurs),
      base: input.base === null ? null : ours(input.base, left, isOurs),
    },
    leftOut: words(left.map(({ path }) => ({ path, found: elsewhere(path) }))),
  };
}

function ours(
  base: BaseTree,
  left: PreflightInput['files'],
  isOurs: (one: { readonly path: string }) => boolean,
): BaseTree {
  const others = [...left, ...base.migrations.map((path) => ({ path })).filter((one) => !isOurs(one))];
  const folders = [...new Set(others.map(({ path }) => historyFolder(path)))];
  return {
    ...base,
    migrations: base.migrations.filter((path) => isOurs({ path })),
    newest: base.newest.filter(isOurs),
    ups: base.ups.filter(isOurs),
    companions: base.companions.filter(({ path }) => {
      const kind = companionKind(path);
      return kind === null || !folders.some((folder) => goesWith(path, kind, folder));
    }),
  };
}

function words(left: readonly { readonly path: string; readonly found: Elsewhere | null }[]): readonly string[] {
  const groups = new Map<string, { readonly first: string; readonly found: Elsewhere; readonly count: number }>();
  for (const { path, found } of left) {
    if (found === null) continue;
    const group = groups.get(found.saidBy);
    groups.set(found.saidBy, { first: group?.first ?? path, found, count: (group?.count ?? 0) + 1 });
  }
  return [...groups.values()].map(
    ({ first, found: { name, saidBy }, count }) =>
      `Not judged: ${count === 1 ? first : `${count} files`}, for ${name} and not for Postgres by ${saidBy}.`,
  );
}
