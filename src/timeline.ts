import { applyStatement } from './catalog/apply.js';
import { dropSchema } from './catalog/apply-drop.js';
import { facetsOf, type Facet } from './facet.js';
import type { Catalog, SetNumber } from './catalog/catalog.js';
import { TEMPORARY_SCHEMA } from './catalog/lookup.js';
import { settle } from './catalog/settle.js';
import type { Effects } from './effects/effects.js';
import { calledBody } from './effects/called-body.js';
import { momentOf } from './effects/moment.js';
import { ofCaller, runRoutine, type Ran } from './effects/routine.js';
import type { Migration, Section } from './migration.js';
import type { SourceFile } from './preflight.js';
import { advance } from './session/advance.js';
import { begin, commit, effective, NEW_SESSION, transactionNumber, type Session } from './session/session.js';
import { placeInFile, type BodyPlace } from './sql/body-place.js';
import type { Routine, SourceText } from './sql/routine.js';
import type { Statement } from './sql/statement.js';

/** One statement with everything known about its moment. */
export interface Step {
  /** Position in the whole timeline. */
  readonly index: number;
  readonly migration: Migration;
  readonly section: Section;
  readonly statement: Statement;
  /** What the statement's spans cut: its file's text, or that of the body or string that it stands in. */
  readonly source: SourceText;
  /** The statement as written. */
  readonly sql: string;
  /** The body that it runs: of a DO block, or of a routine it calls. The steps that follow are what the body does. */
  readonly routine: Routine | null;
  /** Where it stands when a body runs it; null for a statement of the file itself. */
  readonly within: Within | null;
  readonly set: SetNumber;
  readonly version: number;
  readonly before: Catalog;
  readonly after: Catalog;
  /** The connection as the statement finds it: its transaction, the locks it holds, its timeouts. */
  readonly session: Session;
  readonly effects: Effects;
}

/** A statement that another one's body runs. */
export interface Within extends BodyPlace {
  /** The file's statement that runs the body. */
  readonly caller: Statement;
  /** How many statements of that caller ran before it. */
  readonly nth: number;
  /** Repeated as often as nobody can tell. */
  readonly inLoop: boolean;
}

/** Everything that a rule may look at. */
export interface Changeset {
  readonly migrations: readonly Migration[];
  readonly steps: readonly Step[];
  /** The same steps by file, by set of migrations, and by transaction: a rule that looks around looks only there. */
  readonly stepsOf: ReadonlyMap<Migration, readonly Step[]>;
  readonly stepsInSet: ReadonlyMap<SetNumber, readonly Step[]>;
  readonly stepsInTransaction: ReadonlyMap<number, readonly Step[]>;
  readonly stepsWith: ReadonlyMap<Facet, readonly Step[]>;
  readonly version: number;
  /** Every file of the change, also those that were deleted or could not be read. */
  readonly sources: readonly SourceFile[];
  readonly unread: readonly Unread[];
  readonly onUnscannable: 'fail' | 'warn';
}

/** Something that could not be judged. */
export interface Unread {
  /** null: the list of files itself. */
  readonly path: string | null;
  readonly why: string;
  /** `code`: a migration in a language that is not read. */
  readonly kind: 'unscannable' | 'code';
}

export interface TimelineOptions {
  readonly version: number;
  /** Every file is a set of its own, judged against what the files before it leave. */
  readonly setPerFile: boolean;
}

/**
 * Runs the migrations in their order through catalog and session, keeping every state. All that goes up runs first;
 * what goes down is judged on the state after it, the last file first.
 */
export function timeline(
  migrations: readonly Migration[],
  schema: Catalog,
  options: TimelineOptions,
): Omit<Changeset, 'sources' | 'unread' | 'onUnscannable'> {
  const run: Run = { catalog: schema, atBegin: schema, session: NEW_SESSION, steps: [], version: options.version };
  const setOf = setNumbers(migrations, options.setPerFile);
  migrations.forEach((migration, at) => {
    for (const section of migration.sections)
      if (section.direction === 'up') runSection(run, migration, section, setOf(at));
  });
  for (let at = migrations.length - 1; at >= 0; at -= 1) {
    const migration = migrations[at];
    for (const section of migration?.sections ?? []) {
      if (migration !== undefined && section.direction === 'down') runSection(run, migration, section, setOf(at));
    }
  }
  const stepsOf = grouped(run.steps, (step) => step.migration);
  const stepsInSet = grouped(run.steps, (step) => step.set);
  const stepsInTransaction = grouped(run.steps, (step) => transactionNumber(step.session));
  const stepsWith = byFacet(run.steps);
  return { migrations, steps: run.steps, stepsOf, stepsInSet, stepsInTransaction, stepsWith, version: options.version };
}

/** With a set for each file, an up and its down are one: what the down drops, the up made. */
function setNumbers(migrations: readonly Migration[], setPerFile: boolean): (at: number) => SetNumber {
  if (!setPerFile) return () => 1;
  const pairOf = (at: number): string => (migrations[at]?.path ?? '').replace(/(^|[./_-])(?:up|down)(?=\.)/i, '$1');
  const numbers = new Map<string, SetNumber>();
  for (const at of migrations.keys()) if (!numbers.has(pairOf(at))) numbers.set(pairOf(at), at + 1);
  return (at) => numbers.get(pairOf(at)) ?? 1;
}

function grouped<Key>(steps: readonly Step[], keyOf: (step: Step) => Key): ReadonlyMap<Key, readonly Step[]> {
  const groups = new Map<Key, Step[]>();
  for (const step of steps) {
    const group = groups.get(keyOf(step));
    if (group === undefined) groups.set(keyOf(step), [step]);
    else group.push(step);
  }
  return groups;
}

function byFacet(steps: readonly Step[]): ReadonlyMap<Facet, readonly Step[]> {
  const found = new Map<Facet, Step[]>();
  for (const step of steps) {
    for (const facet of facetsOf(step)) {
      const group = found.get(facet);
      if (group === undefined) found.set(facet, [step]);
      else if (group.at(-1) !== step) group.push(step);
    }
  }
  return found;
}

interface Run {
  catalog: Catalog;
  /** What a ROLLBACK returns to. */
  atBegin: Catalog;
  session: Session;
  readonly steps: Step[];
  readonly version: number;
}

/**
 * A file starts with a fresh connection as far as we know: a SET of an earlier file may or may not still hold, and
 * must not be counted on.
 */
function runSection(run: Run, migration: Migration, section: Section, set: SetNumber): void {
  run.session = { ...NEW_SESSION, nextTransaction: run.session.nextTransaction };
  // What is temporary ends with the connection that made it.
  if (run.catalog.relations.some(({ temporary }) => temporary)) run.catalog = dropSchema(run.catalog, TEMPORARY_SCHEMA);
  run.atBegin = run.catalog;
  if (section.transaction === 'file') run.session = begin(run.session, false);
  for (const piece of section.pieces) if (piece.readable) runStatement(run, migration, section, piece, set);
  if (run.session.transaction !== null) run.session = commit(run.session);
}

function runStatement(run: Run, migration: Migration, section: Section, statement: Statement, set: SetNumber): void {
  const before = run.catalog;
  const session = run.session;
  const { span } = statement;
  const sql = migration.sql.slice(span.start, span.end);
  const moment = momentOf(before, session, set, run.version);
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
      : runRoutine(routine, momentOf(applied, advanced, set, run.version), index + 1);
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
    version: run.version,
    before,
    after: run.catalog,
    session,
    effects,
  });
  const common = { migration, section, set, version: run.version };
  for (const ran of body.ran) run.steps.push(innerStep(ran, statement, run.steps.length, index, common));
  if (session.transaction === null) run.atBegin = run.catalog;
  else if (isRollback(statement.node)) run.catalog = run.atBegin;
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

function isRollback(node: Statement['node']): boolean {
  return node.tag === 'TransactionStmt' && node.body.kind === 'TRANS_STMT_ROLLBACK';
}
