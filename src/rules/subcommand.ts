import type { AlterTableCmd, ColumnDef, Constraint as ConstraintNode } from '@pgsql/types';
import type { Constraint } from '../catalog/catalog.js';
import { resolveRange } from '../catalog/lookup.js';
import { effective } from '../session/session.js';
import { tokenize, type Token } from '../sql/lexer.js';
import type { RelationName } from '../sql/names.js';
import type { Span } from '../sql/positions.js';
import { bodiesOf, bodyOf, texts } from '../sql/statement.js';
import type { Step } from '../timeline.js';
import { columnsIn } from '../catalog/apply-proof.js';
import { nodeIf } from './scope.js';

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

/** The column that a subcommand adds, or null. */
export function addedColumn(step: Step, part: number): ColumnDef | null {
  const cmd = subcommandAt(step, part);
  return cmd?.subtype === 'AT_AddColumn' ? bodyOf('ColumnDef', cmd.def) : null;
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
  const tokens = significant(step, span);
  const word = (at: number): string => wordOf(step, tokens[at]);
  let at = tokens.findIndex((token, index) => token.kind === 'quoted-name' || !BEFORE_NAME.has(word(index)));
  while (word(at + 1) === '.') at += 2;
  if (word(at + 1) === '*') at += 1;
  return { start: tokens[at + 1]?.start ?? span.start, end: span.end };
}

const BEFORE_NAME = new Set(['ALTER', 'TABLE', 'FOREIGN', 'IF', 'EXISTS', 'ONLY']);

export function subcommandText(step: Step, part: number): string {
  return textOf(step, subcommandSpan(step, part));
}

/** A clause of a column definition as written: `CONSTRAINT x CHECK (…)` is one, with `CHECK` as its word. */
export interface Clause {
  readonly word: string;
  readonly text: string;
}

export interface WrittenColumn {
  /** `ADD COLUMN name type`. */
  readonly head: string;
  readonly clauses: readonly Clause[];
}

/** An ADD COLUMN cut into its clauses, so that a fix can leave one out. */
export function writtenColumn(step: Step, part: number): WrittenColumn {
  const span = subcommandSpan(step, part);
  const tokens = significant(step, span);
  const starts = clauseStarts(step, tokens);
  const clauses = starts.map((start, at): Clause => {
    const from = tokens[start];
    const to = tokens[(starts[at + 1] ?? tokens.length) - 1];
    const named = wordOf(step, from) === 'CONSTRAINT';
    return {
      word: wordOf(step, named ? tokens[start + 2] : from),
      text: textOf(step, { start: from?.start ?? span.end, end: to?.end ?? span.end }),
    };
  });
  const last = tokens[(starts[0] ?? tokens.length) - 1];
  return { head: textOf(step, { start: span.start, end: last?.end ?? span.end }), clauses };
}

/** The definition without the clauses that begin with one of these words. */
export function columnWithout(column: WrittenColumn, ...words: readonly string[]): string {
  return [
    column.head,
    ...column.clauses.filter((clause) => !words.includes(clause.word)).map((clause) => clause.text),
  ].join(' ');
}

const CLAUSE_WORDS = new Set([
  'CONSTRAINT',
  'NOT',
  'NULL',
  'DEFAULT',
  'UNIQUE',
  'PRIMARY',
  'CHECK',
  'REFERENCES',
  'GENERATED',
  'COLLATE',
]);

/** Indexes of the tokens that begin a clause, outside of all parentheses. */
function clauseStarts(step: Step, tokens: readonly Token[]): number[] {
  const starts: number[] = [];
  let depth = 0;
  // `ADD [COLUMN] [IF NOT EXISTS] name`: a column's name may look like a clause, and NOT is part of IF NOT EXISTS.
  const first =
    ['COLUMN', 'IF', 'NOT', 'EXISTS'].reduce((at, word) => (wordOf(step, tokens[at]) === word ? at + 1 : at), 1) + 1;
  tokens.forEach((token, at) => {
    const word = wordOf(step, token);
    if (word === '(') depth += 1;
    if (word === ')') depth -= 1;
    if (at < first || depth > 0 || token.kind !== 'word' || !CLAUSE_WORDS.has(word)) return;
    const before = wordOf(step, tokens[at - 1]);
    const continues =
      before === 'SET' || (before === 'DEFAULT' && word === 'NULL') || (before === 'NOT' && word === 'NULL');
    const isNot = word === 'NOT' && wordOf(step, tokens[at + 1]) !== 'NULL';
    const named = wordOf(step, tokens[at - 2]) === 'CONSTRAINT';
    if (!continues && !isNot && !named) starts.push(at);
  });
  return starts;
}

function significant(step: Step, span: Span): Token[] {
  return tokenize(step.migration.sql, span.start, span.end).filter((token) => !token.kind.endsWith('comment'));
}

function wordOf(step: Step, token: Token | undefined): string {
  return token === undefined ? '' : step.migration.sql.slice(token.start, token.end).toUpperCase();
}

function textOf(step: Step, span: Span): string {
  return step.migration.text.slice(span.start, span.end).trim();
}
