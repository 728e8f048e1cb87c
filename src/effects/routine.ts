import { applyStatement } from '../catalog/apply.js';
import type { Catalog } from '../catalog/catalog.js';
import { advance } from '../session/advance.js';
import { begin, commit, effective, transactionNumber, type Session } from '../session/session.js';
import type { Routine, RoutineItem, RoutineStatement } from '../sql/routine.js';
import { inside } from '../sql/routine.js';
import { calledBody, refusedBody, refusedCommit } from './called-body.js';
import { combine, effectsOf, NO_EFFECTS, type Effects } from './effects.js';
import { REFUSES_TRANSACTION } from './index-build.js';
import type { Moment } from './moment.js';
import { ofStatement } from './of-statement.js';

/** One statement that a body runs, at its moment. */
export interface Ran extends RoutineStatement {
  readonly before: Catalog;
  readonly after: Catalog;
  readonly session: Session;
  readonly effects: Effects;
  /** The body that it runs itself. */
  readonly routine: Routine | null;
  /** Repeated as often as nobody can tell. */
  readonly inLoop: boolean;
}

/** All that a body runs, in its order, and what it leaves. */
export interface Run {
  readonly ran: readonly Ran[];
  readonly catalog: Catalog;
  readonly session: Session;
}

/** What a statement does by itself; what its body does is in the statements that the body runs. */
export function ofCaller(
  node: Parameters<typeof ofStatement>[0],
  routine: Routine | null,
  moment: Moment,
  atomic = moment.session.transaction !== null,
): Effects {
  if (routine === null) return ofStatement(node, moment);
  const base = node.tag === 'DoStmt' || node.tag === 'CallStmt' ? NO_EFFECTS : ofStatement(node, moment);
  if (!routine.ok) {
    const fails = base.fails ?? refusedBody(routine);
    const unknown = `the ${calleeWords(node.tag)} (${routine.why})`;
    return fails === null ? { ...base, notModelled: base.notModelled ?? unknown } : effectsOf({ fails });
  }
  const opaque = isOpaque(routine.items) ? 'an EXECUTE whose text is put together at run time' : null;
  return {
    ...base,
    fails: base.fails ?? refusedCommit(node, routine.items, moment, atomic),
    notModelled: base.notModelled ?? opaque,
  };
}

function calleeWords(tag: string): string {
  if (tag === 'DoStmt') return 'DO block';
  return tag === 'CallStmt' ? 'procedure' : 'function';
}

/** The body's own EXECUTE; that of a routine it calls is told there. */
function isOpaque(items: readonly RoutineItem[]): boolean {
  return items.some((item) => item.kind === 'opaque' || isOpaque(inside(item) ?? []));
}

/** A statement and all that its body runs, as one. */
export function ofWhole(node: Parameters<typeof ofStatement>[0], routine: Routine | null, moment: Moment): Effects {
  const own = ofCaller(node, routine, moment);
  if (routine === null || own.fails !== null) return own;
  return combine([own, ...runRoutine(routine, moment, 0).ran.map(({ effects }) => effects)]);
}

/** Bodies that call each other are followed this far. */
const DEEPEST = 4;

interface State {
  catalog: Catalog;
  session: Session;
  readonly ran: Ran[];
  readonly moment: Moment;
  readonly firstIndex: number;
}

interface Surroundings {
  readonly inLoop: boolean;
  /** In a branch, or where a handler may swallow the error. */
  readonly conditional: boolean;
  /** Where COMMIT is refused. */
  readonly atomic: boolean;
  readonly depth: number;
  /** Line of the outermost body that led here; null in that body itself. */
  readonly line: number | null;
}

/** Runs a body through catalog and session. `firstIndex`: the step that its first statement becomes. */
export function runRoutine(routine: Routine, moment: Moment, firstIndex: number): Run {
  const outside = moment.session.transaction === null;
  const session = outside ? begin(moment.session, false) : moment.session;
  const state: State = { catalog: moment.catalog, session, ran: [], moment, firstIndex };
  const surroundings = { inLoop: false, conditional: false, atomic: !outside, depth: 0, line: null };
  if (routine.ok) runItems(routine.items, state, surroundings);
  return { ran: state.ran, catalog: state.catalog, session: outside ? commit(state.session) : state.session };
}

function runItems(items: readonly RoutineItem[], state: State, surroundings: Surroundings): void {
  for (const item of items) {
    switch (item.kind) {
      case 'statement':
        runStatement(item, state, surroundings);
        break;
      case 'loop':
        runItems(item.items, state, { ...surroundings, inLoop: true });
        break;
      case 'branch':
        runItems(item.items, state, { ...surroundings, conditional: true });
        break;
      case 'guarded':
        runItems(item.items, state, { ...surroundings, conditional: true, atomic: true });
        break;
      case 'commit':
      case 'rollback':
        state.session = begin(commit(state.session), false);
        break;
      case 'opaque':
        break;
    }
  }
}

function runStatement(item: RoutineStatement, state: State, surroundings: Surroundings): void {
  const { statement, source } = item;
  const line = surroundings.depth === 0 ? item.line : surroundings.line;
  const { catalog: before, session } = state;
  const settings = effective(session);
  const moment: Moment = { ...state.moment, catalog: before, session, settings, inRoutine: true };
  const sql = source.sql.slice(statement.span.start, statement.span.end);
  const routine = surroundings.depth < DEEPEST ? calledBody(statement.node, sql, moment) : null;
  const found = ofCaller(statement.node, routine, moment, surroundings.atomic);
  const effects = surroundings.conditional ? withoutDoubtfulFailure(found) : found;
  const context = { set: moment.set, transaction: transactionNumber(session), path: settings.searchPath };
  if (effects.fails === null)
    state.catalog = applyStatement(before, statement.node, { ...context, sql, guarded: true });
  const at = state.ran.length;
  const ran: Ran = {
    statement,
    source,
    line,
    before,
    after: state.catalog,
    session,
    effects,
    routine,
    inLoop: surroundings.inLoop,
  };
  state.ran.push(ran);
  state.session = advance(session, statement.node, effects, state.firstIndex + at);
  if (routine?.ok !== true || effects.fails !== null) return;
  const isProcedure = statement.node.tag === 'CallStmt' || statement.node.tag === 'DoStmt';
  runItems(routine.items, state, {
    ...surroundings,
    atomic: surroundings.atomic || !isProcedure,
    depth: surroundings.depth + 1,
    line,
  });
  state.ran[at] = { ...ran, after: state.catalog };
}

/** A condition or a handler may see to it that the schema does not refuse; what Postgres always refuses stays. */
function withoutDoubtfulFailure(effects: Effects): Effects {
  const { fails } = effects;
  const always = fails === null || fails === REFUSES_TRANSACTION || fails.startsWith('not in PostgreSQL');
  return always ? effects : effectsOf({ ...effects, fails: null });
}
