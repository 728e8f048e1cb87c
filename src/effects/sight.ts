import { functionVolatility } from '../catalog/volatility.js';
import { hasPlaceholder } from '../sql/source.js';
import { bodyOf, text, texts, type Node } from '../sql/statement.js';
import { columnName, type Scope, type Source } from './sources.js';

/** What conditions are read against. */
export interface Sight extends Scope {
  readonly sources: readonly Source[];
  /** Sources whose rows are counted already. */
  readonly counted: ReadonlySet<Source>;
}

/** The source that a column belongs to; null for a variable, and for a column of the statement around. */
export function ownerOf(node: Node | undefined, { sources, moment }: Sight): Source | null {
  const fields = bodyOf('ColumnRef', node)?.fields;
  const column = columnName(node);
  if (fields === undefined || column === null || hasPlaceholder(column)) return null;
  if (fields.length > 1) return sources.find(({ alias }) => alias === text(fields.at(-2))) ?? null;
  const owner = sources.find(({ columns }) => columns?.has(column) === true);
  if (owner !== undefined || column === 'ctid') return owner ?? sources[0] ?? null;
  return sources.find(({ columns }) => columns === null) ?? (moment.inRoutine ? null : (sources[0] ?? null));
}

/** A value that is the same for every row: constants, variables, and functions of them that are not volatile. */
export function isValue(node: Node | undefined, sight: Sight): boolean {
  if (node === undefined) return false;
  if (variableName(node, sight) !== null || 'A_Const' in node || 'SQLValueFunction' in node) return true;
  if ('TypeCast' in node) return isValue(node.TypeCast.arg, sight);
  if ('RowExpr' in node) return (node.RowExpr.args ?? []).every((part) => isValue(part, sight));
  if ('A_Expr' in node) {
    const { kind, lexpr, rexpr } = node.A_Expr;
    return kind === 'AEXPR_OP' && (lexpr === undefined || isValue(lexpr, sight)) && isValue(rexpr, sight);
  }
  const call = bodyOf('FuncCall', node);
  if (call === null || !(call.args ?? []).every((part) => isValue(part, sight))) return false;
  const volatility = functionVolatility(texts(call.funcname), sight.moment.catalog, sight.moment.settings.searchPath);
  return volatility === 'immutable' || volatility === 'stable';
}

/** A parameter, a placeholder of a tool, or a variable of a routine. */
export function variableName(node: Node, sight: Sight): string | null {
  if ('ParamRef' in node) return `$${node.ParamRef.number ?? 0}`;
  const column = columnName(node);
  if (column === null) return null;
  if (hasPlaceholder(column)) return column;
  if (!sight.moment.inRoutine) return null;
  const fields = bodyOf('ColumnRef', node)?.fields ?? [];
  if (fields.length > 1) return ownerOf(node, sight) === null ? texts(fields).join('.') : null;
  // In a join, a name that no source is known to have may still be a column of one.
  const known = sight.sources.some(({ columns }) => columns?.has(column) === true);
  return known || (sight.sources.length > 1 && ownerOf(node, sight) !== null) ? null : column;
}
