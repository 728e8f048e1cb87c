import { identifier, shortName, splitName } from '../../../sql/names.js';
import { texts } from '../../../sql/statement.js';
import { nameParts } from '../../../catalog/lookup.js';
import type { Changeset, Step } from '../../../timeline.js';
import { asWritten, code, tables } from '../../prose.js';
import { statementRule, type Match } from '../../rule.js';
import { at, isDown } from '../../scope.js';
import { backupBox, inLaterRelease } from '../acknowledged.js';

interface Whole extends Match {
  readonly step: Step;
  readonly kind: 'schema' | 'extension' | 'database' | 'tablespace' | 'role';
  readonly names: readonly string[];
  readonly cascade: boolean;
}

export const rule = statementRule<Whole>({
  id: 'drop-schema',
  mode: 'destructive-rollback',
  on: ['DropStmt', 'DropdbStmt', 'DropTableSpaceStmt', 'DropOwnedStmt'],
  detect: (step, changeset) => {
    const dropped = step.effects.fails === null ? droppedBy(step) : null;
    const names = (dropped?.names ?? []).filter(
      (name) => dropped !== null && !isNew(step, dropped.kind, name, changeset),
    );
    if (dropped === null || names.length === 0) return [];
    return [{ severity: 'unsafe', at: at(step), alsoModes: ['rename-in-rolling-deploy'], step, ...dropped, names }];
  },
  describe: (match) => ({
    title:
      match.kind === 'role'
        ? `Everything that ${listed(match)} owns is dropped`
        : `Dropping the ${match.kind} ${listed(match)} takes all of it away`,
    message: messageOf(match),
    fix: inLaterRelease('drop-schema', asWritten(match.step)),
  }),
  boxes: ({ kind, names }) => [
    backupBox(
      `the ${kind === 'role' ? 'objects of the role' : kind} ${names.map((name) => code(identifier(name))).join(', ')}`,
    ),
  ],
});

function droppedBy(step: Step): Pick<Whole, 'kind' | 'names' | 'cascade'> | null {
  const node = step.statement.node;
  switch (node.tag) {
    case 'DropStmt': {
      const kind =
        node.body.removeType === 'OBJECT_SCHEMA'
          ? 'schema'
          : node.body.removeType === 'OBJECT_EXTENSION'
            ? 'extension'
            : null;
      if (kind === null) return null;
      return {
        kind,
        names: (node.body.objects ?? []).map((object) => nameParts(object).at(-1) ?? ''),
        cascade: node.body.behavior === 'DROP_CASCADE',
      };
    }
    case 'DropdbStmt':
      return { kind: 'database', names: [node.body.dbname ?? ''], cascade: true };
    case 'DropTableSpaceStmt':
      return { kind: 'tablespace', names: [node.body.tablespacename ?? ''], cascade: false };
    case 'DropOwnedStmt': {
      const roles = (node.body.roles ?? []).flatMap((role) =>
        'RoleSpec' in role ? [role.RoleSpec.rolename ?? 'current_user'] : texts([role]),
      );
      return { kind: 'role', names: roles, cascade: node.body.behavior === 'DROP_CASCADE' };
    }
    default:
      return null;
  }
}

/** Made by this set: by a plain CREATE, or in a down section by any, since another rule asks about IF NOT EXISTS. */
function isNew(step: Step, kind: Whole['kind'], name: string, { stepsInSet }: Changeset): boolean {
  if (kind === 'schema') return step.before.schemas.get(name) === step.set;
  return (stepsInSet.get(step.set) ?? []).some(({ index, statement: { node } }) => {
    if (index >= step.index) return false;
    if (node.tag === 'CreateExtensionStmt')
      return kind === 'extension' && node.body.extname === name && (isDown(step) || node.body.if_not_exists !== true);
    if (node.tag === 'CreatedbStmt') return kind === 'database' && node.body.dbname === name;
    return node.tag === 'CreateTableSpaceStmt' && kind === 'tablespace' && node.body.tablespacename === name;
  });
}

function listed({ names }: Whole): string {
  return names.map(identifier).join(', ');
}

function messageOf({ step, kind, names, cascade }: Whole): string {
  const what = names.map((name) => code(identifier(name))).join(', ');
  if (kind === 'role')
    return `${code('DROP OWNED')} drops every table, view and function that ${what} owns in this database, with all rows, and every grant it has.`;
  if (kind === 'database')
    return `${code('DROP DATABASE')} deletes the whole database ${what}, and nothing but a backup brings it back.`;
  const inside = [...step.before.relations.values()].filter(
    (one) => names.includes(splitName(one.name).schema) && one.kind.includes('table'),
  );
  const known =
    kind === 'schema' && inside.length > 0 ? `, as far as it is known ${tables(inside.map((one) => one.name))}` : '';
  const locks = step.effects.locks.filter(({ existing }) => existing).map(({ relation }) => shortName(relation));
  const locked =
    locks.length > 0 ? ' Each of its tables is locked against reads and writes until the transaction ends.' : '';
  if (cascade)
    return `${code(step.statement.kind)} with CASCADE deletes everything in the ${kind} ${what} and all that depends on it${known}; no rollback of the deploy brings it back.${locked}`;
  return `${code(step.statement.kind)} takes the ${kind} ${what} away with its grants, and running code that names it fails. Without CASCADE Postgres refuses while something needs it.`;
}
