import type { ColumnDef } from '@pgsql/types';
import type { Token } from '../sql/lexer.js';
import { identifier } from '../sql/names.js';
import { bodiesOf, bodyOf } from '../sql/statement.js';
import type { Step } from '../timeline.js';
import { closingOf, textOf, tokensOf, wordOf } from './source-text.js';
import { subcommandAt, subcommandSpan } from './subcommand.js';

/** A clause of a column definition as written: `CONSTRAINT x CHECK (…)` is one, with `CHECK` as its word. */
export interface Clause {
  readonly word: string;
  readonly text: string;
  /** Without `CONSTRAINT x`. */
  readonly bare: string;
}

/** The column of an ADD COLUMN as its author wrote it, cut into its clauses so that a fix can leave one out. */
export interface WrittenColumn {
  readonly name: string;
  /** The name as SQL. */
  readonly quoted: string;
  /** With its COLLATE. */
  readonly type: string;
  /** `ADD COLUMN name type`. */
  readonly head: string;
  readonly clauses: readonly Clause[];
  /** The text behind DEFAULT; empty without one. */
  readonly defaultText: string;
  /** The expression of GENERATED ALWAYS AS, with its parentheses; empty without one. */
  readonly expression: string;
  readonly notNull: boolean;
}

/** The column that a subcommand adds, or null. */
export function addedColumn(step: Step, part: number): ColumnDef | null {
  const cmd = subcommandAt(step, part);
  return cmd?.subtype === 'AT_AddColumn' ? bodyOf('ColumnDef', cmd.def) : null;
}

/** The same as written; null when the subcommand adds none. */
export function writtenColumn(step: Step, part: number): WrittenColumn | null {
  const definition = addedColumn(step, part);
  if (definition?.colname === undefined) return null;
  const tokens = tokensOf(step, subcommandSpan(step, part));
  const typeAt = nameAt(step, tokens) + 1;
  const starts = clauseStarts(step, tokens, typeAt);
  const headEnd = starts[0] ?? tokens.length;
  const clauses = starts.map((start, at) => clauseOf(step, tokens.slice(start, starts[at + 1] ?? tokens.length)));
  const collation = clauses.filter(({ word }) => word === 'COLLATE').map(({ text }) => text);
  const kinds = bodiesOf('Constraint', definition.constraints).map(({ contype }) => contype);
  return {
    name: definition.colname,
    quoted: identifier(definition.colname),
    type: [textOf(step, tokens.slice(typeAt, headEnd)), ...collation].join(' '),
    head: textOf(step, tokens.slice(0, headEnd)),
    clauses: clauses.map(({ word, text, bare }) => ({ word, text, bare })),
    defaultText: clauses.find(({ word }) => word === 'DEFAULT')?.behind ?? '',
    expression: kinds.includes('CONSTR_GENERATED')
      ? (clauses.find(({ word }) => word === 'GENERATED')?.group ?? '')
      : '',
    notNull: kinds.includes('CONSTR_NOTNULL') || kinds.includes('CONSTR_PRIMARY'),
  };
}

/** The definition without the clauses that begin with one of these words. */
export function columnWithout({ head, clauses }: WrittenColumn, ...words: readonly string[]): string {
  return [head, ...clauses.filter(({ word }) => !words.includes(word)).map(({ text }) => text)].join(' ');
}

interface CutClause extends Clause {
  /** Behind its word. */
  readonly behind: string;
  /** Its first parentheses with what they hold. */
  readonly group: string;
}

function clauseOf(step: Step, tokens: readonly Token[]): CutClause {
  const bare = wordOf(step, tokens[0]) === 'CONSTRAINT' ? tokens.slice(2) : tokens;
  const open = bare.findIndex((token) => wordOf(step, token) === '(');
  return {
    word: wordOf(step, bare[0]),
    text: textOf(step, tokens),
    bare: textOf(step, bare),
    behind: textOf(step, bare.slice(1)),
    group: open < 0 ? '' : textOf(step, bare.slice(open, closingOf(step, bare, open) + 1)),
  };
}

/** Index of the name in `ADD [COLUMN] [IF NOT EXISTS] name`; IF alone may be the name. */
function nameAt(step: Step, tokens: readonly Token[]): number {
  const at = wordOf(step, tokens[1]) === 'COLUMN' ? 2 : 1;
  return ['IF', 'NOT', 'EXISTS'].every((word, nth) => wordOf(step, tokens[at + nth]) === word) ? at + 3 : at;
}

/** Words that begin a constraint of a column (source: gram.y, ColConstraint). */
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
function clauseStarts(step: Step, tokens: readonly Token[], first: number): number[] {
  const starts: number[] = [];
  let depth = 0;
  tokens.forEach((token, at) => {
    const word = wordOf(step, token);
    if (word === '(') depth += 1;
    if (word === ')') depth -= 1;
    if (at <= first || depth > 0 || !CLAUSE_WORDS.has(word)) return;
    if (!continuesClause(step, tokens, at)) starts.push(at);
  });
  return starts;
}

/** `SET NULL`, `BY DEFAULT`, `DEFAULT NULL`, `NOT NULL`, `NOT DEFERRABLE`, and what `CONSTRAINT x` names. */
function continuesClause(step: Step, tokens: readonly Token[], at: number): boolean {
  const [before, word, after] = [-1, 0, 1].map((by) => wordOf(step, tokens[at + by]));
  if (before === 'SET' || before === 'BY' || wordOf(step, tokens[at - 2]) === 'CONSTRAINT') return true;
  if (word === 'NULL') return before === 'DEFAULT' || before === 'NOT';
  return word === 'NOT' && after !== 'NULL';
}
