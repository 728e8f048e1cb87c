import type { AlterTableCmd, ColumnDef, Constraint as ConstraintNode } from '@pgsql/types';
import type { Constraint } from '../catalog/catalog.js';
import { resolveRange } from '../catalog/lookup.js';
import { effective } from '../session/session.js';
import type { RelationName } from '../sql/names.js';
import type { Span } from '../sql/positions.js';
import { bodiesOf, bodyOf, texts } from '../sql/statement.js';
import type { Step } from '../timeline.js';
import { columnsIn } from '../catalog/apply-proof.js';
import { nodeIf } from './scope.js';
import { textOf, tokensOf, wordOf } from './source-text.js';

/** The n-th subcommand of an ALTER TABLE; null in any other statement. */
export function subcommandAt(step: Step, part: number): AlterTableCmd | null {
  return bodiesOf('AlterTableCmd', nodeIf(step, 'AlterTableStmt')?.cmds)[part] ?? null;
}

/** The table that an ALTER TABLE names. */
export function alteredTable(step: Step): RelationName {
  return resolveRange(step.before, effective(step.session).searchPath, nodeIf(step, 'AlterTableStmt')?.relation);
}

/** The constraint that a subcommand adds to the table, or null. */
export function addedConstraint(step: Step, part: number): ConstraintNode | null {
  const cmd = subcommandAt(step, part);
  return cmd?.subtype === 'AT_AddConstraint' ? bodyOf('Constraint', cmd.def) : null;
}

/** The name that a new constraint has afterwards, also where Postgres chooses it. */
export function constraintName(
  step: Step,
  table: RelationName,
  node: ConstraintNode,
  columns: readonly string[],
): string | null {
  if (node.conname !== undefined) return node.conname;
  const before = step.before.relations.get(table)?.constraints;
  const wanted = node.contype === 'CONSTR_CHECK' ? columnsIn(node.raw_expr) : columns;
  for (const one of step.after.relations.get(table)?.constraints.values() ?? []) {
    if (
      before?.has(one.name) !== true &&
      one.kind === KINDS[node.contype ?? ''] &&
      one.columns.join() === wanted.join()
    )
      return one.name;
  }
  return null;
}

const KINDS: Readonly<Record<string, Constraint['kind']>> = {
  CONSTR_CHECK: 'check',
  CONSTR_FOREIGN: 'foreign-key',
  CONSTR_PRIMARY: 'primary-key',
  CONSTR_UNIQUE: 'unique',
  CONSTR_EXCLUSION: 'exclusion',
};

/** Columns of a constraint: as it lists them, else the column that it is written at. */
export function constraintColumns(node: ConstraintNode, column: ColumnDef | null): string[] {
  const listed = texts(node.contype === 'CONSTR_FOREIGN' ? node.fk_attrs : node.keys);
  return listed.length > 0 || column?.colname === undefined ? listed : [column.colname];
}

/** Where a subcommand stands, without `ALTER TABLE name` before it. */
export function subcommandSpan(step: Step, part: number): Span {
  const span = step.statement.parts[part] ?? step.statement.span;
  if (step.statement.parts.length > 1) return span;
  const tokens = tokensOf(step, span);
  const word = (at: number): string => wordOf(step, tokens[at]);
  let at = tokens.findIndex((token, index) => token.kind === 'quoted-name' || !BEFORE_NAME.has(word(index)));
  while (word(at + 1) === '.') at += 2;
  if (word(at + 1) === '*') at += 1;
  return { start: tokens[at + 1]?.start ?? span.start, end: span.end };
}

const BEFORE_NAME = new Set(['ALTER', 'TABLE', 'FOREIGN', 'IF', 'EXISTS', 'ONLY']);

/** Without its comments. */
export function subcommandText(step: Step, part: number): string {
  return textOf(step, tokensOf(step, subcommandSpan(step, part)));
}
