import { NO_EFFECTS } from '../effects/effects.js';
import { advance } from '../session/advance.js';
import { effective, NEW_SESSION, type Session } from '../session/session.js';
import { parseSource } from '../sql/parse.js';
import { routineOf } from '../sql/plpgsql.js';
import type { StatementNode } from '../sql/statement.js';
import { applyRoutine, applyStatement, type ApplyContext } from './apply.js';
import { dropSchema } from './apply-drop.js';
import { EMPTY_CATALOG, type Catalog } from './catalog.js';
import { TEMPORARY_SCHEMA } from './lookup.js';

/**
 * The schema that a dump, or a history of migrations in their order, leaves behind. Each text runs in a session of its
 * own, at whose end temporary tables go; what cannot be read is passed over.
 */
export function catalogFromSql(texts: Iterable<string>): Catalog {
  let catalog = EMPTY_CATALOG;
  for (const text of texts) catalog = applyText(catalog, text);
  return catalog;
}

function applyText(before: Catalog, text: string): Catalog {
  let catalog = before;
  let session: Session = NEW_SESSION;
  let atBegin = before;
  const parsed = parseSource(text);
  for (const piece of parsed.pieces) {
    if (!piece.readable) continue;
    const { node, span } = piece;
    const sql = parsed.sql.slice(span.start, span.end);
    const wasOutside = session.transaction === null;
    const context: ApplyContext = { set: 0, transaction: 0, path: effective(session).searchPath, sql };
    session = advance(session, node, NO_EFFECTS, 0);
    if (wasOutside) atBegin = catalog;
    else if (isRollback(node)) catalog = atBegin;
    const done = applyStatement(catalog, node, context);
    catalog = node.tag === 'DoStmt' ? applyBlock(done, node, sql, context) : done;
  }
  // Looking through every relation after every file would be slow: ask the text first.
  return /temp/i.test(text) ? dropSchema(catalog, TEMPORARY_SCHEMA) : catalog;
}

function applyBlock(catalog: Catalog, node: StatementNode, sql: string, context: ApplyContext): Catalog {
  const routine = routineOf(node, sql);
  return routine?.ok === true ? applyRoutine(catalog, routine.items, context) : catalog;
}

function isRollback(node: StatementNode): boolean {
  return node.tag === 'TransactionStmt' && node.body.kind === 'TRANS_STMT_ROLLBACK';
}
