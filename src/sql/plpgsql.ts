import { parseFragment, parsePlpgsql } from './parse.js';
import { bodiesOf, bodyOf, items, text, type BodyOf, type Node, type StatementNode } from './statement.js';

/** What a routine's body does, as far as static reading can tell. */
export type RoutineItem =
  | { readonly kind: 'statement'; readonly node: StatementNode }
  /** EXECUTE: its statements when the string is a constant, null when it is put together at run time. */
  | { readonly kind: 'dynamic'; readonly nodes: readonly StatementNode[] | null }
  | { readonly kind: 'loop'; readonly items: readonly RoutineItem[] }
  /** Runs or not, by a condition or in an exception handler. */
  | { readonly kind: 'branch'; readonly items: readonly RoutineItem[] }
  | { readonly kind: 'commit' }
  | { readonly kind: 'rollback' };

export type Routine =
  { readonly ok: true; readonly items: readonly RoutineItem[] } | { readonly ok: false; readonly why: string };

/** Bodies already read: a file is looked at before its timeline runs, and a PL/pgSQL parse is worth ten others. */
const read = new WeakMap<StatementNode, Routine>();

/** The body of a DO, CREATE FUNCTION or CREATE PROCEDURE; null for a statement that has none. */
export function routineOf(node: StatementNode, sql: string): Routine | null {
  if (node.tag !== 'DoStmt' && node.tag !== 'CreateFunctionStmt') return null;
  const known = read.get(node);
  if (known !== undefined) return known;
  const routine = readRoutine(node, sql);
  read.set(node, routine);
  return routine;
}

function readRoutine(node: StatementNode<'DoStmt' | 'CreateFunctionStmt'>, sql: string): Routine {
  if (node.tag === 'DoStmt') {
    const options = bodiesOf('DefElem', node.body.args);
    return readBody(languageOf(options) ?? 'plpgsql', options, sql);
  }
  const options = bodiesOf('DefElem', node.body.options);
  if (node.body.sql_body !== undefined) return { ok: true, items: statementsBelow(node.body.sql_body) };
  return readBody(languageOf(options) ?? 'sql', options, sql);
}

function readBody(language: string, options: readonly BodyOf<'DefElem'>[], sql: string): Routine {
  const as = options.find((option) => option.defname === 'as');
  if (as === undefined) return { ok: false, why: 'it has no body' };
  if (language === 'sql') {
    const nodes = parseFragment(bodyText(as.arg));
    return nodes === null ? { ok: false, why: 'its SQL body does not parse' } : { ok: true, items: asItems(nodes) };
  }
  if (language !== 'plpgsql') return { ok: false, why: `a body in ${language} is not read` };
  const parsed = parsePlpgsql(sql);
  if (!parsed.ok) return parsed;
  const [entry] = list(field(parsed.tree, 'plpgsql_funcs'));
  const action = field(field(entry, 'PLpgSQL_function'), 'action');
  return { ok: true, items: readBlock(field(action, 'PLpgSQL_stmt_block')) };
}

function languageOf(options: readonly BodyOf<'DefElem'>[]): string | null {
  const option = options.find((candidate) => candidate.defname === 'language');
  return option === undefined ? null : text(option.arg).toLowerCase();
}

/** DO gives the body as a String, CREATE FUNCTION as a list of one. */
function bodyText(arg: Node | undefined): string {
  return text(arg) || text(items(arg)[0]);
}

function statementsBelow(body: Node): RoutineItem[] {
  const found: RoutineItem[] = [];
  for (const item of [body, ...items(body)].flatMap((each) => [each, ...items(each)])) {
    const select = bodyOf('SelectStmt', item);
    if (select !== null) found.push({ kind: 'statement', node: { tag: 'SelectStmt', body: select } });
    const insert = bodyOf('InsertStmt', item);
    if (insert !== null) found.push({ kind: 'statement', node: { tag: 'InsertStmt', body: insert } });
    const update = bodyOf('UpdateStmt', item);
    if (update !== null) found.push({ kind: 'statement', node: { tag: 'UpdateStmt', body: update } });
    const remove = bodyOf('DeleteStmt', item);
    if (remove !== null) found.push({ kind: 'statement', node: { tag: 'DeleteStmt', body: remove } });
  }
  return found;
}

function readBlock(block: unknown): RoutineItem[] {
  const found = list(field(block, 'body')).flatMap(readStatement);
  const handlers = list(field(field(field(block, 'exceptions'), 'PLpgSQL_exception_block'), 'exc_list'));
  for (const handler of handlers) {
    found.push({ kind: 'branch', items: readAll(field(field(handler, 'PLpgSQL_exception'), 'action')) });
  }
  return found;
}

function readAll(statements: unknown): RoutineItem[] {
  return list(statements).flatMap(readStatement);
}

function readStatement(statement: unknown): RoutineItem[] {
  if (typeof statement !== 'object' || statement === null) return [];
  const entries: readonly (readonly [string, unknown])[] = Object.entries(statement);
  const [entry] = entries;
  return entry === undefined ? [] : (READERS[entry[0]]?.(entry[1]) ?? []);
}

/** One reader for each PL/pgSQL statement that runs SQL, repeats or ends a transaction (source: plpgsql.h). */
const READERS: Readonly<Record<string, (body: unknown) => RoutineItem[]>> = {
  PLpgSQL_stmt_block: readBlock,
  PLpgSQL_stmt_execsql: (body) => readQuery(field(body, 'sqlstmt')),
  PLpgSQL_stmt_perform: (body) => readQuery(field(body, 'expr')),
  PLpgSQL_stmt_call: (body) => readQuery(field(body, 'expr')),
  PLpgSQL_stmt_dynexecute: (body) => [readDynamic(field(body, 'query'))],
  PLpgSQL_stmt_return_query: (body) => readQuery(field(body, 'query')),
  PLpgSQL_stmt_loop: readLoop,
  PLpgSQL_stmt_while: readLoop,
  PLpgSQL_stmt_fori: readLoop,
  PLpgSQL_stmt_foreach_a: readLoop,
  PLpgSQL_stmt_forc: readLoop,
  PLpgSQL_stmt_fors: (body) => [...readQuery(field(body, 'query')), ...readLoop(body)],
  PLpgSQL_stmt_dynfors: (body) => [readDynamic(field(body, 'query')), ...readLoop(body)],
  PLpgSQL_stmt_if: readIf,
  PLpgSQL_stmt_case: readCase,
  PLpgSQL_stmt_commit: () => [{ kind: 'commit' }],
  PLpgSQL_stmt_rollback: () => [{ kind: 'rollback' }],
};

function readLoop(body: unknown): RoutineItem[] {
  return [{ kind: 'loop', items: readAll(field(body, 'body')) }];
}

function readIf(body: unknown): RoutineItem[] {
  const branches = [field(body, 'then_body'), field(body, 'else_body')];
  for (const other of list(field(body, 'elsif_list'))) branches.push(field(field(other, 'PLpgSQL_if_elsif'), 'stmts'));
  return branches.map((branch) => ({ kind: 'branch', items: readAll(branch) }));
}

function readCase(body: unknown): RoutineItem[] {
  const branches = [field(body, 'else_stmts')];
  for (const when of list(field(body, 'case_when_list')))
    branches.push(field(field(when, 'PLpgSQL_case_when'), 'stmts'));
  return branches.map((branch) => ({ kind: 'branch', items: readAll(branch) }));
}

function readQuery(expression: unknown): RoutineItem[] {
  const query = field(field(expression, 'PLpgSQL_expr'), 'query');
  if (typeof query !== 'string') return [];
  const nodes = parseFragment(query);
  return nodes === null ? [{ kind: 'dynamic', nodes: null }] : asItems(nodes);
}

/** `EXECUTE '…'` with one string constant can be read; anything put together at run time cannot. */
function readDynamic(expression: unknown): RoutineItem {
  const query = field(field(expression, 'PLpgSQL_expr'), 'query');
  const [select] = typeof query === 'string' ? (parseFragment(`SELECT ${query}`) ?? []) : [];
  if (select?.tag !== 'SelectStmt') return { kind: 'dynamic', nodes: null };
  const [target] = bodiesOf('ResTarget', select.body.targetList);
  const constant = bodyOf('A_Const', target?.val)?.sval?.sval;
  return { kind: 'dynamic', nodes: constant === undefined ? null : parseFragment(constant) };
}

function asItems(nodes: readonly StatementNode[]): RoutineItem[] {
  return nodes.map((node) => ({ kind: 'statement', node }));
}

/** The parser's PL/pgSQL tree is untyped JSON: read by name, with nothing assumed to be there. */
function field(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  return Object.entries(value).find(([key]) => key === name)?.[1];
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
