import { identifier } from '../../../sql/names.js';
import { bodiesOf, bodyOf, optionIsOn, type StatementNode } from '../../../sql/statement.js';
import type { Step } from '../../../timeline.js';
import { code } from '../../prose.js';
import { statementRule, type Match } from '../../rule.js';
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
