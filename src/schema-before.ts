import { applyPieces, type AfterPiece } from './catalog/from-sql.js';
import { EMPTY_CATALOG, type Catalog } from './catalog/catalog.js';
import { forgetAll, forgetNamed, stub } from './catalog/forget.js';
import { newName } from './catalog/lookup.js';
import { databaseOfText, type DatabaseOf } from './databases.js';
import { calledBody } from './effects/called-body.js';
import { momentOf } from './effects/moment.js';
import { sectionsOf } from './frameworks/sections.js';
import type { Tools } from './frameworks/tool.js';
import { historyFolder } from './history/run-order.js';
import type { PreflightInput, SchemaText } from './preflight.js';
import type { SchemaSource } from './report/report.js';
import { NEW_SESSION } from './session/session.js';
import { inside, type RoutineItem } from './sql/routine.js';
import { parseSource, type ParsedSource } from './sql/parse.js';
import { hasPlaceholder } from './sql/source.js';
import type { Piece, Statement, StatementTag } from './sql/statement.js';
import type { Schemas } from './timeline.js';
import { looseNames, madeTables, wordsOf } from './sql/words.js';

export interface SchemaBefore extends Schemas {
  readonly source: SchemaSource;
  /** The catalog as each merged up found it whose way back the change brings, by its path. */
  readonly found: ReadonlyMap<string, Catalog>;
}

/**
 * The schema that the texts leave behind, in their order. What cannot be understood makes the tables that it names
 * unknown, and only them: a fact that something unread may have changed must not call a statement safe.
 */
export function schemaBefore(
  { schema, schemaProblem, settings, base }: Pick<PreflightInput, 'schema' | 'schemaProblem' | 'settings' | 'base'>,
  databaseOf: DatabaseOf,
  tools: Tools,
  onFile: (path: string) => void,
): SchemaBefore {
  const catalogs = new Map<string, Catalog>();
  const notUnderstood: string[] = [];
  const ups = new Set((base?.ups ?? []).map(({ path }) => path));
  const found = new Map<string, Catalog>();
  for (const text of schema) {
    const database = databaseOfText(text, databaseOf);
    const catalog = catalogs.get(database) ?? EMPTY_CATALOG;
    if (ups.has(text.path)) found.set(text.path, catalog);
    if (text.kind === 'dump' || text.kind === 'migration') onFile(text.path);
    const { after, understood } = replayed(catalog, text, { version: settings.postgresVersion, tools });
    catalogs.set(database, after);
    if (!understood) notUnderstood.push(text.path);
  }
  const dump = schema.find(({ kind }) => kind === 'dump');
  const migrations = schema.filter(({ kind }) => kind !== 'dump').length;
  const known = dump === undefined ? (migrations > 0 ? 'migrations' : 'none') : 'dump';
  const kind = schemaProblem === null ? known : 'unknown';
  const source = { kind, path: dump?.path ?? null, migrations, notUnderstood, problem: schemaProblem } as const;
  return { catalogs, databaseOf, folderOf: historyFolder, source, found };
}

interface Replayed {
  readonly after: Catalog;
  readonly understood: boolean;
}

interface Runner {
  readonly version: number;
  readonly tools: Tools;
}

function replayed(before: Catalog, text: SchemaText, runner: Runner): Replayed {
  switch (text.kind) {
    case 'dump': {
      const { after, understood } = run(before, text, runner);
      return { after: filled(after), understood };
    }
    case 'migration':
      return run(before, text, runner);
    case 'names':
      return { after: forgetMentioned(before, text.text), understood: false };
    case 'unread':
      return { after: forgetAll(before), understood: false };
  }
}

/** pg_dump makes every materialized view WITH NO DATA and refreshes it with the data, which a dump of the schema lacks. */
function filled(catalog: Catalog): Catalog {
  const relations = catalog.relations.map((one) => (one.populated ? one : { ...one, populated: true }));
  return { ...catalog, relations };
}

function run(before: Catalog, text: SchemaText, { version, tools }: Runner): Replayed {
  const parsed = parseSource(text.text);
  const major = tools.told(text.path).version ?? version;
  let understood = true;
  const after: AfterPiece = (catalog, piece, { path }) => {
    const sql = parsed.sql.slice(piece.span.start, piece.span.end);
    if (isUnderstood(piece, sql, catalog, major)) return catalog;
    understood = false;
    if (!piece.readable && piece.cause === 'outside') return forgetAll(catalog);
    const named = withStubs(forgetWords(catalog, sql), sql, (parts) => newName(path, parts));
    return named === catalog && mayChangeAny(sql) ? forgetAll(catalog) : named;
  };
  return { after: applyPieces(before, parsed.sql, piecesUp(text, parsed, tools), after), understood };
}

/** A dump has no way down. */
function piecesUp(
  { kind, path, text }: SchemaText,
  { pieces, comments }: ParsedSource,
  tools: Tools,
): readonly Piece[] {
  if (kind === 'dump') return pieces;
  const up = sectionsOf(path, text, comments, tools).filter(({ direction }) => direction === 'up');
  return pieces.filter(({ span }) => up.some(({ start, end }) => span.start >= start && span.start < end));
}

/** Statements that say of what they are about by a name alone, which a placeholder hides. */
const BY_NAME: ReadonlySet<StatementTag> = new Set([
  'AlterTableStmt',
  'AlterObjectSchemaStmt',
  'DropStmt',
  'RenameStmt',
]);

function isUnderstood(piece: Piece, sql: string, catalog: Catalog, version: number): boolean {
  if (!piece.readable) return false;
  if (BY_NAME.has(piece.node.tag)) return !hasPlaceholder(sql);
  return !RUNS_CODE.has(piece.node.tag) || isBodyRead(piece, sql, catalog, version);
}

const RUNS_CODE: ReadonlySet<StatementTag> = new Set(['DoStmt', 'CallStmt', 'SelectStmt']);

/** A function that only computes changes no table, whether its body can be read or not. */
function isBodyRead({ node }: Statement, sql: string, catalog: Catalog, version: number): boolean {
  const routine = calledBody(node, sql, momentOf(catalog, NEW_SESSION, 0, version));
  if (routine === null) return true;
  if (!routine.ok) return false;
  if (node.tag === 'DoStmt') return !isOpaque(routine.items);
  return !routine.items.some(changesSchema);
}

function isOpaque(items: readonly RoutineItem[]): boolean {
  return items.some((item) => item.kind === 'opaque' || isOpaque(inside(item) ?? []));
}

/** The replay runs no called routine, so one that holds more than reads and writes of rows is not understood. */
function changesSchema(item: RoutineItem): boolean {
  if (item.kind === 'opaque') return true;
  if (item.kind === 'statement') return !OF_ROWS.has(item.statement.node.tag);
  return (inside(item) ?? []).some(changesSchema);
}

const OF_ROWS: ReadonlySet<StatementTag> = new Set([
  'DeleteStmt',
  'InsertStmt',
  'LockStmt',
  'MergeStmt',
  'SelectStmt',
  'UpdateStmt',
  'VariableSetStmt',
]);

function forgetWords(catalog: Catalog, text: string): Catalog {
  const words = wordsOf(text);
  return forgetNamed(catalog, (name) => words.has(name));
}

/** A statement put together at run time whose tables nobody names, when it takes away what a fact rests on. */
function mayChangeAny(sql: string): boolean {
  return /\b(?:alter\s+column|drop|rename|set\s+schema|attach|detach|inherit)\b/i.test(sql);
}

/**
 * A text in another language names tables in its own way: a model for a table, the singular for the plural. One that
 * names none of the known tables and plainly makes no new one may be about any.
 */
function forgetMentioned(catalog: Catalog, text: string): Catalog {
  const isNamed = looseNames(text);
  const after = forgetNamed(catalog, isNamed);
  const made = withStubs(after, text, (parts) => newName(['public'], parts));
  return made === catalog && madeTables(text).length === 0 ? forgetAll(catalog) : made;
}

/** What it makes is there afterwards, and does not pass for new when a migration makes it if it does not exist. */
function withStubs(catalog: Catalog, text: string, nameOf: (parts: readonly string[]) => string): Catalog {
  let after = catalog;
  for (const parts of madeTables(text)) after = stub(after, nameOf(parts));
  return after;
}
