import { identifier, literal } from '../../../sql/names.js';
import { bodiesOf, bodyOf, optionIsOn, type StatementNode } from '../../../sql/statement.js';
import type { Step } from '../../../timeline.js';
import { box, whenAsked } from '../../boxes.js';
import { code, sql } from '../../prose.js';
import { statementRule, type Box, type Match } from '../../rule.js';
import { at } from '../../scope.js';

interface ServerWide extends Match {
  readonly step: Step;
  readonly change: Change;
}

interface Change {
  readonly title: string;
  readonly why: string;
}

export const rule = statementRule<ServerWide>({
  id: 'server-wide-change',
  mode: 'replica-schema-drift',
  on: [
    'AlterSystemStmt',
    'AlterDatabaseSetStmt',
    'AlterRoleSetStmt',
    'CreateRoleStmt',
    'AlterRoleStmt',
    'CreateEventTrigStmt',
  ],
  detect: (step, { stepsInSet }) => {
    const change = step.effects.fails === null ? changeOf(step.statement.node) : null;
    const role = roleOf(step.statement.node);
    const isNew = (stepsInSet.get(step.set) ?? []).some(({ index, statement: { node } }) => {
      return role !== null && index < step.index && node.tag === 'CreateRoleStmt' && node.body.role === role;
    });
    if (change === null || isNew) return [];
    return [
      { severity: 'caution', at: at(step), alsoModes: ['lock-queue-freeze', 'destructive-rollback'], step, change },
    ];
  },
  describe: ({ step, change: { title, why } }) => ({
    title,
    message: `${code(step.statement.kind)} ${why} Databases that this migration does not reach, such as a test server or a standby that is promoted, do not have it.`,
    fix: '',
  }),
  boxes: (match) => whenAsked(match, ...questionsOf(match.step.statement.node)),
});

function changeOf(node: StatementNode): Change | null {
  switch (node.tag) {
    case 'AlterSystemStmt':
      return {
        title: 'A migration changes the configuration of the whole server',
        why: `writes ${code('postgresql.auto.conf')} for every database of the server; it takes effect at a reload or restart, cannot be rolled back, and is not replicated.`,
      };
    case 'AlterDatabaseSetStmt':
      return {
        title: `A migration changes settings of the database ${identifier(node.body.dbname ?? '')}`,
        why: 'changes what every new session of the database starts with, also that of old code; sessions that are open keep the old value.',
      };
    case 'AlterRoleSetStmt':
      return {
        title: 'A migration changes what the sessions of a role start with',
        why: 'changes what every new session of the role starts with, in every database; sessions that are open keep the old value.',
      };
    case 'CreateEventTrigStmt':
      return {
        title: `The event trigger ${identifier(node.body.trigname ?? '')} runs at every schema change of the database`,
        why: 'makes a function run at every schema change of every session, later migrations included: an error in it makes all of them fail.',
      };
    case 'CreateRoleStmt':
    case 'AlterRoleStmt':
      return makesSuperuser(node.body.options) ? SUPERUSER : null;
    default:
      return null;
  }
}

const SUPERUSER: Change = {
  title: 'A migration makes a superuser',
  why: 'gives a role every right on the whole server, also outside this database.',
};

function makesSuperuser(options: Parameters<typeof bodiesOf>[1]): boolean {
  return bodiesOf('DefElem', options).some(({ defname, arg }) => {
    if (defname !== 'superuser') return false;
    const on = bodyOf('Boolean', arg);
    return on === null ? optionIsOn(arg) : on.boolval === true;
  });
}

/** The role that a statement is about, when it is one by name. */
function roleOf(node: StatementNode): string | null {
  if (node.tag !== 'AlterRoleSetStmt' && node.tag !== 'AlterRoleStmt') return null;
  return node.body.role?.rolename ?? null;
}

function questionsOf(node: StatementNode): Box[] {
  switch (node.tag) {
    case 'AlterSystemStmt':
      return [isInForce(node.body.setstmt?.name)];
    case 'AlterDatabaseSetStmt':
      return [suits(node.body.setstmt?.name, `to the database ${code(identifier(node.body.dbname ?? ''))}`)];
    case 'AlterRoleSetStmt':
      return [suits(node.body.setstmt?.name, `as ${namedOr(node.body.role?.rolename, 'any role')}`)];
    case 'CreateEventTrigStmt':
      return [isHarmless(node.body.trigname ?? '')];
    case 'CreateRoleStmt':
      return [mayDoAll(node.body.role)];
    case 'AlterRoleStmt':
      return [mayDoAll(node.body.role?.rolename)];
    default:
      return [];
  }
}

/** Without a name, as in RESET ALL, what waits for a restart is all that shows. */
function isInForce(setting: string | undefined): Box {
  return box(
    'after',
    `${namedOr(setting, 'The configuration')} is in force on this server, after a reload or restart, and on every standby that may be promoted`,
    sql(
      'SELECT name, setting, source, pending_restart FROM pg_settings',
      `WHERE ${setting === undefined ? 'pending_restart' : `name = ${literal(setting)}`};`,
    ),
  );
}

function suits(setting: string | undefined, connection: string): Box {
  return box(
    'before',
    `Old code, jobs and people that connect ${connection} work with ${namedOr(setting, 'the settings')} after the change`,
    sql(
      'SELECT d.datname, r.rolname, s.setconfig FROM pg_db_role_setting AS s',
      'LEFT JOIN pg_database AS d ON d.oid = s.setdatabase LEFT JOIN pg_roles AS r ON r.oid = s.setrole;',
    ),
  );
}

function isHarmless(trigger: string): Box {
  return box(
    'after',
    `Migrations still run with the event trigger ${code(identifier(trigger))} on`,
    'SELECT evtname, evtevent, evtfoid::regproc AS function, evtenabled FROM pg_event_trigger;',
  );
}

function mayDoAll(role: string | undefined): Box {
  return box(
    'after',
    `${namedOr(role, 'The role')} is meant to do everything on this server, and is the only new one that may`,
    'SELECT rolname, rolcanlogin FROM pg_roles WHERE rolsuper;',
  );
}

function namedOr(name: string | undefined, words: string): string {
  return name === undefined ? words : code(identifier(name));
}
