import { parseFragment, parsePlpgsql } from './parse.js';
import { field } from './plpgsql-body.js';
import { bodiesOf, bodyOf, texts, type Node, type StatementNode } from './statement.js';

/** `NEW.total := …` in the body of a trigger's function. */
export interface NewValue {
  readonly column: string;
  readonly value: Node;
}

const read = new WeakMap<StatementNode, readonly NewValue[]>();

/** What a PL/pgSQL function gives the columns of its new row; of one in another language nothing is known. */
export function newValuesOf(node: StatementNode<'CreateFunctionStmt'>, sql: string): readonly NewValue[] {
  const known = read.get(node);
  if (known !== undefined) return known;
  const parsed = parsePlpgsql(sql);
  const found = parsed.ok ? assignmentsBelow(parsed.tree).flatMap(newValue) : [];
  read.set(node, found);
  return found;
}

/** The texts of all assignments, however deep. */
function assignmentsBelow(root: unknown): readonly string[] {
  const found: string[] = [];
  const pending = [root];
  for (let value = pending.pop(); value !== undefined; value = pending.pop()) {
    if (typeof value !== 'object' || value === null) continue;
    const query = field(field(field(field(value, 'PLpgSQL_stmt_assign'), 'expr'), 'PLpgSQL_expr'), 'query');
    if (typeof query === 'string') found.unshift(query);
    const below: readonly unknown[] = Object.values(value);
    pending.push(...below.filter((one) => one !== undefined));
  }
  return found;
}

function newValue(assignment: string): readonly NewValue[] {
  const [, target = '', value = ''] = /^\s*(new\s*\.\s*(?:"[^"]+"|\w+))\s*:?=([^]*)$/i.exec(assignment) ?? [];
  const column = targetsOf(target)
    .flatMap((node) => texts(bodyOf('ColumnRef', node)?.fields))
    .at(1);
  const [written] = targetsOf(value);
  return column === undefined || written === undefined ? [] : [{ column, value: written }];
}

function targetsOf(expression: string): readonly Node[] {
  const [select] = expression.trim() === '' ? [] : (parseFragment(`SELECT ${expression}`) ?? []);
  if (select?.tag !== 'SelectStmt') return [];
  return bodiesOf('ResTarget', select.body.targetList).flatMap(({ val }) => (val === undefined ? [] : [val]));
}
