import { parseFragment, parseSource } from './parse.js';
import type { RoutineItem, SourceText } from './routine.js';
import { bodiesOf, bodyOf } from './statement.js';

/** What a PL/pgSQL block of the parser's tree does. */
export function readBlock(block: unknown): RoutineItem[] {
  const body = readAll(field(block, 'body'));
  const handlers = list(field(field(field(block, 'exceptions'), 'PLpgSQL_exception_block'), 'exc_list'));
  if (handlers.length === 0) return body;
  const caught = handlers.map((handler): RoutineItem => {
    return { kind: 'branch', items: readAll(field(field(handler, 'PLpgSQL_exception'), 'action')) };
  });
  return [{ kind: 'guarded', items: body }, ...caught];
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
  PLpgSQL_stmt_execsql: (body) => readQuery(body, 'sqlstmt'),
  PLpgSQL_stmt_perform: (body) => readQuery(body, 'expr'),
  PLpgSQL_stmt_call: (body) => readQuery(body, 'expr'),
  PLpgSQL_stmt_dynexecute: (body) => readDynamic(body, 'query'),
  PLpgSQL_stmt_return_query: (body) => [...readQuery(body, 'query'), ...readDynamic(body, 'dynquery')],
  PLpgSQL_stmt_open: (body) => [...readQuery(body, 'query'), ...readDynamic(body, 'dynquery')],
  PLpgSQL_stmt_assign: (body) => readExpression(body, 'expr', /^[^:=]*:?=/),
  PLpgSQL_stmt_return: (body) => readExpression(body, 'expr'),
  PLpgSQL_stmt_loop: readLoop,
  PLpgSQL_stmt_while: (body) => [...readExpression(body, 'cond'), ...readLoop(body)],
  PLpgSQL_stmt_fori: readLoop,
  PLpgSQL_stmt_foreach_a: readLoop,
  PLpgSQL_stmt_forc: readLoop,
  PLpgSQL_stmt_fors: (body) => [...readQuery(body, 'query'), ...readLoop(body)],
  PLpgSQL_stmt_dynfors: (body) => [...readDynamic(body, 'query'), ...readLoop(body)],
  PLpgSQL_stmt_if: readIf,
  PLpgSQL_stmt_case: readCase,
  PLpgSQL_stmt_commit: () => [{ kind: 'commit' }],
  PLpgSQL_stmt_rollback: () => [{ kind: 'rollback' }],
};

function readLoop(body: unknown): RoutineItem[] {
  return [{ kind: 'loop', items: readAll(field(body, 'body')) }];
}

/** What stands under a condition that is the constant `false` never runs. */
function readIf(body: unknown): RoutineItem[] {
  const others = list(field(body, 'elsif_list')).map((other) => field(other, 'PLpgSQL_if_elsif'));
  const conditional = [
    { test: body, run: field(body, 'then_body') },
    ...others.map((other) => ({ test: other, run: field(other, 'stmts') })),
  ].filter(({ test }) => queryOf(test, 'cond')?.trim().toLowerCase() !== 'false');
  const tests = conditional.flatMap(({ test }) => readExpression(test, 'cond'));
  const branches = [...conditional.map(({ run }) => run), field(body, 'else_body')];
  return [...tests, ...branches.map((branch): RoutineItem => ({ kind: 'branch', items: readAll(branch) }))];
}

function readCase(body: unknown): RoutineItem[] {
  const branches = [field(body, 'else_stmts')];
  for (const when of list(field(body, 'case_when_list')))
    branches.push(field(field(when, 'PLpgSQL_case_when'), 'stmts'));
  return branches.map((branch) => ({ kind: 'branch', items: readAll(branch) }));
}

function readQuery(statement: unknown, name: string): RoutineItem[] {
  const query = queryOf(statement, name);
  if (query === null) return [];
  return readSql(query, lineOf(statement)) ?? [{ kind: 'opaque' }];
}

/** An expression that is worth a look: it calls something or reads a table. */
function readExpression(statement: unknown, name: string, before = /^/): RoutineItem[] {
  const expression = queryOf(statement, name)?.replace(before, '') ?? '';
  if (!expression.includes('(')) return [];
  return readSql(`SELECT ${expression}`, lineOf(statement)) ?? [];
}

/** `EXECUTE '…'` with one string constant can be read; anything put together at run time cannot. */
function readDynamic(statement: unknown, name: string): RoutineItem[] {
  const query = queryOf(statement, name);
  if (query === null) return [];
  const [select] = parseFragment(`SELECT ${query}`) ?? [];
  const [target] = select?.tag === 'SelectStmt' ? bodiesOf('ResTarget', select.body.targetList) : [];
  const constant = bodyOf('A_Const', target?.val)?.sval?.sval;
  const statements = constant === undefined ? null : readSql(constant, lineOf(statement));
  return statements ?? [{ kind: 'opaque' }];
}

/** The statements of a text inside a body, or null when one of them does not parse. */
export function readSql(sql: string, line: number | null): RoutineItem[] | null {
  const parsed = parseSource(sql);
  const statements = parsed.pieces.flatMap((piece) => (piece.readable ? [piece] : []));
  if (statements.length < parsed.pieces.length) return null;
  const source: SourceText = { text: sql, sql: parsed.sql };
  return statements.map((statement) => ({ kind: 'statement', statement, source, line }));
}

function queryOf(statement: unknown, name: string): string | null {
  const query = field(field(field(statement, name), 'PLpgSQL_expr'), 'query');
  return typeof query === 'string' ? query : null;
}

function lineOf(statement: unknown): number | null {
  const line = field(statement, 'lineno');
  return typeof line === 'number' ? line : null;
}

/** The parser's PL/pgSQL tree is untyped JSON: read by name, with nothing assumed to be there. */
export function field(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  return Object.entries(value).find(([key]) => key === name)?.[1];
}

export function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
