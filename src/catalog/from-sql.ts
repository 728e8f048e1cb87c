import { NO_EFFECTS } from '../effects/effects.js';
import { advance } from '../session/advance.js';
import { effective, NEW_SESSION, type Session } from '../session/session.js';
import { parseSource } from '../sql/parse.js';
import { routineOf } from '../sql/plpgsql.js';
import type { Piece, Statement, StatementNode } from '../sql/statement.js';
import { applyRoutine, applyStatement, type ApplyContext } from './apply.js';
import { dropSchema } from './apply-drop.js';
import { EMPTY_CATALOG, type Catalog } from './catalog.js';
import { TEMPORARY_SCHEMA } from './lookup.js';
import { undoFrom, undone } from './undo.js';

/**
 * The schema that a dump, or a history of migrations in their order, leaves behind. Each text runs in a session of its
 * own, at whose end temporary tables go; what cannot be read is passed over.
 */
export function catalogFromSql(texts: Iterable<string>): Catalog {
  let catalog = EMPTY_CATALOG;
  for (const text of texts) {
    const { sql, pieces } = parseSource(text);
    catalog = applyPieces(catalog, sql, pieces);
  }
  return catalog;
}

/** For whoever knows more of a piece than its tree says: gives the catalog after it, or the same one. */
export type AfterPiece = (catalog: Catalog, piece: Piece, context: ApplyContext) => Catalog;

/** One text's pieces, in a session of their own. */
export function applyPieces(
  before: Catalog,
  sql: string,
  pieces: readonly Piece[],
  after: AfterPiece = (catalog) => catalog,
): Catalog {
  let catalog = before;
  let session: Session = NEW_SESSION;
  let undo = undoFrom(before);
  for (const piece of pieces) {
    const text = sql.slice(piece.span.start, piece.span.end);
    const context: ApplyContext = { set: 0, transaction: 0, path: effective(session).searchPath, sql: text };
    if (piece.readable) {
      const wasOutside = session.transaction === null;
      session = advance(session, piece.node, NO_EFFECTS, 0);
      catalog = applied(catalog, piece, text, context);
      if (wasOutside) undo = undoFrom(catalog);
      else ({ catalog, undo } = undone(undo, piece.node, catalog));
    }
    catalog = after(catalog, piece, context);
  }
  // Looking through every relation after every file would be slow: ask the text first.
  return /temp/i.test(sql) ? dropSchema(catalog, TEMPORARY_SCHEMA) : catalog;
}

function applied(catalog: Catalog, { node }: Statement, sql: string, context: ApplyContext): Catalog {
  const done = applyStatement(catalog, node, context);
  return node.tag === 'DoStmt' ? applyBlock(done, node, sql, context) : done;
}

function applyBlock(catalog: Catalog, node: StatementNode, sql: string, context: ApplyContext): Catalog {
  const routine = routineOf(node, sql);
  return routine?.ok === true ? applyRoutine(catalog, routine.items, context) : catalog;
}
