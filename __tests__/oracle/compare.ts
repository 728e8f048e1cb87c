import { applyStatement } from '../../src/catalog/apply.js';
import { catalogFromSql } from '../../src/catalog/from-sql.js';
import { EMPTY_CATALOG, type Catalog } from '../../src/catalog/catalog.js';
import type { Effects, Touch } from '../../src/effects/effects.js';
import { momentOf } from '../../src/effects/moment.js';
import { calledBody } from '../../src/effects/called-body.js';
import { ofWhole } from '../../src/effects/routine.js';
import { advance } from '../../src/session/advance.js';
import { begin, effective, NEW_SESSION } from '../../src/session/session.js';
import { parseSource } from '../../src/sql/parse.js';
import type { Statement } from '../../src/sql/statement.js';
import { EMBEDDED_MAJOR, type EmbeddedPostgres, type Observation } from '../postgres.js';

/** One statement on the server against the model: what differs, in words; empty when they agree. */
export interface Comparison {
  readonly sql: string;
  readonly fields: number;
  readonly differences: readonly string[];
}

/** Statements that only steer the session; they are run, not compared. */
const STEERING = new Set(['TransactionStmt', 'VariableSetStmt', 'ConstraintsSetStmt', 'DiscardStmt']);

/**
 * Runs an example on the server statement by statement, each in a transaction of its own, and asks the model the same.
 * What a statement before has made is there for both.
 */
export async function compareExample(
  server: EmbeddedPostgres,
  schema: string,
  texts: readonly string[],
): Promise<Comparison[]> {
  await server.reset();
  await server.run(schema);
  let catalog = schema.trim() === '' ? EMPTY_CATALOG : catalogFromSql([schema]);
  let session = NEW_SESSION;
  const comparisons: Comparison[] = [];
  for (const text of texts) {
    const parsed = parseSource(text);
    for (const piece of parsed.pieces) {
      if (!piece.readable) continue;
      const sql = parsed.sql.slice(piece.span.start, piece.span.end);
      const alone = momentOf(catalog, session, 1, EMBEDDED_MAJOR);
      const routine = calledBody(piece.node, sql, alone);
      const effects = ofWhole(piece.node, routine, { ...alone, session: { ...begin(session, true) } });
      const result = await compareStatement(server, piece, sql, effects, ofWhole(piece.node, routine, alone), catalog);
      if (result !== null) comparisons.push(result);
      const context = { set: 1, transaction: 1, path: effective(session).searchPath, sql };
      if (
        result?.differences.length !== 0 ||
        effects.fails === null ||
        ofWhole(piece.node, routine, alone).fails === null
      ) {
        catalog = applyStatement(catalog, piece.node, context);
      }
      session = advance(session, piece.node, effects, 0);
    }
  }
  return comparisons;
}

async function compareStatement(
  server: EmbeddedPostgres,
  piece: Statement,
  sql: string,
  inside: Effects,
  alone: Effects,
  before: Catalog,
): Promise<Comparison | null> {
  if (STEERING.has(piece.node.tag)) {
    if (piece.node.tag !== 'TransactionStmt') await server.runAlone(sql);
    return null;
  }
  if (inside.fails !== null && alone.fails === null) {
    const refused = await server.observe(sql);
    const error = await server.runAlone(sql);
    return { sql, fields: 2, differences: [...failure(refused.error, inside.fails), ...failure(error, null)] };
  }
  const observed = await server.observe(sql);
  if (observed.error !== null) return { sql, fields: 1, differences: failure(observed.error, inside.fails) };
  if (inside.fails !== null) return { sql, fields: 1, differences: [`runs, but the model says: ${inside.fails}`] };
  if (inside.notModelled !== null) return null;
  return {
    sql,
    fields: 3,
    differences: [
      ...locksDiffer(observed, inside, before),
      ...rewritesDiffer(piece, observed, inside),
      ...scansDiffer(piece, observed, inside),
    ],
  };
}

function failure(error: string | null, modelled: string | null): string[] {
  if (error === null && modelled !== null) return [`runs, but the model says: ${modelled}`];
  if (error !== null && modelled === null) return [`fails: ${error}, but the model says it runs`];
  return [];
}

/** Relations that the statement itself makes are nobody's; indexes are compared where the model speaks of them. */
function locksDiffer(observed: Observation, modelled: Effects, before: Catalog): string[] {
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
    // Postgres opens sequences, types and the like to read them, which makes nobody wait but an ACCESS EXCLUSIVE.
    if (actual === 'ACCESS SHARE' && wanted === 'none') return [];
    // Whether a foreign key is looked up depends on the rows: a NULL is not, and neither is a row that is not there.
    if (wanted === 'ROW SHARE' && (actual === 'none' || actual === 'ACCESS SHARE') && modelled.writes !== 'none')
      return [];
    return actual === wanted ? [] : [`lock on ${name}: Postgres ${actual}, model ${wanted}`];
  });
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
function rewritesDiffer(piece: Statement, observed: Observation, modelled: Effects): string[] {
  return piece.node.tag === 'TruncateStmt' ? [] : touchesDiffer('rewrites', observed.rewrites, modelled.rewrites);
}

/** A heap that is copied is read as well, which the model does not repeat; row writes read as the planner likes. */
function scansDiffer(piece: Statement, observed: Observation, modelled: Effects): string[] {
  // What a query reads is the planner's choice, and REFRESH runs a query that nobody kept.
  if (modelled.writes !== 'none' || piece.node.tag === 'RefreshMatViewStmt') return [];
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
