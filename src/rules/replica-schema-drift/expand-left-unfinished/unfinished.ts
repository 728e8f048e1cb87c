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

/** One table before and after a set of migrations. */
export interface Course {
  readonly table: RelationName;
  readonly start: Catalog;
  readonly end: Catalog;
  readonly version: number;
}

/** What earlier steps have left to do, and this set has not done. */
export function leftUndone(course: Course, history: Changeset['history']): Unfinished[] {
  const { table, start, end } = course;
  const after = syncsOf(end, table);
  return [
    ...keptConstraints(course).flatMap(([old, now]): Unfinished[] => {
      const { name: constraint } = old;
      if (!old.validated && !now.validated)
        return [{ kind: 'never validated', constraint, since: fileOf(constraint, history) }];
      const column = old.validated ? nullableProvenBy(old, course) : null;
      return column === null ? [] : [{ kind: 'never set', constraint, column, since: fileOf(constraint, history) }];
    }),
    ...syncsOf(start, table)
      .filter((sync) => isIn(after, sync))
      .map((sync): Unfinished => ({ kind: 'still copies', sync, since: fileOf(sync.trigger, history) })),
  ];
}

/** Which step this set is. */
export function doneHere(course: Course): Unfinished[] {
  const { table, start, end } = course;
  const [before, after] = [syncsOf(start, table), syncsOf(end, table)];
  const left = end.relations.get(table)?.columns;
  return [
    ...keptConstraints(course).flatMap(([old, now]): Unfinished[] => {
      const column = !old.validated && now.validated ? nullableProvenBy(old, course) : null;
      return column === null ? [] : [{ kind: 'validated here', constraint: old.name, column }];
    }),
    ...before
      .filter((sync) => !isIn(after, sync) && left?.has(sync.from) === true && left.has(sync.to))
      .map((sync): Unfinished => ({ kind: 'switched here', sync })),
    ...after.filter((sync) => !isIn(before, sync)).map((sync): Unfinished => ({ kind: 'copies from here', sync })),
  ];
}

function isIn(list: readonly Sync[], { trigger }: Sync): boolean {
  return list.some((one) => one.trigger === trigger);
}

/** Enforced constraints that were there before and are there still, as they were and as they are. */
function keptConstraints({ table, start, end }: Course): (readonly [Constraint, Constraint])[] {
  const after = end.relations.get(table)?.constraints;
  return [...(start.relations.get(table)?.constraints.values() ?? [])].flatMap((old) => {
    const now = old.enforced ? after?.get(old.name) : undefined;
    return now === undefined ? [] : [[old, now] as const];
  });
}

/** The column that a CHECK proves NOT NULL, where it could be made so and is not. */
function nullableProvenBy(constraint: Constraint, { table, end, version }: Course): string | null {
  const column = isSince(version, 'NOT NULL proved by a CHECK') ? provenBy(constraint) : null;
  const isNullable = end.relations.get(table)?.columns.get(column ?? '')?.notNull === false;
  return isNullable ? column : null;
}

/** The column of a CHECK that says nothing but `c IS NOT NULL`. */
function provenBy(constraint: Constraint): string | null {
  if (constraint.kind !== 'check' || bodyOf('NullTest', constraint.expression) === null) return null;
  return constraint.proves[0] ?? null;
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
