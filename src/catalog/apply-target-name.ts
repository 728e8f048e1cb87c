import { bodiesOf, bodyOf, text, type Node } from '../sql/statement.js';

interface Guess {
  readonly name: string;
  /** A weak name, a type's or CASE's, gives way to nothing but is replaced by an outer type's. */
  readonly strong: boolean;
}

/** The name that Postgres gives a column made of an expression, or null (source: FigureIndexColname). */
export function implicitName(expression: Node | undefined): string | null {
  return guess(expression)?.name ?? null;
}

function guess(node: Node | undefined): Guess | null {
  if (node === undefined) return null;
  if ('TypeCast' in node) return ofTypeCast(node);
  if ('CaseExpr' in node) {
    const fallback = guess(node.CaseExpr.defresult);
    return fallback?.strong === true ? fallback : { name: 'case', strong: false };
  }
  if ('CollateClause' in node) return guess(node.CollateClause.arg);
  if ('A_Indirection' in node) {
    const field = text(node.A_Indirection.indirection?.findLast((step) => 'String' in step));
    return field === '' ? guess(node.A_Indirection.arg) : strong(field);
  }
  const name = fixedName(node);
  return name === null ? null : strong(name);
}

function ofTypeCast(node: Node): Guess | null {
  const cast = bodyOf('TypeCast', node);
  const inner = guess(cast?.arg);
  if (inner?.strong === true) return inner;
  return { name: text(cast?.typeName?.names?.at(-1)), strong: false };
}

function fixedName(node: Node): string | null {
  if ('ColumnRef' in node) return text(node.ColumnRef.fields?.findLast((field) => 'String' in field)) || null;
  if ('FuncCall' in node) return text(node.FuncCall.funcname?.at(-1)) || null;
  if ('A_Expr' in node) return node.A_Expr.kind === 'AEXPR_NULLIF' ? 'nullif' : null;
  if ('CoalesceExpr' in node) return 'coalesce';
  if ('MinMaxExpr' in node) return node.MinMaxExpr.op === 'IS_GREATEST' ? 'greatest' : 'least';
  if ('A_ArrayExpr' in node) return 'array';
  if ('RowExpr' in node) return 'row';
  if ('GroupingFunc' in node) return 'grouping';
  if ('SubLink' in node) return ofSubLink(node);
  return null;
}

function ofSubLink(node: Node): string | null {
  const link = bodyOf('SubLink', node);
  if (link?.subLinkType === 'EXISTS_SUBLINK') return 'exists';
  if (link?.subLinkType === 'ARRAY_SUBLINK') return 'array';
  if (link?.subLinkType !== 'EXPR_SUBLINK') return null;
  const [target] = bodiesOf('ResTarget', bodyOf('SelectStmt', link.subselect)?.targetList);
  return target?.name ?? implicitName(target?.val);
}

function strong(name: string): Guess {
  return { name, strong: true };
}
