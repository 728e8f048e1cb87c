import type { StatementNode } from '../sql/statement.js';
import type { Catalog } from './catalog.js';

/** The states of the schema that a transaction may still return to. */
export interface Undo {
  readonly atBegin: Catalog;
  readonly savepoints: readonly { readonly name: string; readonly catalog: Catalog }[];
}

export function undoFrom(catalog: Catalog): Undo {
  return { atBegin: catalog, savepoints: [] };
}

/** The schema after a statement in a transaction, which may be one that takes back what others made of it. */
export function undone(undo: Undo, node: StatementNode, catalog: Catalog): { catalog: Catalog; undo: Undo } {
  if (node.tag !== 'TransactionStmt') return { catalog, undo };
  const { savepoints } = undo;
  const name = node.body.savepoint_name ?? '';
  const at = savepoints.findLastIndex((savepoint) => savepoint.name === name);
  switch (node.body.kind) {
    case 'TRANS_STMT_ROLLBACK':
      return { catalog: undo.atBegin, undo: undoFrom(undo.atBegin) };
    case 'TRANS_STMT_SAVEPOINT':
      return { catalog, undo: { ...undo, savepoints: [...savepoints, { name, catalog }] } };
    case 'TRANS_STMT_RELEASE':
      return { catalog, undo: at < 0 ? undo : { ...undo, savepoints: savepoints.slice(0, at) } };
    case 'TRANS_STMT_ROLLBACK_TO':
      return {
        catalog: savepoints[at]?.catalog ?? catalog,
        undo: { ...undo, savepoints: savepoints.slice(0, at + 1) },
      };
    default:
      return { catalog, undo };
  }
}
