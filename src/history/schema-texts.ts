import { ConfigError } from '../errors.js';
import { plannedChanges } from '../frameworks/sqitch/plan.js';
import type { SchemaText, SourceContent } from '../preflight.js';
import { dumpedVersions, versionOf } from './dump.js';
import { withIncludes } from './includes.js';
import { changeOf } from './plan-order.js';
import type { Dump, Earlier, HistoryPlan, Judged } from './history-plan.js';

/** What a door found under a path: text, the reason why not, or null where it did not look. */
export type ContentOf = (path: string) => SourceContent | null;

/**
 * The texts that leave the schema before: a dump and what ran after it, else every migration in its order. A text
 * that could not be read stays in its place as one, since nobody knows what it did.
 */
export function schemaTexts(plan: HistoryPlan, judged: readonly Judged[], contentOf: ContentOf): readonly SchemaText[] {
  const dumps = plan.dumps.flatMap((dump) => usable(dump, judged, contentOf));
  const isHeld = ({ path, folder }: Earlier): boolean => dumps.some((dump) => holds(dump, path, folder));
  const rest = plan.migrations.filter((one) => !isHeld(one)).map((one) => textOf(one, contentOf));
  let ordered: readonly SchemaText[] = rest;
  for (const [folder, order] of plan.orders) ordered = inOrder(ordered, folder, order, contentOf);
  return [...dumps.map(({ path, text, folder }): SchemaText => ({ path, text, kind: 'dump', folder })), ...ordered];
}

/** The dumps that are plainly those of the tool, whose migrations therefore need not be read. */
export function heldByDump(plan: HistoryPlan, judged: readonly Judged[], contentOf: ContentOf): ReadonlySet<string> {
  const dumps = plan.dumps.flatMap((dump) => usable(dump, judged, contentOf));
  const held = plan.migrations.filter(({ path, folder }) => dumps.some((dump) => holds(dump, path, folder)));
  return new Set(held.map(({ path }) => path));
}

/** For the dump that the setting `schema` names; `why` is empty where there is no such file. */
export function noDump(path: string, why: string): ConfigError {
  return new ConfigError(
    `\`schema\` names ${path}, which ${why === '' ? 'is no file at the base commit' : `cannot be read: ${why}`}`,
    'Name a file that `pg_dump --schema-only` wrote, or leave the setting out.',
  );
}

interface ReadDump extends Dump {
  readonly text: string;
  readonly versions: ReadonlySet<string> | null;
}

/** One that holds what is to be judged was written after it, and would show its effects as the state before. */
function usable({ path, folder }: Dump, judged: readonly Judged[], contentOf: ContentOf): readonly ReadDump[] {
  const content = contentOf(path);
  if (content?.kind !== 'text') return [];
  const versions = dumpedVersions(content.text);
  if (folder !== null && versions === null) return [];
  const isIn = (one: Judged): boolean => one.status !== 'removed' && versions?.has(versionOf(one.path) ?? '') === true;
  return folder !== null && judged.some(isIn) ? [] : [{ path, folder, text: content.text, versions }];
}

/** A dump without a list of versions, which a person named, holds all of them. */
function holds({ folder, versions }: ReadDump, path: string, of: string): boolean {
  if (folder !== null && folder !== of) return false;
  return versions === null || versions.has(versionOf(path) ?? '');
}

function textOf({ path, kind, folder }: Earlier, contentOf: ContentOf): SchemaText {
  const content = contentOf(path);
  if (content?.kind !== 'text') return { path, text: '', kind: 'unread', folder };
  return {
    path,
    text: kind === 'migration' ? withIncludes(path, content.text, contentOf) : content.text,
    kind,
    folder,
  };
}

/** Texts of a folder in the order of its plan; without the plan nobody knows which of them came last. */
function inOrder(
  texts: readonly SchemaText[],
  folder: string,
  order: string,
  contentOf: ContentOf,
): readonly SchemaText[] {
  const plan = contentOf(order);
  if (plan?.kind !== 'text') return [...texts, { path: order, text: '', kind: 'unread', folder }];
  const names = plannedChanges(plan.text);
  const place = ({ path }: SchemaText): number =>
    path.startsWith(`${folder}/`) ? names.indexOf(changeOf(path, folder)) : 0;
  const others = texts.filter(({ path }) => !path.startsWith(`${folder}/`));
  const own = texts.filter((text) => text.path.startsWith(`${folder}/`) && place(text) >= 0);
  return [...others, ...own.sort((a, b) => place(a) - place(b))];
}
