import { hasSqlDetails, loadModule, parsePlPgSQLSync, parseSync } from 'libpg-query';
import { commandTag } from './command-tag.js';
import { tokenize, type Token } from './lexer.js';
import { byteConverter, offsetOfCodePoint, type Span } from './positions.js';
import { prepareSource, type Placeholder, type Piece as Cut, type PreparedSource } from './source.js';
import { statementNode, type Node, type Piece, type StatementNode } from './statement.js';

/** A migration's text as statements, in order, with what a person wrote around them. */
export interface ParsedSource {
  /** The text as the parser saw it: same offsets, foreign parts blanked or replaced. */
  readonly sql: string;
  readonly pieces: readonly Piece[];
  readonly comments: readonly Token[];
  readonly placeholders: readonly Placeholder[];
  /** Commands of psql, which stand nowhere among the statements. */
  readonly psql: readonly Span[];
}

/** Loads the WebAssembly parser, once; everything after is synchronous. */
export async function loadParser(): Promise<void> {
  await loadModule();
}

/**
 * Parses a whole file; when it does not parse, its statements one by one, so that a bad one hides only itself.
 * Never throws for what a file holds: a piece that cannot be read is a piece of its own.
 */
export function parseSource(text: string): ParsedSource {
  const source = prepareSource(text);
  const { comments, placeholders, psql } = source;
  return { sql: source.sql, pieces: parseWhole(source) ?? parseEach(source), comments, placeholders, psql };
}

/** Statements of a text that is not a file (a body, an EXECUTE string), or null when it does not parse. */
export function parseFragment(sql: string): StatementNode[] | null {
  try {
    return nodesOf(sql);
  } catch (error) {
    if (isRefusal(error)) return null;
    throw error;
  }
}

/** The parser's JSON for one DO, CREATE FUNCTION or CREATE PROCEDURE with a PL/pgSQL body, or why there is none. */
export function parsePlpgsql(
  statement: string,
): { readonly ok: true; readonly tree: unknown } | { readonly ok: false; readonly why: string } {
  try {
    return { ok: true, tree: parsePlPgSQLSync(statement) };
  } catch (error) {
    return { ok: false, why: refusal(error) };
  }
}

function parseWhole(source: PreparedSource): Piece[] | null {
  if (source.pieces.length === 0) return [];
  try {
    const result = parseSync(source.sql);
    const toOffset = byteConverter(source.sql);
    const stmts = result.stmts ?? [];
    if (stmts.length !== source.pieces.length) return null;
    return stmts.map((raw, index) => {
      const cut = source.pieces[index];
      // The parser and our cutter must agree on where each statement starts, or a comment would land on the wrong line.
      if (cut === undefined || cut.start !== toOffset(raw.stmt_location ?? 0)) throw new DisagreementError();
      return readPiece(raw.stmt, source.sql, cut, index);
    });
  } catch (error) {
    if (isRefusal(error) || error instanceof DisagreementError) return null;
    throw error;
  }
}

class DisagreementError extends Error {}

function parseEach(source: PreparedSource): Piece[] {
  return source.pieces.map((cut, index) => {
    const sql = source.sql.slice(cut.start, cut.end);
    try {
      const stmts = parseSync(sql).stmts ?? [];
      if (stmts.length === 1) return readPiece(stmts[0]?.stmt, source.sql, cut, index);
      return unreadable(cut, index, `the text holds ${stmts.length} statements where one was expected`);
    } catch (error) {
      return unreadable(cut, index, refusal(error) + nearby(error, sql));
    }
  });
}

function readPiece(stmt: Node | undefined, sql: string, cut: Cut, index: number): Piece {
  const node = stmt === undefined ? null : statementNode(stmt);
  if (node === null) return unreadable(cut, index, 'the parser gave a statement of no known kind');
  const span: Span = { start: cut.start, end: cut.end };
  const parts = node.tag === 'AlterTableStmt' ? partsOf(sql, cut, node.body.cmds?.length ?? 1) : [span];
  return { readable: true, index, kind: commandTag(node), node, span, parts };
}

/** The n-th subcommand is the n-th piece between top-level commas; the first starts behind the table's name. */
function partsOf(sql: string, cut: Cut, count: number): Span[] {
  if (count === 1 || cut.commas.length !== count - 1) return [{ start: cut.start, end: cut.end }];
  const starts = [firstSubcommand(sql, cut), ...cut.commas.map((comma) => comma + 1)];
  return starts.map((start, at) => {
    const end = cut.commas[at] ?? cut.end;
    // A comment behind the comma is about the subcommand before.
    const tokens = tokenize(sql, start, end).filter((token) => !token.kind.endsWith('comment'));
    return { start: tokens[0]?.start ?? start, end: tokens.at(-1)?.end ?? end };
  });
}

const BEFORE_NAME = new Set([
  'ALTER',
  'TABLE',
  'INDEX',
  'VIEW',
  'MATERIALIZED',
  'SEQUENCE',
  'FOREIGN',
  'TYPE',
  'IF',
  'EXISTS',
  'ONLY',
]);

/** Behind `ALTER TABLE [IF EXISTS] [ONLY] schema.name [*]`. */
function firstSubcommand(sql: string, cut: Cut): number {
  const tokens = tokenize(sql, cut.start, cut.commas[0] ?? cut.end).filter((token) => !token.kind.endsWith('comment'));
  const words = tokens.map((token) => sql.slice(token.start, token.end));
  let at = tokens.findIndex(
    (token, index) => token.kind === 'quoted-name' || !BEFORE_NAME.has((words[index] ?? '').toUpperCase()),
  );
  while (words[at + 1] === '.') at += 2;
  if (words[at + 1] === '*') at += 1;
  return tokens[at + 1]?.start ?? cut.start;
}

function unreadable(cut: Cut, index: number, why: string): Piece {
  return { readable: false, index, span: { start: cut.start, end: cut.end }, why };
}

function nodesOf(sql: string): StatementNode[] {
  if (sql.trim() === '') return [];
  const nodes: StatementNode[] = [];
  for (const raw of parseSync(sql).stmts ?? []) {
    const node = raw.stmt === undefined ? null : statementNode(raw.stmt);
    if (node !== null) nodes.push(node);
  }
  return nodes;
}

/**
 * Whether the parser said no to the text, as opposed to a bug of ours. It says so with an SqlError; with a RangeError
 * or an Error of its own ("No parse tree generated") when the text is beyond its stack or memory.
 */
function isRefusal(error: unknown): boolean {
  if (hasSqlDetails(error)) return true;
  return error instanceof Error ? error.name !== 'TypeError' && error.name !== 'ReferenceError' : isExitStatus(error);
}

/** Emscripten's way to die: an object, not an Error. */
function isExitStatus(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'status' in error;
}

/** The parser's own words, cut: they may carry the whole rest of the file. */
function refusal(error: unknown): string {
  if (!isRefusal(error)) throw error;
  const message = error instanceof Error ? error.message : 'the parser ran out of memory';
  return message.length > 160 ? `${message.slice(0, 160)}…` : message;
}

function nearby(error: unknown, sql: string): string {
  if (!hasSqlDetails(error)) return '';
  const cursor = error.sqlDetails?.cursorPosition ?? 0;
  if (cursor <= 0) return '';
  const line = sql.slice(0, offsetOfCodePoint(sql, cursor)).split('\n').length;
  return line === 1 ? '' : ` (line ${line} of the statement)`;
}
