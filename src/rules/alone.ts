import type { StatementTag, Subcommand } from '../sql/statement.js';
import { bodiesOf } from '../sql/statement.js';
import type { Step } from '../timeline.js';
import { asWritten, BOUNDED_WAIT, comment, type Fix } from './prose.js';
import { existing, nodeIf } from './scope.js';

/** The statement for a migration of its own. With a hazard of its own it is only named: no fix repeats what another finding mends. */
export function alone(step: Step, why: string): Fix {
  const { framework } = step.migration.runner;
  // Another file of the same run would be in the same transaction.
  if (step.section.transaction === 'run' && framework !== null)
    return comment(`${why}: ${inAnotherRun(framework.title)}, the ${step.statement.kind} in the later one`);
  const name = step.statement.kind.toLowerCase();
  if (isHarmless(step)) return [{ name, about: why, lines: [BOUNDED_WAIT, asWritten(step)] }];
  const form = 'in its safe form where another finding has one';
  return comment(`${why}: the ${step.statement.kind} in a migration of its own, ${form}`);
}

/** Where one transaction spans all files, only a deploy between them ends it. */
export function inAnotherRun(title: string): string {
  return `${title} runs all pending files in one transaction, so it takes two files and a deploy between them`;
}

const STATEMENTS: ReadonlySet<StatementTag> = new Set([
  'AlterPolicyStmt',
  'CreatePolicyStmt',
  'CreateStmt',
  'CreateTrigStmt',
  'DeleteStmt',
  'InsertStmt',
  'UpdateStmt',
]);

const SUBCOMMANDS: ReadonlySet<Subcommand> = new Set([
  'AT_AddColumn',
  'AT_AddConstraint',
  'AT_AlterColumnType',
  'AT_ColumnDefault',
  'AT_DropNotNull',
  'AT_SetNotNull',
  'AT_SetStatistics',
  'AT_SetStorage',
  'AT_ValidateConstraint',
]);

/** Statements for a file of a fix: as written where they do no harm, else by their name. */
export function repeated(steps: readonly Step[]): readonly string[] {
  return steps.map((step) =>
    isHarmless(step)
      ? asWritten(step)
      : comment(`the ${step.statement.kind} that stands here, in its safe form where another finding has one`),
  );
}

/** Few kinds, and those only where they read, copy and fill nothing: what is not sure to be harmless is not repeated. */
function isHarmless(step: Step): boolean {
  const { rewrites, scans, rebuildsIndexes, writes, fails, notModelled } = step.effects;
  const touches = existing([...rewrites, ...scans, ...rebuildsIndexes]);
  if (touches.some(({ because }) => because.id !== 'validation') || writes === 'unbounded') return false;
  if (fails !== null || notModelled !== null) return false;
  const body = nodeIf(step, 'AlterTableStmt');
  if (body === null) return STATEMENTS.has(step.statement.node.tag);
  return bodiesOf('AlterTableCmd', body.cmds).every(({ subtype }) => SUBCOMMANDS.has(subtype ?? 'AT_AddColumn'));
}
