import { findRoutine } from '../catalog/lookup.js';
import { routineOf } from '../sql/plpgsql.js';
import { inside, type Routine, type RoutineItem } from '../sql/routine.js';
import { findAll, texts, type StatementNode } from '../sql/statement.js';
import { isSince, notBefore } from '../sql/versions.js';
import type { Moment } from './moment.js';

/** What Postgres says to COMMIT in a block that runs inside a transaction. */
export const REFUSES_COMMIT =
  'invalid transaction termination: COMMIT inside DO needs a DO that runs outside a transaction block';
/** The same in a block with EXCEPTION, which is a subtransaction. */
export const REFUSES_COMMIT_GUARDED = 'cannot commit while a subtransaction is active';
/** A function cannot end the transaction of the query that calls it; a procedure can. */
export const REFUSES_COMMIT_IN_FUNCTION = 'invalid transaction termination: a function cannot COMMIT';

/**
 * The body that a statement runs: of a DO block, or of the routines that it calls and whose CREATE was seen. null: it
 * runs none that we know. CREATE FUNCTION runs none, but is given one that Postgres will not take.
 */
export function calledBody(node: StatementNode, sql: string, moment: Moment): Routine | null {
  switch (node.tag) {
    case 'DoStmt':
      return routineOf(node, sql);
    case 'CreateFunctionStmt': {
      const body = moment.settings.checkBodies ? routineOf(node, sql) : null;
      return body !== null && refusedBody(body) !== null ? body : null;
    }
    case 'CallStmt':
      return merged([node.body.funccall?.funcname ?? []].map(texts), moment);
    case 'SelectStmt':
    case 'InsertStmt':
    case 'UpdateStmt':
    case 'DeleteStmt': {
      if (moment.catalog.routines.size === 0) return null;
      const body = merged(
        findAll('FuncCall', node.body).map((call) => texts(call.funcname)),
        moment,
      );
      if (body?.ok !== true || (node.tag === 'SelectStmt' && node.body.fromClause === undefined)) return body;
      // Once for each row.
      return { ok: true, items: [{ kind: 'loop', items: body.items }] };
    }
    default:
      return null;
  }
}

function merged(names: readonly (readonly string[])[], moment: Moment): Routine | null {
  const bodies = names.flatMap((name) => {
    const known = findRoutine(moment.catalog, moment.settings.searchPath, name);
    if (known === undefined || known.definition === null || known.volatility !== 'volatile') return [];
    return routineOf(known.definition.node, known.definition.sql) ?? [];
  });
  const [first] = bodies;
  if (first === undefined || bodies.length === 1) return first ?? null;
  return bodies.find((body) => !body.ok) ?? { ok: true, items: bodies.flatMap((body) => (body.ok ? body.items : [])) };
}

/**
 * The syntax error for which Postgres refuses a body as soon as it is given one, or null. The parser may also stumble
 * over what a tool replaces before: that does not begin like SQL.
 */
export function refusedBody(routine: Routine): string | null {
  if (routine.ok) return null;
  return /^syntax error at (?:end of input$|or near "[\w;,.()='])/.test(routine.why) ? routine.why : null;
}

/** Why a COMMIT or ROLLBACK in the body is refused, or null. `atomic`: a transaction is open around the body. */
export function refusedCommit(
  node: StatementNode,
  items: readonly RoutineItem[],
  moment: Moment,
  atomic: boolean,
): string | null {
  if (!endsTransaction(items)) return null;
  if (!isSince(moment.version, 'COMMIT in PL/pgSQL')) return notBefore(moment.version, 'COMMIT in PL/pgSQL');
  if (node.tag !== 'DoStmt' && node.tag !== 'CallStmt') return REFUSES_COMMIT_IN_FUNCTION;
  if (atomic) return REFUSES_COMMIT;
  return items.some(endsGuarded) ? REFUSES_COMMIT_GUARDED : null;
}

export function endsTransaction(items: readonly RoutineItem[]): boolean {
  return items.some(
    (item) => item.kind === 'commit' || item.kind === 'rollback' || endsTransaction(inside(item) ?? []),
  );
}

function endsGuarded(item: RoutineItem): boolean {
  return item.kind === 'guarded' ? endsTransaction(item.items) : (inside(item) ?? []).some(endsGuarded);
}
