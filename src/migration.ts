import { connectionOf, type Connection } from './connection.js';
import { EMPTY_CATALOG } from './catalog/catalog.js';
import { catalogFromSql } from './catalog/from-sql.js';
import { REFUSES_TRANSACTION } from './effects/index-build.js';
import { momentOf } from './effects/moment.js';
import { calledBody, REFUSES_COMMIT } from './effects/called-body.js';
import { ofCaller } from './effects/routine.js';
import { appendedParts } from './frameworks/appended.js';
import type { Runner } from './frameworks/reading.js';
import { readAs } from './frameworks/sections.js';
import type { Tools } from './frameworks/tool.js';
import type { SourceFile } from './preflight.js';
import type { Direction, TransactionSpan } from './report/report.js';
import { begin, NEW_SESSION } from './session/session.js';
import { commandOf } from './sql/command.js';
import { tokenize, type Token } from './sql/lexer.js';
import type { RelationName } from './sql/names.js';
import { parseSource } from './sql/parse.js';
import type { Placeholder } from './sql/source.js';
import { bodyOf, type Piece, type Statement, type StatementNode, type StatementTag } from './sql/statement.js';

/** A part of a file that its tool runs as one unit, with its statements. */
export interface Section {
  readonly direction: 'up' | 'down';
  /** As the tool delivers it; `string` only where it holds several statements, which are then one transaction. */
  readonly transaction: 'run' | 'file' | 'string' | 'statement';
  /** It leaves its tool as one string: a second statement in it makes it a transaction. */
  readonly sentWhole: boolean;
  /** On the connection of the section before, whose session goes on. */
  readonly continues: boolean;
  /** Commands that leave such a string and run by themselves. */
  readonly alone: ReadonlySet<string>;
  /** The tool's name or its way with transactions was not known. */
  readonly assumed: boolean;
  readonly pieces: readonly Piece[];
}

/** One migration file, read. */
export interface Migration {
  readonly source: SourceFile;
  readonly path: string;
  readonly text: string;
  /** The text as the parser saw it; same offsets. */
  readonly sql: string;
  /** The tool's name for the report. */
  readonly framework: string;
  readonly runner: Runner;
  readonly direction: Direction;
  readonly transaction: TransactionSpan;
  readonly sections: readonly Section[];
  readonly pieces: readonly Piece[];
  readonly comments: readonly Token[];
  readonly placeholders: readonly Placeholder[];
  /** Oldest major that runs it. */
  readonly version: number;
  readonly connection: Connection;
  /** How many parts of the file are for another database, and not judged. */
  readonly elsewhere: number;
  /** Pieces, by index, that do not count: for another database, or as they stood in a part that has run. */
  readonly passedOver: ReadonlySet<number>;
  /** Relations that the base version of this file makes. */
  readonly madeBefore: ReadonlySet<RelationName>;
}

/** `oldest` is the major that runs it where nothing else is said of its path. */
export function readMigration(source: SourceFile, text: string, oldest: number, tools: Tools): Migration {
  const parsed = parseSource(text);
  const version = tools.told(source.path).version ?? oldest;
  const { runner, sections: parts, elsewhere } = readAs(source.path, text, parsed.comments, tools);
  const ran = partsThatRan(source, parsed.comments, text, runner);
  const sections = parts
    .filter(({ end }) => !ran.has(end))
    .flatMap(({ direction, start, end, delivery, blocks = [] }) => {
      const pieces = parsed.pieces.filter(({ span }) => span.start >= start && span.start < end);
      const { assumed, transaction, alone } = delivery(pieces.map(commandOf));
      const apart =
        (assumed && leavesTransaction(pieces, parsed.sql, version)) || (transaction === 'string' && pieces.length < 2);
      const sentWhole = transaction === 'string';
      const section: Section = {
        direction,
        assumed,
        pieces,
        alone,
        sentWhole,
        continues: false,
        transaction: apart ? 'statement' : transaction,
      };
      return inBlocks(section, blocks);
    });
  return {
    source,
    path: source.path,
    text,
    sql: parsed.sql,
    framework: runner.framework?.name ?? 'plain-sql',
    runner,
    direction: directionOf(sections),
    transaction: spanOf(sections),
    sections,
    pieces: parsed.pieces,
    comments: parsed.comments,
    placeholders: parsed.placeholders,
    version,
    elsewhere,
    passedOver: passedOver(parsed.pieces, parts, ran),
    connection: connectionOf(source.path, runner, tools),
    madeBefore: new Set(source.baseText === null ? [] : catalogFromSql([source.baseText]).relations.keys()),
  };
}

/** Several statements that go out as one string are a section of their own, as are those around them. */
function inBlocks(section: Section, blocks: readonly (readonly [start: number, end: number])[]): readonly Section[] {
  const blockOf = ({ span }: Piece): number =>
    blocks.findIndex(([start, end]) => span.start >= start && span.start < end);
  const parts: { readonly block: number; readonly pieces: Piece[] }[] = [];
  for (const piece of section.pieces) {
    const block = blockOf(piece);
    const last = parts.at(-1);
    if (last?.block === block) last.pieces.push(piece);
    else parts.push({ block, pieces: [piece] });
  }
  if (!parts.some(({ block, pieces }) => block >= 0 && pieces.length > 1)) return [section];
  return parts.map(({ block, pieces }, at) => {
    const isString = block >= 0 && pieces.length > 1;
    const transaction = isString ? 'string' : section.transaction;
    return { ...section, pieces, transaction, sentWhole: isString, continues: at > 0 };
  });
}

function passedOver(
  pieces: readonly Piece[],
  parts: readonly { readonly start: number; readonly end: number }[],
  ran: ReadonlyMap<number, boolean>,
): ReadonlySet<number> {
  const counts = parts.filter(({ end }) => ran.get(end) !== true);
  const passed = pieces.filter(({ span }) => !counts.some(({ start, end }) => span.start >= start && span.start < end));
  return new Set(passed.map(({ index }) => index));
}

/**
 * Ends of the parts that the base version of a file which only grows has already, and that have run there; true where
 * the text is the same.
 */
function partsThatRan(
  { baseText }: SourceFile,
  comments: readonly Token[],
  text: string,
  { framework }: Runner,
): ReadonlyMap<number, boolean> {
  const appends = framework?.appends;
  if (appends === undefined || baseText === null) return new Map();
  const before = new Map(
    appendedParts(appends, baseText, tokenize(baseText).filter(isComment)).map(({ name, start, end }) => [
      name,
      baseText.slice(start, end).trim(),
    ]),
  );
  return new Map(
    appendedParts(appends, text, comments).flatMap(({ name, start, end, runsAgain }): [number, boolean][] => {
      const known = before.get(name);
      const isSame = known === text.slice(start, end).trim();
      return known === undefined || (runsAgain && !isSame) ? [] : [[end, isSame]];
    }),
  );
}

function isComment({ kind }: Token): boolean {
  return kind === 'line-comment' || kind === 'block-comment';
}

/** Whether the tool itself begins and ends a transaction around a section. */
export function isWrapped({ transaction }: Section): boolean {
  return transaction === 'run' || transaction === 'file';
}

function spanOf(sections: readonly Section[]): TransactionSpan {
  if (sections.some(({ transaction }) => transaction === 'run')) return 'run';
  return sections.some(({ transaction }) => transaction !== 'statement') ? 'file' : 'statement';
}

/**
 * A file whose runner we don't know is taken for one transaction, unless it shows that it is none: it begins or
 * commits by itself, or holds a statement that Postgres refuses in a transaction.
 */
function leavesTransaction(pieces: readonly Piece[], sql: string, version: number): boolean {
  return (
    pieces.some((piece) => piece.readable && (controlsTransaction(piece) || refusesTransaction(piece, sql, version))) ||
    isLoneCall(pieces)
  );
}

/** A procedure may commit, and nobody calls one alone in a file who wants it in a transaction with something else. */
function isLoneCall(pieces: readonly Piece[]): boolean {
  const working = pieces.filter((piece) => !piece.readable || piece.node.tag !== 'VariableSetStmt');
  const [only] = working;
  return working.length === 1 && only?.readable === true && only.node.tag === 'CallStmt';
}

function controlsTransaction({ node }: Statement): boolean {
  if (node.tag !== 'TransactionStmt') return false;
  const kind = node.body.kind ?? 'TRANS_STMT_BEGIN';
  return (
    kind === 'TRANS_STMT_BEGIN' ||
    kind === 'TRANS_STMT_START' ||
    kind === 'TRANS_STMT_COMMIT' ||
    kind === 'TRANS_STMT_ROLLBACK'
  );
}

/** The only kinds that may refuse a transaction; asking the effects of every statement would cost as much as judging it. */
const MAY_REFUSE: ReadonlySet<StatementTag> = new Set([
  'AlterEnumStmt',
  'AlterSystemStmt',
  'AlterTableStmt',
  'ClusterStmt',
  'CreateSubscriptionStmt',
  'CreateTableSpaceStmt',
  'CreatedbStmt',
  'DiscardStmt',
  'DoStmt',
  'DropStmt',
  'DropSubscriptionStmt',
  'DropTableSpaceStmt',
  'DropdbStmt',
  'IndexStmt',
  'ReindexStmt',
  'TransactionStmt',
  'VacuumStmt',
]);

function mayRefuse(node: StatementNode): boolean {
  if (node.tag === 'IndexStmt' || node.tag === 'DropStmt') return node.body.concurrent === true;
  if (node.tag !== 'AlterTableStmt') return MAY_REFUSE.has(node.tag);
  return (node.body.cmds ?? []).some((cmd) => bodyOf('AlterTableCmd', cmd)?.subtype === 'AT_DetachPartition');
}

function refusesTransaction({ node, span }: Statement, sql: string, version: number): boolean {
  if (!mayRefuse(node)) return false;
  const inTransaction = momentOf(EMPTY_CATALOG, begin(NEW_SESSION, false), 1, version);
  const routine = calledBody(node, sql.slice(span.start, span.end), inTransaction);
  const { fails } = ofCaller(node, routine, inTransaction);
  return fails === REFUSES_TRANSACTION || fails === REFUSES_COMMIT;
}

function directionOf(sections: readonly Section[]): Direction {
  const down = sections.some((section) => section.direction === 'down' && section.pieces.length > 0);
  const up = sections.some((section) => section.direction === 'up' && section.pieces.length > 0);
  if (down && up) return 'both';
  return down || sections.every((section) => section.direction === 'down') ? 'down' : 'up';
}
