import { catalogFromSql } from '../../../src/catalog/from-sql.js';
import type { Catalog } from '../../../src/catalog/catalog.js';
import type { Effects } from '../../../src/effects/effects.js';
import { conflicts, type LockMode } from '../../../src/effects/lock-mode.js';
import { momentOf } from '../../../src/effects/moment.js';
import { ofStatement } from '../../../src/effects/of-statement.js';
import { inputOf } from '../../../__tests__/engine-input.js';
import { preflight } from '../../../src/preflight.js';
import { begin, NEW_SESSION } from '../../../src/session/session.js';
import { parseSource } from '../../../src/sql/parse.js';
import type { StatementNode } from '../../../src/sql/statement.js';

/** Relations and the strongest mode that the model says a statement holds on each. */
export type Locks = ReadonlyMap<string, LockMode>;

/** What the model says of statements on one schema, on a server of one major. */
export interface Model {
  /** `alone`: outside a transaction block. */
  readonly effects: (sql: string, alone?: boolean) => Effects;
  readonly held: (sql: string, alone?: boolean) => Locks;
  /**
   * Locks of a query and of what it reaches without naming it. Those on indexes are included: the planner opens every
   * index of a table in the table's mode.
   */
  readonly wanted: (sql: string, unnamed?: Locks) => Locks;
  /** Rules that ask or forbid something in a migration, and do not only note it. */
  readonly rules: (migration: string) => readonly string[];
  /** Those that only note something, too. */
  readonly noted: (migration: string | MigrationText) => readonly string[];
}

interface MigrationText {
  readonly path: string;
  readonly text: string;
}

export function modelOf(schema: string, major: number): Model {
  const catalog = catalogOf(schema);
  const effects = (sql: string, alone = false): Effects => {
    const session = alone ? NEW_SESSION : begin(NEW_SESSION, true);
    return ofStatement(onlyStatement(sql), momentOf(catalog, session, 1, major));
  };
  const held = (sql: string, alone = false): Locks => locksOf(effects(sql, alone));
  return {
    effects,
    held,
    wanted: (sql, unnamed = new Map()) => withIndexes(new Map([...held(sql), ...unnamed]), catalog),
    rules: (migration) => rulesOn(migration, schema, major, false),
    noted: (migration) => rulesOn(migration, schema, major, true),
  };
}

/** The last one: scenarios of one schema follow each other. */
let remembered: { readonly schema: string; readonly catalog: Catalog } | null = null;

function catalogOf(schema: string): Catalog {
  if (remembered?.schema !== schema) remembered = { schema, catalog: catalogFromSql([schema]) };
  return remembered.catalog;
}

/** The relation on which one session would wait for another, or null. */
export function clash(held: Locks, wanted: Locks): string | null {
  for (const [relation, mode] of wanted) {
    const other = held.get(relation);
    if (other !== undefined && conflicts(other, mode)) return relation;
  }
  return null;
}

function locksOf(effects: Effects): Locks {
  return new Map(effects.locks.map((lock) => [lock.relation, lock.mode]));
}

function withIndexes(locks: Locks, catalog: Catalog): Locks {
  const all = new Map(locks);
  for (const [relation, mode] of locks)
    for (const index of catalog.relations.get(relation)?.indexes ?? []) all.set(index, mode);
  return all;
}

function onlyStatement(sql: string): StatementNode {
  const [piece, more] = parseSource(sql).pieces;
  if (piece?.readable !== true || more !== undefined) throw new Error(`not one statement: ${sql}`);
  return piece.node;
}

function rulesOn(
  migration: string | MigrationText,
  schema: string,
  major: number,
  withNotes: boolean,
): readonly string[] {
  const file = typeof migration === 'string' ? { path: 'migrations/0001_change.sql', text: migration } : migration;
  const { findings } = preflight(inputOf([file], schema, {}, major));
  const told = findings.filter(({ severity }) => withNotes || severity !== 'note');
  return [...new Set(told.map(({ rule }) => rule))].sort();
}
