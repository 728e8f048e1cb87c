import { identifier } from '../../../sql/names.js';
import { constant, findAll, texts } from '../../../sql/statement.js';
import { isWrapped } from '../../../migration.js';
import type { Step } from '../../../timeline.js';
import { tokenize } from '../../../sql/lexer.js';
import { box, whenAsked } from '../../boxes.js';
import { code, sql } from '../../prose.js';
import { changesetRule, type Edit, type Match, type Prose } from '../../rule.js';
import { at, isDown, nodeIf } from '../../scope.js';
import { takenBackIn } from '../../undone.js';
import { keyword } from '../../wording.js';
import { anyAdvisoryLock, heldAdvisoryLock } from './advisory-lock.js';

interface Leak extends Match {
  readonly step: Step;
  /** null: an advisory lock of the session. */
  readonly setting: string | null;
}

/** What changes the meaning of the statements that a tool runs next on the same connection. */
const FATEFUL = new Set(['search_path', 'timezone', 'role', 'session_authorization', 'session_replication_role']);
/** The same for the application's own statements, which a pooler sends over the same connection. */
const FATEFUL_TO_OTHERS = new Set(['lock_timeout', 'statement_timeout']);

export const rule = changesetRule<Leak>({
  id: 'session-setting-leaks',
  mode: 'replica-schema-drift',
  detect: (changeset) =>
    changeset.migrations.flatMap((migration) => {
      const steps = (changeset.stepsOf.get(migration) ?? []).filter((step) => !isDown(step));
      const lock = migration.connection.session.pooled ? anyAdvisoryLock(steps) : heldAdvisoryLock(steps);
      return [...leaksOf(steps), ...(lock === null ? [] : [leak(lock, null)])];
    }),
  describe: ({ step, setting }) => (setting === null ? lockProse(step) : settingProse(step, setting)),
  boxes: (match) =>
    whenAsked(
      match,
      box(
        'before',
        match.step.session.pooled
          ? 'The pooler resets every connection before it gives it away (PgBouncer: `server_reset_query_always = 1`)'
          : `The tool opens a connection for each migration, so that ${match.setting === null ? 'the lock' : code(match.setting)} reaches no other one`,
      ),
    ),
  suggest: ({ step }) => localInstead(step),
});

function leak(step: Step, setting: string | null): Leak {
  const alsoModes = setting === null ? (['migration-deadlock'] as const) : [];
  return { severity: 'caution', at: at(step), alsoModes, step, setting };
}

function settingProse(step: Step, setting: string): Prose {
  if (step.session.pooled) {
    return {
      title: `${setting} stays changed on a connection of the pooler`,
      message:
        `${code(oneLine(step.sql))} stays with the connection that the pooler gives to somebody else next, where ` +
        `${CONSEQUENCES[setting] ?? 'statements may do something else than they should'}.`,
      fix: sql('-- in the transaction that it is for:', localForm(step)),
    };
  }
  return {
    title: `${setting} stays changed after the file`,
    message:
      `${code(oneLine(step.sql))} holds until the connection ends. A tool that runs the next migration on the same connection runs it with this ${code(setting)}: ` +
      `${CONSEQUENCES[setting] ?? 'it may do something else than when it was tried'}.`,
    fix: sql(
      '-- at the end of the file:',
      `RESET ${setting === 'session_authorization' ? 'SESSION AUTHORIZATION' : identifier(setting)};`,
    ),
  };
}

/** With LOCAL where the statement is a SET that may have it. */
function localForm(step: Step): string {
  return `${step.sql.trim().replace(/^set\s+(?:session\s+(?!authorization))?/i, 'SET LOCAL ')};`;
}

function lockProse(step: Step): Prose {
  if (step.session.pooled) {
    return {
      title: 'An advisory lock of a session does not hold behind the pooler',
      message: `${code(oneLine(step.sql))} takes a lock of a session, and the pooler may run the next statement, and the unlock, on another one: it keeps nobody out, or is never given back.`,
      fix: sql(
        '-- in the transaction that it is for:',
        `${step.sql.trim().replace(/advisory_lock/g, 'advisory_xact_lock')};`,
      ),
    };
  }
  return {
    title: 'An advisory lock stays held after the file',
    message:
      `${code(oneLine(step.sql))} takes a lock of the session, which no COMMIT or ROLLBACK gives back: it is held until the connection ends, ` +
      'and whoever asks for it meanwhile waits. A connection of a pool may never end.',
    fix: sql(
      '-- at the end of the file, or take pg_advisory_xact_lock instead, which ends with the transaction:',
      'SELECT pg_advisory_unlock_all();',
    ),
  };
}

const CONSEQUENCES: Readonly<Record<string, string>> = {
  timezone: 'times without a zone are read in another one, and so are dates made of instants',
  lock_timeout: 'statements that wait for a lock are cancelled, or wait without a bound',
  statement_timeout: 'statements are cancelled that took as long before, or run without a bound',
  search_path: 'names are looked up elsewhere or not found, and new tables land in another schema',
  role: 'what it creates belongs to another role, or is refused',
  session_authorization: 'what it creates belongs to another role, or is refused',
  session_replication_role: 'triggers and foreign keys do not run, so bad rows get in',
};

/** Settings that the last statement of the file leaves changed, each at the statement that changed it last. */
function leaksOf(steps: readonly Step[]): Leak[] {
  let changed = new Map<string, Step>();
  let atBegin = changed;
  const isTakenBack = takenBackIn(steps);
  for (const step of steps) {
    if (isTakenBack(step)) continue;
    const { node } = step.statement;
    if (
      node.tag === 'TransactionStmt' &&
      (node.body.kind === 'TRANS_STMT_BEGIN' || node.body.kind === 'TRANS_STMT_START')
    )
      atBegin = new Map(changed);
    if (node.tag === 'TransactionStmt' && node.body.kind === 'TRANS_STMT_ROLLBACK') changed = new Map(atBegin);
    if (node.tag === 'DiscardStmt' && node.body.target === 'DISCARD_ALL') changed = new Map();
    if (node.tag === 'VariableSetStmt') applySet(changed, step);
    if (node.tag === 'SelectStmt') applyFunction(changed, step);
  }
  return [...changed].map(([setting, step]) => leak(step, setting));
}

function applySet(changed: Map<string, Step>, step: Step): void {
  const body = nodeIf(step, 'VariableSetStmt');
  const name = body?.name ?? '';
  if (body === null || body.is_local === true) return;
  if (body.kind === 'VAR_RESET_ALL') {
    // RESET ALL leaves the role as it is.
    changed.delete('search_path');
    changed.delete('timezone');
    changed.delete('session_replication_role');
    for (const timeout of FATEFUL_TO_OTHERS) changed.delete(timeout);
  } else if (FATEFUL.has(name) || (step.session.pooled && FATEFUL_TO_OTHERS.has(name))) {
    const first = constant(body.args?.[0]);
    const isBack =
      body.kind !== 'VAR_SET_VALUE' ||
      (name === 'role' && first === 'none') ||
      (name === 'session_replication_role' && first === 'origin');
    if (isBack) changed.delete(name);
    else changed.set(name, step);
  }
}

/** `SELECT pg_catalog.set_config('search_path', '', false)`, as pg_dump writes it. */
function applyFunction(changed: Map<string, Step>, step: Step): void {
  for (const call of findAll('FuncCall', nodeIf(step, 'SelectStmt')?.targetList)) {
    if (texts(call.funcname).at(-1) !== 'set_config') continue;
    const [setting, , local] = (call.args ?? []).map(constant);
    if (typeof setting === 'string' && FATEFUL.has(setting) && local === false) changed.set(setting, step);
  }
}

/** SET LOCAL is enough where the whole file is one transaction. */
function localInstead(step: Step): readonly Edit[] | null {
  if (step.statement.node.tag !== 'VariableSetStmt' || !isWrapped(step.section) || step.section.assumed) return null;
  const { text } = step.source;
  const [, second] = tokenize(text, step.statement.span.start, step.statement.span.end).filter(
    ({ kind }) => kind === 'word',
  );
  const found = keyword(step, 'SET');
  if (found === null || second === undefined || text.slice(second.start, second.end).toUpperCase() === 'SESSION')
    return null;
  return [{ span: found.span, text: found.text === 'set' ? 'set local' : `${found.text} LOCAL` }];
}

function oneLine(text: string): string {
  return text.trim().replace(/\s+/g, ' ').slice(0, 80);
}
