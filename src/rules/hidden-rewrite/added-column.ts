import { identifier } from '../../sql/names.js';
import { tokenize } from '../../sql/lexer.js';
import { bodiesOf, bodyOf } from '../../sql/statement.js';
import type { Step } from '../../timeline.js';
import { nodeIf } from '../scope.js';

/** A column of ADD COLUMN, as its author wrote it. */
export interface AddedColumn {
  readonly name: string;
  /** The name as SQL. */
  readonly quoted: string;
  readonly type: string;
  /** The text behind DEFAULT; empty without one. */
  readonly defaultText: string;
  /** The expression of GENERATED ALWAYS AS, with its parentheses; empty without one. */
  readonly expression: string;
  readonly notNull: boolean;
}

/** Words that end a type or a default and begin the next constraint of the column (source: gram.y, ColConstraint). */
const CLAUSES = new Set(
  'CONSTRAINT NOT NULL UNIQUE PRIMARY CHECK DEFAULT GENERATED REFERENCES COLLATE STORAGE COMPRESSION DEFERRABLE INITIALLY ENFORCED'.split(
    ' ',
  ),
);

/** The column that the n-th subcommand adds; null when it adds none. */
export function addedColumn(step: Step, part: number): AddedColumn | null {
  const cmd = bodiesOf('AlterTableCmd', nodeIf(step, 'AlterTableStmt')?.cmds)[part];
  const definition = cmd?.subtype === 'AT_AddColumn' ? bodyOf('ColumnDef', cmd.def) : null;
  if (definition?.colname === undefined) return null;
  const words = wordsOf(step, part);
  const start = typeStart(words);
  const clauses = bodiesOf('Constraint', definition.constraints);
  return {
    name: definition.colname,
    quoted: identifier(definition.colname),
    type: textUntilClause(step, words, start),
    defaultText: clauses.some((one) => one.contype === 'CONSTR_DEFAULT') ? textAfter(step, words, 'DEFAULT') : '',
    expression: clauses.some((one) => one.contype === 'CONSTR_GENERATED')
      ? (words.find((word) => word.text.startsWith('('))?.text ?? '')
      : '',
    notNull: clauses.some((one) => one.contype === 'CONSTR_NOTNULL' || one.contype === 'CONSTR_PRIMARY'),
  };
}

interface Word {
  readonly start: number;
  readonly end: number;
  /** A parenthesis with all that it holds is one word. */
  readonly text: string;
}

function wordsOf(step: Step, part: number): Word[] {
  const { text } = step.migration;
  const { start, end } = step.statement.parts[part] ?? step.statement.span;
  const words: Word[] = [];
  let depth = 0;
  let opened = start;
  for (const token of tokenize(text, start, end)) {
    if (token.kind.endsWith('comment')) continue;
    const written = text.slice(token.start, token.end);
    if (written === '(' && depth++ === 0) opened = token.start;
    if (written === ')') depth -= 1;
    if (depth > 0) continue;
    words.push(
      written === ')'
        ? { start: opened, end: token.end, text: text.slice(opened, token.end) }
        : { ...token, text: written },
    );
  }
  return words;
}

/** Behind `ADD [COLUMN] [IF NOT EXISTS] name`. */
function typeStart(words: readonly Word[]): number {
  let at = words.findIndex((word) => upper(word) === 'ADD') + 1;
  for (const optional of ['COLUMN', 'IF', 'NOT', 'EXISTS']) if (upper(words[at]) === optional) at += 1;
  return at + 1;
}

function textAfter(step: Step, words: readonly Word[], clause: string): string {
  return textUntilClause(step, words, words.findIndex((word) => upper(word) === clause) + 1);
}

/** The first word always belongs to it: `DEFAULT NULL` has a clause's word as its value. */
function textUntilClause(step: Step, words: readonly Word[], start: number): string {
  const next = words.findIndex((word, at) => at > start && CLAUSES.has(upper(word)));
  const last = words[next < 0 ? words.length - 1 : next - 1];
  const first = words[start];
  return first === undefined || last === undefined ? '' : step.migration.text.slice(first.start, last.end);
}

function upper(word: Word | undefined): string {
  return word === undefined || word.text.startsWith('"') ? '' : word.text.toUpperCase();
}
