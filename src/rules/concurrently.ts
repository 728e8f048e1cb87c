import { constant, bodiesOf, bodyOf, text, type Node, type StatementNode } from '../sql/statement.js';
import type { RoutineItem } from '../sql/plpgsql.js';
import type { Step } from '../timeline.js';

/** The online form that a statement is, as Postgres calls it, or null. */
export function concurrentCommand(node: StatementNode): string | null {
  switch (node.tag) {
    case 'IndexStmt':
      return node.body.concurrent === true ? 'CREATE INDEX CONCURRENTLY' : null;
    case 'DropStmt':
      return node.body.concurrent === true ? 'DROP INDEX CONCURRENTLY' : null;
    case 'ReindexStmt':
      return bodiesOf('DefElem', node.body.params).some(
        (option) => option.defname === 'concurrently' && isOn(option.arg),
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

/** The same for a step; of a DO block, the first online form in its body. */
export function concurrentCommandOf(step: Step): string | null {
  const own = concurrentCommand(step.statement.node);
  if (own !== null || step.statement.node.tag !== 'DoStmt' || step.routine?.ok !== true) return own;
  return firstIn(step.routine.items);
}

/**
 * Whether a statement could be replaced by one that refuses a transaction: the file runs statement by statement, or
 * nobody has said that it does not.
 */
export function mayLeaveTransaction(step: Step): boolean {
  const { transaction, assumed } = step.section;
  return transaction === 'statement' ? step.session.transaction === null : assumed;
}

function firstIn(items: readonly RoutineItem[]): string | null {
  for (const item of items) {
    const nodes = item.kind === 'statement' ? [item.node] : item.kind === 'dynamic' ? (item.nodes ?? []) : [];
    const inner = item.kind === 'loop' || item.kind === 'branch' ? firstIn(item.items) : null;
    const found = inner ?? nodes.map(concurrentCommand).find((command) => command !== null) ?? null;
    if (found !== null) return found;
  }
  return null;
}

/** `(CONCURRENTLY)` turns it on, `(CONCURRENTLY false)` off. */
function isOn(arg: Node | undefined): boolean {
  if (arg === undefined) return true;
  const value = constant(arg) ?? text(arg);
  return value !== 'false' && value !== 'off' && value !== '0' && value !== 0 && value !== false;
}
