import type { TypeRef } from '../../catalog/catalog.js';
import { typeRef } from '../../catalog/types.js';
import { identifier } from '../../sql/names.js';
import { bodyOf, text, type Node } from '../../sql/statement.js';
import type { Step } from '../../timeline.js';
import { indexOfWords, textOf, tokensOf } from '../source-text.js';
import { subcommandAt, subcommandSpan } from '../subcommand.js';

/** ALTER COLUMN … TYPE, as its author wrote it. */
export interface ChangedType {
  readonly column: string;
  readonly type: string;
  readonly to: TypeRef | null;
  /** Has a USING. */
  readonly computed: boolean;
  /** The value stays what it is, in another type: no USING, or one that only casts the column. */
  readonly casts: boolean;
  /** The new value by the old row: the USING expression, or a cast. */
  readonly expression: string;
}

/** The change that the n-th subcommand makes; null when it makes none. */
export function changedType(step: Step, part: number): ChangedType | null {
  const cmd = subcommandAt(step, part);
  if (cmd?.subtype !== 'AT_AlterColumnType' || cmd.name === undefined) return null;
  const tokens = tokensOf(step, subcommandSpan(step, part));
  const type = indexOfWords(step, tokens, 'TYPE') + 1;
  const using = indexOfWords(step, tokens, 'USING');
  const ends = [indexOfWords(step, tokens, 'COLLATE'), using, tokens.length].filter((at) => at > type);
  const written = textOf(step, tokens.slice(type, Math.min(...ends)));
  const definition = bodyOf('ColumnDef', cmd.def);
  const computed = definition?.raw_default !== undefined;
  const to = definition?.typeName === undefined ? null : typeRef(definition.typeName);
  const expression = computed ? `(${textOf(step, tokens.slice(using + 1))})` : `${identifier(cmd.name)}::${written}`;
  const casts = !computed || isCastOf(definition.raw_default, cmd.name);
  return { column: cmd.name, type: written, to, computed, casts, expression };
}

function isCastOf(node: Node | undefined, column: string): boolean {
  const inner = bodyOf('TypeCast', node)?.arg;
  if (inner !== undefined) return isCastOf(inner, column);
  return text(bodyOf('ColumnRef', node)?.fields?.at(-1)) === column;
}
