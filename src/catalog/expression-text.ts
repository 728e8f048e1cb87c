import { identifier, literal } from '../sql/names.js';
import { bodyOf, items, text, texts, type BodyOf, type Node } from '../sql/statement.js';
import { typeRef, typeWords } from './types.js';

/** How an expression names a column. */
export type ColumnWords = (column: string) => string;

/**
 * An expression as SQL, for a fix that needs a default or a CHECK again: constants, casts, calls, comparisons and what
 * AND, OR and NOT make of them. null for one that holds anything else, which nobody should guess.
 */
export function expressionText(node: Node | null | undefined, column: ColumnWords = identifier): string | null {
  if (node === null || node === undefined) return null;
  const value = bodyOf('A_Const', node);
  if (value !== null) return constantText(value);
  const reference = bodyOf('ColumnRef', node);
  if (reference !== null) {
    const name = text(reference.fields?.at(-1));
    return name === '' || (reference.fields ?? []).length > 1 ? null : column(name);
  }
  const cast = bodyOf('TypeCast', node);
  if (cast !== null) return castText(cast, column);
  const call = bodyOf('FuncCall', node);
  if (call !== null) return callText(call, column);
  const moment = bodyOf('SQLValueFunction', node);
  if (moment !== null) return MOMENTS[moment.op ?? ''] ?? null;
  const array = bodyOf('A_ArrayExpr', node);
  if (array !== null) return listText('ARRAY[', array.elements ?? [], ']', column);
  const operation = bodyOf('A_Expr', node);
  if (operation !== null) return operationText(operation, column);
  const test = bodyOf('NullTest', node);
  if (test !== null) return around(test.arg, column, test.nulltesttype === 'IS_NULL' ? ' IS NULL' : ' IS NOT NULL');
  const truth = bodyOf('BooleanTest', node);
  if (truth !== null) return around(truth.arg, column, ` ${(truth.booltesttype ?? '').replaceAll('_', ' ')}`);
  const first = bodyOf('CoalesceExpr', node);
  if (first !== null) return listText('COALESCE(', first.args ?? [], ')', column);
  const logic = bodyOf('BoolExpr', node);
  return logic === null ? null : logicText(logic, column);
}

const MOMENTS: Readonly<Record<string, string>> = {
  SVFOP_CURRENT_DATE: 'CURRENT_DATE',
  SVFOP_CURRENT_TIMESTAMP: 'CURRENT_TIMESTAMP',
  SVFOP_LOCALTIMESTAMP: 'LOCALTIMESTAMP',
  SVFOP_CURRENT_USER: 'CURRENT_USER',
  SVFOP_SESSION_USER: 'SESSION_USER',
};

function constantText({ isnull, ival, fval, sval, boolval }: BodyOf<'A_Const'>): string | null {
  if (isnull === true) return 'NULL';
  if (ival !== undefined) return String(ival.ival ?? 0);
  if (fval !== undefined) return fval.fval ?? null;
  if (sval !== undefined) return stringText(sval.sval ?? '');
  return boolval === undefined ? null : String(boolval.boolval ?? false);
}

/** What a server with backslashes in its strings would read otherwise is left to people. */
function stringText(value: string): string | null {
  return value.includes('\\') || value.includes('\n') ? null : literal(value);
}

function castText({ arg, typeName }: BodyOf<'TypeCast'>, column: ColumnWords): string | null {
  const inner = expressionText(arg, column);
  if (inner === null || typeName === undefined || (typeName.typmods ?? []).length > 0) return null;
  const isPlain = /^(?:'(?:[^']|'')*'|\w+)$/.test(inner);
  return `${isPlain ? inner : `(${inner})`}::${typeWords(typeRef(typeName))}`;
}

/** Keywords to the grammar: a call of them has a form of its own. */
const OWN_FORM: ReadonlySet<string> = new Set([
  'extract',
  'position',
  'overlay',
  'normalize',
  'is_normalized',
  'xmlexists',
]);

function callText(call: BodyOf<'FuncCall'>, column: ColumnWords): string | null {
  const isPlain = call.agg_distinct !== true && call.agg_star !== true && call.func_variadic !== true;
  const name = texts(call.funcname).filter((part) => part !== 'pg_catalog');
  const given = (call.args ?? []).map((arg) => expressionText(arg, column));
  if (call.funcformat === 'COERCE_SQL_SYNTAX' && name.some((part) => OWN_FORM.has(part))) return null;
  if (!isPlain || call.over !== undefined || call.agg_order !== undefined || call.agg_filter !== undefined) return null;
  return given.includes(null) ? null : `${name.map(identifier).join('.')}(${given.join(', ')})`;
}

function operationText({ kind, name, lexpr, rexpr }: BodyOf<'A_Expr'>, column: ColumnWords): string | null {
  const operator = texts(name).at(-1) ?? '';
  const left = lexpr === undefined ? '' : within(lexpr, column);
  if (left === null || texts(name).length > 1) return null;
  if (kind === 'AEXPR_IN')
    return listText(`${left} ${operator === '<>' ? 'NOT IN' : 'IN'} (`, items(rexpr), ')', column);
  if (kind === 'AEXPR_BETWEEN') {
    const ends = items(rexpr).map((one) => within(one, column));
    return ends.length !== 2 || ends.includes(null) ? null : `${left} BETWEEN ${ends.join(' AND ')}`;
  }
  const right = within(rexpr, column);
  if (right === null) return null;
  if (kind === 'AEXPR_OP_ANY' || kind === 'AEXPR_OP_ALL')
    return `${left} ${operator} ${kind === 'AEXPR_OP_ANY' ? 'ANY' : 'ALL'} (${right})`;
  if (kind === 'AEXPR_DISTINCT') return `${left} IS DISTINCT FROM ${right}`;
  if (kind !== 'AEXPR_OP') return null;
  return left === '' ? `${operator}${right}` : `${left} ${operator} ${right}`;
}

function listText(before: string, nodes: readonly Node[], after: string, column: ColumnWords): string | null {
  const among = nodes.map((one) => expressionText(one, column));
  return among.length === 0 || among.includes(null) ? null : `${before}${among.join(', ')}${after}`;
}

function logicText({ boolop, args }: BodyOf<'BoolExpr'>, column: ColumnWords): string | null {
  const parts = (args ?? []).map((arg) => within(arg, column));
  if (parts.includes(null)) return null;
  if (boolop === 'NOT_EXPR') return `NOT ${parts[0] ?? ''}`;
  return parts.join(boolop === 'AND_EXPR' ? ' AND ' : ' OR ');
}

function around(node: Node | undefined, column: ColumnWords, after: string): string | null {
  const inner = within(node, column);
  return inner === null ? null : `${inner}${after}`;
}

/** In parentheses where it is more than one word. */
function within(node: Node | undefined, column: ColumnWords): string | null {
  const inner = expressionText(node, column);
  if (inner === null) return null;
  const isOne = ['A_Const', 'ColumnRef', 'FuncCall', 'SQLValueFunction'].some(
    (tag) => node !== undefined && tag in node,
  );
  return isOne && !inner.startsWith('-') ? inner : `(${inner})`;
}
