import { tokenize, type Token } from '../../sql/lexer.js';
import { identifier } from '../../sql/names.js';
import { bodiesOf, bodyOf } from '../../sql/statement.js';
import type { Step } from '../../timeline.js';
import { nodeIf } from '../scope.js';

/** ALTER COLUMN … TYPE, as its author wrote it. */
export interface ChangedType {
  readonly column: string;
  readonly type: string;
  /** The new value by the old row: the USING expression, or a cast. */
  readonly expression: string;
}

/** The change that the n-th subcommand makes; null when it makes none. */
export function changedType(step: Step, part: number): ChangedType | null {
  const cmd = bodiesOf('AlterTableCmd', nodeIf(step, 'AlterTableStmt')?.cmds)[part];
  if (cmd?.subtype !== 'AT_AlterColumnType' || cmd.name === undefined) return null;
  const { text } = step.migration;
  const span = step.statement.parts[part] ?? step.statement.span;
  const tokens = tokenize(text, span.start, span.end).filter((token) => !token.kind.endsWith('comment'));
  const type = textBetween(text, tokens, 'TYPE', ['USING', 'COLLATE'], span.end);
  const using =
    bodyOf('ColumnDef', cmd.def)?.raw_default === undefined ? '' : textBetween(text, tokens, 'USING', [], span.end);
  return { column: cmd.name, type, expression: using === '' ? `${identifier(cmd.name)}::${type}` : `(${using})` };
}

/** From behind the first such word to the next of the others. */
function textBetween(
  text: string,
  tokens: readonly Token[],
  word: string,
  until: readonly string[],
  end: number,
): string {
  const upper = (token: Token): string =>
    token.kind === 'word' ? text.slice(token.start, token.end).toUpperCase() : '';
  const at = tokens.findIndex((token) => upper(token) === word);
  const first = tokens[at + 1];
  if (at < 0 || first === undefined) return '';
  const next = tokens.find((token, index) => index > at && until.includes(upper(token)));
  return text.slice(first.start, next?.start ?? end).trim();
}
