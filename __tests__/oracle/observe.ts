import { parseSource } from '../../src/sql/parse.js';
import type { Statement } from '../../src/sql/statement.js';
import type { Observation } from '../observation.js';
import type { Alone, ObservedPostgres } from '../postgres.js';

/** What a server did with one statement of a case; nothing in it comes from the model. */
export interface ObservedStatement {
  readonly statement: Statement;
  readonly sql: string;
  /** In a transaction of its own; null for what only steers the session, which is run and not compared. */
  readonly inside: Observation | null;
  /** Alone, when it refuses a transaction, or may refuse to be without one. */
  readonly alone: Alone | null;
}

/** A case as one server ran it, its statements in their order. */
export interface ObservedCase {
  readonly schema: string;
  readonly statements: readonly ObservedStatement[];
}

/** Begins and ends of transactions, of which each statement here has its own; a savepoint stands in one. */
function steers({ node }: Statement): boolean {
  // SET TRANSACTION has to come before everything else, and the observer has looked around before it.
  if (node.tag === 'VariableSetStmt') return node.body.kind === 'VAR_SET_MULTI';
  return node.tag === 'TransactionStmt' && !OBSERVED.has(node.body.kind ?? '');
}

const OBSERVED = new Set([
  'TRANS_STMT_SAVEPOINT',
  'TRANS_STMT_PREPARE',
  'TRANS_STMT_COMMIT_PREPARED',
  'TRANS_STMT_ROLLBACK_PREPARED',
]);

/** Active SQL transaction; invalid transaction termination. */
const REFUSES_TRANSACTION = new Set(['25001', '2D000']);

/** Some of these are refused without a transaction around them. */
const WANTS_TRANSACTION = new Set(['LockStmt', 'DeclareCursorStmt']);

/**
 * Runs a case on the server statement by statement, each in a transaction of its own: what a statement before has made is
 * there for the next.
 */
export async function observeCase(
  server: ObservedPostgres,
  schema: string,
  texts: readonly string[],
): Promise<ObservedCase> {
  await server.prepare(schema);
  const pieces = texts.flatMap((text) => {
    const parsed = parseSource(text);
    return parsed.pieces.flatMap((piece) =>
      piece.readable ? [{ statement: piece, sql: parsed.sql.slice(piece.span.start, piece.span.end) }] : [],
    );
  });
  const statements: ObservedStatement[] = [];
  for (const [at, { statement, sql }] of pieces.entries())
    statements.push(await observeStatement(server, statement, sql, at < pieces.length - 1));
  return { schema, statements };
}

async function observeStatement(
  server: ObservedPostgres,
  statement: Statement,
  sql: string,
  keep: boolean,
): Promise<ObservedStatement> {
  if (steers(statement)) {
    if (statement.node.tag !== 'TransactionStmt') await server.runAlone(sql);
    return { statement, sql, inside: null, alone: null };
  }
  const inside = await server.observe(sql, keep);
  const refused = inside.error !== null && REFUSES_TRANSACTION.has(inside.error.code);
  if (refused) return { statement, sql, inside, alone: await server.observeAlone(sql) };
  // The last statement of a case was undone, so that it can run again.
  const alone = !keep && wants(statement) ? { error: await server.runAlone(sql), seen: null } : null;
  return { statement, sql, inside, alone };
}

function wants({ node }: Statement): boolean {
  return (
    WANTS_TRANSACTION.has(node.tag) || (node.tag === 'TransactionStmt' && node.body.kind === 'TRANS_STMT_SAVEPOINT')
  );
}
