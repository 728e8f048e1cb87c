import type { RelationName } from '../sql/names.js';
import { edit, editColumn, type ApplyContext } from './apply-context.js';
import { impliedConstraintName } from './apply-names.js';
import type { Catalog, Constraint } from './catalog.js';

export interface NotNull {
  /** null: Postgres chooses. */
  readonly name: string | null;
  readonly validated: boolean;
  readonly inherit: boolean;
  /** NO INHERIT is written: a child that comes later does not get it either. */
  readonly apart?: boolean;
}

/** NOT NULL on a column of these tables and of what inherits from them. */
export function addNotNull(
  catalog: Catalog,
  tables: readonly RelationName[],
  column: string,
  wanted: NotNull,
  context: ApplyContext,
): Catalog {
  let after = catalog;
  for (const table of tables) {
    const relation = after.relations.get(table);
    if (relation === undefined || (relation.complete && !relation.columns.has(column))) continue;
    const existing = notNullOf(after, table, column);
    const name = existing?.name ?? wanted.name ?? impliedConstraintName(after, table, [column], 'not_null');
    const validated = wanted.validated || existing?.validated === true;
    const { transaction, set } = existing ?? context;
    after = withConstraint(after, table, {
      kind: 'not-null',
      name,
      columns: [column],
      validated,
      enforced: true,
      deferrable: false,
      inherited: wanted.apart !== true,
      transaction,
      set,
    });
    // While the constraint is NOT VALID, rows may hold NULLs: the column stays as it was.
    if (validated) after = editColumn(after, [table], column, (before) => ({ ...before, notNull: true }));
    if (wanted.inherit) after = addNotNull(after, relation.children, column, { ...wanted, name }, context);
  }
  return after;
}

/** Takes NOT NULL off a column of these tables. */
export function dropNotNull(catalog: Catalog, tables: readonly RelationName[], column: string): Catalog {
  let after = catalog;
  for (const table of tables) {
    const existing = notNullOf(after, table, column);
    if (existing !== undefined) {
      after = edit(after, table, (relation) => ({
        ...relation,
        constraints: relation.constraints.delete(existing.name),
      }));
    }
  }
  return editColumn(after, tables, column, (before) => ({ ...before, notNull: false }));
}

export function withConstraint(catalog: Catalog, table: RelationName, constraint: Constraint): Catalog {
  return edit(catalog, table, (relation) => ({
    ...relation,
    constraints: relation.constraints.set(constraint.name, constraint),
  }));
}

function notNullOf(catalog: Catalog, table: RelationName, column: string): Constraint | undefined {
  return catalog.relations
    .get(table)
    ?.constraints.find((constraint) => constraint.kind === 'not-null' && constraint.columns.includes(column));
}
