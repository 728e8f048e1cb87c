import type { AlterTableType } from '@pgsql/types';
import { bodiesOf, type StatementNode, type StatementTag } from '../sql/statement.js';
import { isWrapped } from '../migration.js';
import type { Step } from '../timeline.js';

/** Whether a statement only looks, or steers the session: a run that stops after it has changed nothing. */
export function changesNothing({ statement: { node } }: Step): boolean {
  return node.tag === 'SelectStmt' ? node.body.intoClause === undefined : PASSIVE.has(node.tag);
}

const PASSIVE: ReadonlySet<StatementTag> = new Set([
  'CheckPointStmt',
  'ConstraintsSetStmt',
  'DiscardStmt',
  'DoStmt',
  'ExplainStmt',
  'LockStmt',
  'TransactionStmt',
  'VacuumStmt',
  'VariableSetStmt',
  'VariableShowStmt',
] as const);

/** Whether a statement that has run and committed can run once more: it passes over what is there, or does the same again. */
export function isRepeatable(node: StatementNode): boolean {
  switch (node.tag) {
    case 'CreateStmt':
    case 'CreateTableAsStmt':
    case 'CreateSchemaStmt':
    case 'CreateSeqStmt':
    case 'CreateExtensionStmt':
    case 'CreateStatsStmt':
    case 'IndexStmt':
      return node.body.if_not_exists === true;
    case 'ViewStmt':
    case 'CreateFunctionStmt':
    case 'CreateTrigStmt':
    case 'RuleStmt':
      return node.body.replace === true;
    case 'DropStmt':
    case 'DropRoleStmt':
      return node.body.missing_ok === true;
    case 'AlterEnumStmt':
      return node.body.skipIfNewValExists === true;
    case 'InsertStmt':
      return node.body.onConflictClause !== undefined;
    case 'AlterTableStmt':
      return bodiesOf('AlterTableCmd', node.body.cmds).every(
        ({ subtype, missing_ok }) => missing_ok === true || !ONCE.has(subtype ?? 'AT_AddColumn'),
      );
    default:
      return !REFUSED_TWICE.has(node.tag);
  }
}

/** Subcommands that fail on what they have done before. */
const ONCE: ReadonlySet<AlterTableType> = new Set([
  'AT_AddColumn',
  'AT_DropColumn',
  'AT_AddConstraint',
  'AT_DropConstraint',
  'AT_AddIdentity',
  'AT_DropIdentity',
  'AT_DropExpression',
  'AT_AddInherit',
  'AT_DropInherit',
  'AT_AttachPartition',
  'AT_DetachPartition',
] as const);

/** The same for statements that have no IF [NOT] EXISTS or OR REPLACE. */
const REFUSED_TWICE: ReadonlySet<StatementTag> = new Set([
  'AlterObjectSchemaStmt',
  'CompositeTypeStmt',
  'CopyStmt',
  'CreateCastStmt',
  'CreateDomainStmt',
  'CreateEnumStmt',
  'CreateEventTrigStmt',
  'CreatePolicyStmt',
  'CreatePublicationStmt',
  'CreateRangeStmt',
  'CreateRoleStmt',
  'CreateSubscriptionStmt',
  'DefineStmt',
  'RenameStmt',
  'SelectStmt',
] as const);

/** By section, the first statement that commits by itself and that a second run of the file would stop at. */
export function firstUnrepeatable(steps: readonly Step[]): ReadonlyMap<Step['section'], Step> {
  const first = new Map<Step['section'], Step>();
  for (const step of steps) {
    // In a file that its tool wraps whatever ends the transaction has a rule of its own.
    if (first.has(step.section) || isWrapped(step.section) || step.within !== null) continue;
    if (step.effects.fails !== null || changesNothing(step) || isRepeatable(step.statement.node)) continue;
    first.set(step.section, step);
  }
  return first;
}

/** Whether an earlier step has committed when this one runs. */
export function isCommittedBefore(earlier: Step, step: Step): boolean {
  const own = step.session.transaction?.number;
  return earlier.index < step.index && (own === undefined || earlier.session.transaction?.number !== own);
}
