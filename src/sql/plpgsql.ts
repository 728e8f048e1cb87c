import { commandTag } from './command-tag.js';
import { parsePlpgsql, parseSource } from './parse.js';
import { field, list, readBlock, readSql } from './plpgsql-body.js';
import type { Routine, RoutineItem } from './routine.js';
import {
  bodiesOf,
  items,
  statementNode,
  text,
  type BodyOf,
  type Node,
  type Statement,
  type StatementNode,
} from './statement.js';

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
    const body = bodyText(as.arg);
    const statements = readSql(body, null);
    return statements === null ? { ok: false, why: refusalOf(body) } : { ok: true, items: statements };
  }
  if (language !== 'plpgsql') return { ok: false, why: `a body in ${language} is not read` };
  const parsed = parsePlpgsql(sql);
  if (!parsed.ok) return parsed;
  const [entry] = list(field(parsed.tree, 'plpgsql_funcs'));
  const action = field(field(entry, 'PLpgSQL_function'), 'action');
  return { ok: true, items: readBlock(field(action, 'PLpgSQL_stmt_block')) };
}

/** Why the parser does not take a body in SQL, in its own words where it has any. */
function refusalOf(body: string): string {
  const refused = parseSource(body).pieces.find((piece) => !piece.readable && piece.cause === 'refused');
  return refused?.readable === false ? refused.why : 'its SQL body does not parse';
}

function languageOf(options: readonly BodyOf<'DefElem'>[]): string | null {
  const option = options.find((candidate) => candidate.defname === 'language');
  return option === undefined ? null : text(option.arg).toLowerCase();
}

/** DO gives the body as a String, CREATE FUNCTION as a list of one. */
function bodyText(arg: Node | undefined): string {
  return text(arg) || text(items(arg)[0]);
}

/** RETURN and BEGIN ATOMIC: kept as a tree alone. */
function statementsBelow(body: Node): RoutineItem[] {
  const found: RoutineItem[] = [];
  for (const item of [body, ...items(body)].flatMap((each) => [each, ...items(each)])) {
    const node = statementNode(item);
    if (node === null || node.tag === 'ReturnStmt') continue;
    const span = { start: 0, end: 0 };
    const statement: Statement = { readable: true, index: 0, kind: commandTag(node), node, span, parts: [span] };
    found.push({ kind: 'statement', statement, source: { text: '', sql: '' }, line: null });
  }
  return found;
}
