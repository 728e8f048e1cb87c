import { findType } from '../../../catalog/lookup.js';
import { typeRef } from '../../../catalog/types.js';
import { effective } from '../../../session/session.js';
import { bodiesOf, bodyOf, constant, findAll, text, type Node, type StatementNode } from '../../../sql/statement.js';
import type { Step } from '../../../timeline.js';
import { rangeAt } from '../../existing.js';

/** An enum value by the key of its type in the catalog. */
export interface EnumValue {
  readonly type: string;
  readonly value: string;
}

/** Whether the statement turns the text into a value of the type: Postgres then has to look it up. */
export function uses(step: Step, value: EnumValue): boolean {
  const { node } = step.statement;
  // The body of a function is not run yet; that of a DO block is steps of its own.
  if (node.tag === 'CreateFunctionStmt' || node.tag === 'AlterEnumStmt' || node.tag === 'DoStmt') return false;
  return (
    inCast(step, node, value) ||
    inComparison(step, node, value) ||
    inDefault(step, node, value) ||
    inRow(step, node, value)
  );
}

/** `'v'::mood`, and any array of it. */
function inCast(step: Step, node: StatementNode, { type, value }: EnumValue): boolean {
  return findAll('TypeCast', node.body).some(
    (cast) => constant(cast.arg) === value && cast.typeName !== undefined && isType(step, cast.typeName, type),
  );
}

/** `feels = 'v'`, `feels IN ('v', …)`: in queries, CHECKs and index predicates. */
function inComparison(step: Step, node: StatementNode, { type, value }: EnumValue): boolean {
  const columns = columnsOfType(step, node, type);
  if (columns.size === 0) return false;
  return findAll('A_Expr', node.body).some(({ lexpr, rexpr }) => {
    const named = [lexpr, rexpr].some((side) => columns.has(text(bodyOf('ColumnRef', side)?.fields?.at(-1))));
    return named && [lexpr, rexpr].flatMap(listed).some((side) => constant(side) === value);
  });
}

function listed(node: Node | undefined): readonly Node[] {
  if (node === undefined) return [];
  return bodyOf('List', node)?.items ?? bodyOf('A_ArrayExpr', node)?.elements ?? [node];
}

/** A DEFAULT of a column of the type, new or old. */
function inDefault(step: Step, node: StatementNode, { type, value }: EnumValue): boolean {
  const isNewDefault = findAll('ColumnDef', node.body).some(
    ({ typeName, constraints }) =>
      typeName !== undefined &&
      isType(step, typeName, type) &&
      bodiesOf('Constraint', constraints).some(
        ({ contype, raw_expr }) => contype === 'CONSTR_DEFAULT' && constant(raw_expr) === value,
      ),
  );
  if (isNewDefault || node.tag !== 'AlterTableStmt') return isNewDefault;
  const columns = columnsOfType(step, node, type);
  return bodiesOf('AlterTableCmd', node.body.cmds).some(
    (cmd) => cmd.subtype === 'AT_ColumnDefault' && columns.has(cmd.name ?? '') && constant(cmd.def) === value,
  );
}

/** INSERT and UPDATE, also inside WITH. */
function inRow(step: Step, node: StatementNode, value: EnumValue): boolean {
  const updates = node.tag === 'UpdateStmt' ? [node.body] : findAll('UpdateStmt', node.body);
  const inserts = node.tag === 'InsertStmt' ? [node.body] : findAll('InsertStmt', node.body);
  const set = updates.some((update) => {
    const columns = columnsOf(step, rangeAt(step, update.relation), value.type);
    return bodiesOf('ResTarget', update.targetList).some(
      (target) => columns.has(target.name ?? '') && constant(target.val) === value.value,
    );
  });
  if (set) return true;
  return inserts.some((insert) => {
    const relation = step.before.relations.get(rangeAt(step, insert.relation));
    const columns = columnsOf(step, relation?.name ?? '', value.type);
    const written = bodiesOf('ResTarget', insert.cols).map(({ name }) => name ?? '');
    const names = written.length > 0 ? written : [...(relation?.columns.keys() ?? [])];
    const source = bodyOf('SelectStmt', insert.selectStmt);
    const rows = [
      ...(source?.valuesLists ?? []).map(listed),
      bodiesOf('ResTarget', source?.targetList).flatMap(({ val }) => val ?? []),
    ];
    return rows.some((row) => row.some((item, nth) => columns.has(names[nth] ?? '') && constant(item) === value.value));
  });
}

/** Columns of the type in the tables that a statement names, new ones of its own included. */
function columnsOfType(step: Step, node: StatementNode, type: string): ReadonlySet<string> {
  const own = 'relation' in node.body && node.body.relation !== undefined ? [node.body.relation] : [];
  const names = new Set([
    ...own.map((range) => rangeAt(step, range)),
    ...findAll('RangeVar', node.body).map((range) => rangeAt(step, range)),
  ]);
  const defined = findAll('ColumnDef', node.body).filter(
    ({ typeName }) => typeName !== undefined && isType(step, typeName, type),
  );
  return new Set([
    ...[...names].flatMap((name) => [...columnsOf(step, name, type)]),
    ...defined.map(({ colname }) => colname ?? ''),
  ]);
}

function columnsOf(step: Step, relation: string, type: string): ReadonlySet<string> {
  const columns = [...(step.before.relations.get(relation)?.columns.values() ?? [])];
  return new Set(columns.filter((column) => column.type?.name === type).map(({ name }) => name));
}

function isType(step: Step, written: Parameters<typeof typeRef>[0], type: string): boolean {
  const ref = typeRef(written);
  if (ref.name === type) return true;
  const { searchPath } = effective(step.session);
  const known = step.before.types.get(type);
  return known !== undefined && findType(step.before, searchPath, ref) === known;
}
