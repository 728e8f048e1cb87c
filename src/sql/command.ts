import { bodiesOf, bodyOf, optionIsOn, type Piece, type StatementNode } from './statement.js';

/** What a piece is, for tools that look at the first words of a statement; an empty string where it cannot be read. */
export function commandOf(piece: Piece): string {
  if (!piece.readable) return '';
  return concurrentCommand(piece.node) ?? wideReindex(piece.node) ?? piece.kind;
}

/** The online form that a statement is, as Postgres calls it, or null. */
export function concurrentCommand(node: StatementNode): string | null {
  switch (node.tag) {
    case 'IndexStmt':
      return node.body.concurrent === true ? 'CREATE INDEX CONCURRENTLY' : null;
    case 'DropStmt':
      return node.body.concurrent === true ? 'DROP INDEX CONCURRENTLY' : null;
    case 'ReindexStmt':
      return bodiesOf('DefElem', node.body.params).some(
        (option) => option.defname === 'concurrently' && optionIsOn(option.arg),
      )
        ? 'REINDEX CONCURRENTLY'
        : null;
    case 'AlterTableStmt':
      return bodiesOf('AlterTableCmd', node.body.cmds).some(
        (cmd) => bodyOf('PartitionCmd', cmd.def)?.concurrent === true,
      )
        ? 'DETACH PARTITION CONCURRENTLY'
        : null;
    default:
      return null;
  }
}

/** REINDEX of more than one table; the tag of all its forms is REINDEX. */
function wideReindex(node: StatementNode): string | null {
  if (node.tag !== 'ReindexStmt') return null;
  const { kind } = node.body;
  return kind === 'REINDEX_OBJECT_TABLE' || kind === 'REINDEX_OBJECT_INDEX' ? null : 'REINDEX SCHEMA';
}
