import { applyStatement } from '../../src/catalog/apply.js';
import { catalogFromSql } from '../../src/catalog/from-sql.js';
import { EMPTY_CATALOG, type Catalog } from '../../src/catalog/catalog.js';
import { calledBody } from '../../src/effects/called-body.js';
import type { Effects, Touch } from '../../src/effects/effects.js';
import { momentOf, type Moment } from '../../src/effects/moment.js';
import { ofWhole } from '../../src/effects/routine.js';
import { advance } from '../../src/session/advance.js';
import { begin, commit, effective, NEW_SESSION, type Session } from '../../src/session/session.js';
import type { Observation, ServerError } from '../observation.js';
import type { ObservedCase, ObservedStatement } from './observe.js';

/** One statement on the server against the model: what differs, in words; empty when they agree. */
export interface Comparison {
  readonly sql: string;
  readonly fields: number;
  readonly differences: readonly string[];
}

/** What the model says of a statement in a transaction and alone. */
interface Modelled {
  readonly inside: Effects;
  readonly alone: Effects;
}

/** Asks the model of the server's major the same as the server was asked. */
export function compareCase(observed: ObservedCase, major: number): Comparison[] {
  let catalog = catalogOf(observed.schema);
  let session = NEW_SESSION;
  const comparisons: Comparison[] = [];
  for (const one of observed.statements) {
    const modelled = modelledBy(one, catalog, session, major);
    const compared = one.inside === null ? null : compareStatement(one, one.inside, modelled, catalog);
    if (compared !== null) comparisons.push(compared);
    // The server commits each statement: none is of the transaction of the next.
    const context = { set: 1, transaction: 0, path: effective(session).searchPath, sql: one.sql };
    if (hasRun(one)) catalog = applyStatement(catalog, one.statement.node, context);
    session = advance(session, one.statement.node, modelled.inside, 0);
  }
  return comparisons;
}

/** Hundreds of cases share a schema, and a mutation asks each again. */
const known = new Map<string, Catalog>();

export function catalogOf(schema: string): Catalog {
  const found = known.get(schema) ?? (schema.trim() === '' ? EMPTY_CATALOG : catalogFromSql([schema]));
  known.set(schema, found);
  return found;
}

function modelledBy(one: ObservedStatement, catalog: Catalog, session: Session, major: number): Modelled {
  // The server runs each statement by itself, whatever transaction the file is in.
  const alone = momentOf(catalog, commit(session), 1, major);
  const inside: Moment = { ...alone, session: session.transaction === null ? begin(session, true) : session };
  const { node } = one.statement;
  const routine = calledBody(node, one.sql, alone);
  return { inside: ofWhole(node, routine, inside), alone: ofWhole(node, routine, alone) };
}

/** What the server refused changes nothing; what only steers the session always runs. */
function hasRun({ inside, alone }: ObservedStatement): boolean {
  if (inside === null || inside.error === null) return true;
  return alone !== null && alone.error === null;
}

function compareStatement(
  one: ObservedStatement,
  observed: Observation,
  { inside, alone }: Modelled,
  before: Catalog,
): Comparison | null {
  const parts = [compareRun(one, observed, observed.error, inside, before)];
  if (one.alone !== null) parts.push(compareRun(one, one.alone.seen, one.alone.error, alone, before));
  const known = parts.filter((part) => part !== null);
  if (known.length === 0) return null;
  const fields = known.reduce((sum, part) => sum + part.fields, 0);
  return { sql: one.sql, fields, differences: known.flatMap(({ differences }) => differences) };
}

/** One run against the model; null for what the model does not claim to know. */
function compareRun(
  one: ObservedStatement,
  observed: Observation | null,
  error: ServerError | null,
  modelled: Effects,
  before: Catalog,
): Omit<Comparison, 'sql'> | null {
  if (error !== null || modelled.fails !== null || observed === null)
    return { fields: 1, differences: failure(error, modelled.fails) };
  if (modelled.notModelled !== null) return null;
  return { fields: 5, differences: effectsDiffer(one, observed, modelled, before) };
}

function effectsDiffer(one: ObservedStatement, observed: Observation, modelled: Effects, before: Catalog): string[] {
  return [
    ...locksDiffer(observed, modelled, before, observed !== one.inside),
    ...rewritesDiffer(one, observed, modelled),
    ...rebuildsDiffer(one, observed, modelled),
    ...scansDiffer(one, observed, modelled),
    ...writesDiffer(observed, modelled, before),
  ];
}

function failure(error: ServerError | null, modelled: string | null): string[] {
  if (error === null && modelled !== null) return [`runs, but the model says: ${modelled}`];
  if (error !== null && modelled === null)
    return [`fails: ${error.message} (${error.code}), but the model says it runs`];
  return [];
}

/** Relations that the statement itself makes are nobody's; indexes are compared where the model speaks of them. */
function locksDiffer(observed: Observation, modelled: Effects, before: Catalog, alone: boolean): string[] {
  const expected = new Map(modelled.locks.map((lock) => [lock.relation, lock.mode]));
  // A temporary table is the session's own.
  const known = (name: string): boolean =>
    !name.startsWith('pg_temp.') && (before.relations.has(name) || before.indexes.has(name));
  const names = new Set([
    ...Object.keys(observed.locks).filter((name) => before.relations.has(name)),
    ...[...expected.keys()].filter(known),
  ]);
  return [...names].sort().flatMap((name) => {
    const actual = observed.locks[name] ?? 'none';
    const wanted = expected.get(name) ?? 'none';
    // Seen from others, a lock on what nobody can be made to wait for shows only while a later one is waited for.
    if (alone && actual === 'none' && (before.indexes.has(name) || isMaterialized(name, before))) return [];
    // Postgres opens sequences and types to read them, which makes nobody wait but an ACCESS EXCLUSIVE.
    if (actual === 'ACCESS SHARE' && wanted === 'none' && isOpenedUnsaid(name, before)) return [];
    // Whether a foreign key is looked up depends on the rows: a NULL is not, and neither is a row that is not there.
    if (isOfForeignKey(name, wanted, modelled, before) && (actual === 'none' || actual === 'ACCESS SHARE')) return [];
    // Which partitions a query needs, the planner says.
    if (actual === 'none' && isPruned(name, modelled, before)) return [];
    return actual === wanted ? [] : [`lock on ${name}: Postgres ${actual}, model ${wanted}`];
  });
}

/** Of what is looked up, and of what an action of the key would write. */
function isOfForeignKey(name: string, wanted: string, { writes, writesTo }: Effects, { relations }: Catalog): boolean {
  if (writes === 'none') return false;
  if (wanted === 'ROW SHARE') return true;
  const constraints = [...(relations.get(name)?.constraints.values() ?? [])];
  return (
    wanted === 'ROW EXCLUSIVE' && !writesTo.includes(name) && constraints.some(({ kind }) => kind === 'foreign-key')
  );
}

function isPruned(name: string, modelled: Effects, { relations }: Catalog): boolean {
  const isOfRows = modelled.writes !== 'none' || modelled.scans.some(({ because }) => because.id === 'query');
  return isOfRows && (relations.get(name)?.partitionOf ?? null) !== null;
}

function isMaterialized(name: string, { relations }: Catalog): boolean {
  return relations.get(name)?.kind === 'materialized view';
}

function isOpenedUnsaid(name: string, { relations }: Catalog): boolean {
  const kind = relations.get(name)?.kind;
  return kind === 'sequence' || kind === 'composite type';
}

/** What the model calls possible may be or not; what it calls certain must be, and nothing else. */
function touchesDiffer(what: string, observed: readonly string[], modelled: readonly Touch[]): string[] {
  const certain = new Set(modelled.filter((touch) => touch.certainty === 'certain').map((touch) => touch.relation));
  const possible = new Set(modelled.filter((touch) => touch.certainty === 'possible').map((touch) => touch.relation));
  const extra = observed.filter((name) => !certain.has(name) && !possible.has(name));
  const missing = [...certain].filter((name) => !observed.includes(name));
  return [
    ...extra.map((name) => `${what} ${name}: Postgres does, the model does not`),
    ...missing.map((name) => `${what} ${name}: the model does, Postgres does not`),
  ];
}

/** TRUNCATE gives a table a new file too, but copies nothing. */
function isTruncate({ statement }: ObservedStatement): boolean {
  return statement.node.tag === 'TruncateStmt';
}

function rewritesDiffer(one: ObservedStatement, observed: Observation, modelled: Effects): string[] {
  return isTruncate(one) ? [] : touchesDiffer('rewrites', observed.rewrites, modelled.rewrites);
}

/** A heap that is copied gets new indexes, which the model does not repeat. */
function rebuildsDiffer(one: ObservedStatement, observed: Observation, modelled: Effects): string[] {
  if (isTruncate(one)) return [];
  const copied = new Set([...observed.rewrites, ...modelled.rewrites.map(({ relation }) => relation)]);
  const kept = (name: string): boolean => !copied.has(name);
  return touchesDiffer(
    'rebuilds indexes of',
    observed.rebuilds.filter(kept),
    modelled.rebuildsIndexes.filter(({ relation }) => kept(relation)),
  );
}

/** A heap that is copied is read as well, which the model does not repeat; row writes read as the planner likes. */
function scansDiffer({ statement }: ObservedStatement, observed: Observation, modelled: Effects): string[] {
  // What a query reads is the planner's choice, and REFRESH runs a query that nobody kept.
  if (modelled.writes !== 'none' || statement.node.tag === 'RefreshMatViewStmt') return [];
  const copied = new Set(observed.rewrites);
  const queried = new Set(
    modelled.scans.filter((touch) => touch.because.id === 'query').map((touch) => touch.relation),
  );
  const scans = observed.scans.filter((name) => !copied.has(name) && !queried.has(name));
  return touchesDiffer(
    'scan',
    scans,
    modelled.scans.filter((touch) => !copied.has(touch.relation)),
  );
}

/** Rows are written only where the model says so, or put into a copy; how many depends on the rows. */
function writesDiffer(observed: Observation, modelled: Effects, before: Catalog): string[] {
  const copied = modelled.rewrites.map(({ relation }) => relation);
  const allowed = new Set([
    ...copied,
    ...(modelled.writes === 'none' ? [] : [...modelled.writesTo, ...modelled.mayWrite]),
  ]);
  return observed.writes
    .filter((name) => before.relations.has(name) && !allowed.has(name))
    .map((name) => `writes ${name}: Postgres does, the model does not`);
}
