import type { Catalog, Constraint } from '../../../catalog/catalog.js';
import { identifier, type RelationName } from '../../../sql/names.js';
import { bodyOf } from '../../../sql/statement.js';
import { isSince } from '../../../sql/versions.js';
import type { Changeset } from '../../../timeline.js';
import { syncsOf, type Sync } from '../../sync-trigger.js';

/** A step of expand and contract: done before this change and never followed, or done by it. */
export type Unfinished =
  | { readonly kind: 'never validated'; readonly constraint: string; readonly since: string | null }
  | { readonly kind: 'never set'; readonly constraint: string; readonly column: string; readonly since: string | null }
  | { readonly kind: 'still copies'; readonly sync: Sync; readonly since: string | null }
  | { readonly kind: 'validated here'; readonly constraint: string; readonly column: string }
  | { readonly kind: 'copies from here'; readonly sync: Sync }
  | { readonly kind: 'switched here'; readonly sync: Sync }
  /** The name went to another column; `old` is the one that had it. */
  | { readonly kind: 'swapped here'; readonly name: string; readonly old: string };

/** What is left of earlier steps on one table, and which step this change is. */
export function unfinishedOn(
  table: RelationName,
  start: Catalog,
  end: Catalog,
  version: number,
  history: Changeset['history'],
): Unfinished[] {
  return [...ofConstraints(table, start, end, version, history), ...ofTriggers(table, start, end, history)];
}

function ofConstraints(
  table: RelationName,
  start: Catalog,
  end: Catalog,
  version: number,
  history: Changeset['history'],
): Unfinished[] {
  const after = end.relations.get(table);
  return [...(start.relations.get(table)?.constraints.values() ?? [])].flatMap((one): Unfinished[] => {
    const now = after?.constraints.get(one.name);
    if (now === undefined || !one.enforced) return [];
    const since = fileOf(one.name, history);
    if (!one.validated && !now.validated) return [{ kind: 'never validated', constraint: one.name, since }];
    const column = isSince(version, 'NOT NULL proved by a CHECK') ? provenBy(one) : null;
    if (column === null || after?.columns.get(column)?.notNull !== false) return [];
    return one.validated
      ? [{ kind: 'never set', constraint: one.name, column, since }]
      : [{ kind: 'validated here', constraint: one.name, column }];
  });
}

/** The column of a CHECK that says nothing but `c IS NOT NULL`. */
function provenBy(constraint: Constraint): string | null {
  if (constraint.kind !== 'check' || bodyOf('NullTest', constraint.expression) === null) return null;
  return constraint.proves[0] ?? null;
}

function ofTriggers(table: RelationName, start: Catalog, end: Catalog, history: Changeset['history']): Unfinished[] {
  const before = syncsOf(start, table);
  const after = syncsOf(end, table);
  const isIn = (list: readonly Sync[], { trigger }: Sync): boolean => list.some((one) => one.trigger === trigger);
  const left = end.relations.get(table)?.columns;
  return [
    ...before.flatMap((sync): Unfinished[] => {
      if (isIn(after, sync)) return [{ kind: 'still copies', sync, since: fileOf(sync.trigger, history) }];
      return left?.has(sync.from) === true && left.has(sync.to) ? [{ kind: 'switched here', sync }] : [];
    }),
    ...after.flatMap((sync): Unfinished[] => (isIn(before, sync) ? [] : [{ kind: 'copies from here', sync }])),
  ];
}

/** The migration that made a thing, by the last text that names it as it makes it. */
function fileOf(name: string, history: Changeset['history']): string | null {
  const made = new RegExp(
    String.raw`\b(?:CONSTRAINT|TRIGGER)\s+(?:IF\s+NOT\s+EXISTS\s+)?"?${name.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)}"?[\s(]`,
    'i',
  );
  const found = history.findLast(({ kind, text }) => {
    return kind === 'migration' && text.includes(identifier(name).replaceAll('"', '')) && made.test(text);
  });
  return found?.path ?? null;
}
