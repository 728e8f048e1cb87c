import { applyStatement } from './catalog/apply.js';
import { dropSchema } from './catalog/apply-drop.js';
import { EMPTY_CATALOG, type Catalog, type SetNumber } from './catalog/catalog.js';
import { TEMPORARY_SCHEMA } from './catalog/lookup.js';
import { settle } from './catalog/settle.js';
import { undoFrom, undone, type Undo } from './catalog/undo.js';
import { calledBody } from './effects/called-body.js';
import { momentOf } from './effects/moment.js';
import { ofCaller, runRoutine, type Ran } from './effects/routine.js';
import type { Migration, Section } from './migration.js';
import { advance } from './session/advance.js';
import { begin, commit, effective, NEW_SESSION, transactionNumber, type Session } from './session/session.js';
import { placeInFile } from './sql/body-place.js';
import { commandOf } from './sql/command.js';
import type { Statement } from './sql/statement.js';
import type { Step } from './timeline.js';

/** The fold over all statements, as far as it has come. */
export interface Run {
  catalog: Catalog;
  undo: Undo;
  session: Session;
  /** Those of the databases whose turn it is not. */
  readonly catalogs: Map<string, Catalog>;
  /** The tool, set and folder whose one transaction for all files the last section has left open. */
  open: { readonly framework: string; readonly set: SetNumber; readonly folder: string } | null;
  readonly steps: Step[];
}

/** Where a file stands among the others. */
export interface Turn {
  readonly set: SetNumber;
  readonly folder: string;
}

export function startRun(schema: ReadonlyMap<string, Catalog>): Run {
  const undo = undoFrom(EMPTY_CATALOG);
  return { catalog: EMPTY_CATALOG, catalogs: new Map(schema), undo, session: NEW_SESSION, open: null, steps: [] };
}

/** Runs what belongs to one database on the catalog that was left there. */
export function inDatabase(run: Run, database: string, section: () => void): void {
  run.catalog = run.catalogs.get(database) ?? EMPTY_CATALOG;
  section();
  run.catalogs.set(database, run.catalog);
}

export function runSection(run: Run, migration: Migration, section: Section, { set, folder }: Turn): void {
  const { framework } = migration;
  const together = section.transaction === 'run' && section.direction === 'up';
  // A COMMIT in an earlier file has ended the one transaction for this one, too.
  if (section.continues) {
    if (run.session.transaction?.implicit === true) run.session = commit(run.session);
  } else if (!together || !isOpen(run, framework, set, folder)) {
    connect(run, migration);
    if (section.transaction === 'run' || section.transaction === 'file') run.session = begin(run.session, false);
  }
  for (const piece of section.pieces) {
    if (!piece.readable) continue;
    if (section.transaction === 'string') enterString(run, section.alone.has(commandOf(piece)));
    runStatement(run, migration, section, piece, set);
  }
  run.open = together ? { framework, set, folder } : null;
}

/** A run is of one folder: another service's of the same tool has a transaction of its own. */
function isOpen({ open }: Run, framework: string, set: SetNumber, folder: string): boolean {
  return open?.framework === framework && open.set === set && open.folder === folder;
}

/**
 * A file starts with a fresh connection as far as we know: a SET of an earlier file may or may not still hold, and
 * must not be counted on.
 */
function connect(run: Run, { connection }: Migration): void {
  run.session = { ...connection.session, nextTransaction: run.session.nextTransaction };
  // What is temporary ends with the connection that made it.
  if (run.catalog.relations.some(({ temporary }) => temporary)) run.catalog = dropSchema(run.catalog, TEMPORARY_SCHEMA);
  run.undo = undoFrom(run.catalog);
}

/** The first statement of a string, and the first behind a COMMIT in it, begins a transaction that nobody has written. */
function enterString(run: Run, alone: boolean): void {
  const { transaction } = run.session;
  if (alone && transaction?.implicit === true) run.session = commit(run.session);
  if (alone || transaction !== null) return;
  run.session = begin(run.session, false, true);
  run.undo = undoFrom(run.catalog);
}

function runStatement(run: Run, migration: Migration, section: Section, statement: Statement, set: SetNumber): void {
  const before = run.catalog;
  const session = run.session;
  const { span } = statement;
  const sql = migration.sql.slice(span.start, span.end);
  const moment = momentOf(before, session, set, migration.version);
  const routine = calledBody(statement.node, sql, moment);
  const effects = ofCaller(statement.node, routine, moment);
  const context = { set, transaction: transactionNumber(session), path: effective(session).searchPath, sql };
  // A statement that Postgres refuses changes nothing.
  const applied = effects.fails === null ? applyStatement(before, statement.node, context) : before;
  const index = run.steps.length;
  const advanced = advance(session, statement.node, effects, index);
  const body =
    routine === null || effects.fails !== null
      ? { ran: [], catalog: applied, session: advanced }
      : runRoutine(routine, momentOf(applied, advanced, set, migration.version), index + 1);
  run.catalog = settle(body.catalog, migration.madeBefore, set);
  run.session = body.session;
  run.steps.push({
    index,
    migration,
    section,
    statement,
    source: migration,
    sql: migration.text.slice(span.start, span.end),
    routine,
    within: null,
    set,
    version: migration.version,
    before,
    after: run.catalog,
    session,
    effects,
  });
  const common = { migration, section, set, version: migration.version };
  for (const ran of body.ran) run.steps.push(innerStep(ran, statement, run.steps.length, index, common));
  if (session.transaction === null) run.undo = undoFrom(run.catalog);
  else Object.assign(run, undone(run.undo, statement.node, run.catalog));
  // Outside a transaction each statement is one, with a number of its own.
  if (session.transaction === null && run.session.transaction === null) {
    run.session = { ...run.session, nextTransaction: run.session.nextTransaction + 1 };
  }
}

type Common = Pick<Step, 'migration' | 'section' | 'set' | 'version'>;

function innerStep(ran: Ran, caller: Statement, index: number, first: number, common: Common): Step {
  const { span } = ran.statement;
  return {
    ...common,
    index,
    // The report knows the file's statements alone.
    statement: { ...ran.statement, index: caller.index },
    source: ran.source,
    sql: ran.source.text.slice(span.start, span.end),
    routine: ran.routine,
    within: { ...placeInFile(ran, caller.span, common.migration), caller, nth: index - first, inLoop: ran.inLoop },
    before: ran.before,
    after: ran.after,
    session: ran.session,
    effects: ran.effects,
  };
}
