import type { GrantStmt } from '@pgsql/types';
import { nameParts } from '../../../catalog/lookup.js';
import { identifier, shortName } from '../../../sql/names.js';
import { bodiesOf, bodyOf, text, type Node } from '../../../sql/statement.js';
import type { Step } from '../../../timeline.js';
import { alteredParts } from '../../altered-part.js';
import { isOthers, keyAt, rangeAt } from '../../existing.js';
import { code } from '../../prose.js';
import { statementRule, type Match, type Place } from '../../rule.js';
import { at, nodeIf } from '../../scope.js';

interface AccessLost extends Match {
  readonly what: 'revoked' | 'owner' | 'role';
  /** What it is about and who loses it, as SQL. */
  readonly object: string;
  readonly roles: readonly string[];
}

export const rule = statementRule<AccessLost>({
  id: 'access-taken-away',
  mode: 'rename-in-rolling-deploy',
  on: ['GrantStmt', 'GrantRoleStmt', 'AT_ChangeOwner', 'AlterOwnerStmt', 'DropRoleStmt'],
  detect: (step) => {
    if (step.effects.fails !== null) return [];
    return [...revoked(step), ...roleRevoked(step), ...ownerChanged(step), ...roleDropped(step)];
  },
  describe: (match) => ({ title: TITLES[match.what](match), message: messageOf(match), fix: '' }),
  boxes: ({ object, roles, what }) => [
    {
      phase: 'before',
      text:
        what === 'owner'
          ? `No code that runs needs to own ${code(object)}`
          : `No code that runs connects as ${code(roles.join(', '))} and needs ${code(object)}`,
      sql: '',
    },
  ],
});

const TITLES: Readonly<Record<AccessLost['what'], (match: AccessLost) => string>> = {
  revoked: ({ roles, object }) => `${roles.join(', ')} may no longer use ${object}`,
  owner: ({ object, roles }) => `${object} belongs to ${roles.join(', ')} from now on`,
  role: ({ roles }) => `Nobody can connect as ${roles.join(', ')} any more`,
};

function messageOf({ what, object, roles }: AccessLost): string {
  const names = roles.map(code).join(', ');
  switch (what) {
    case 'revoked':
      return `From the commit on every statement of ${names} that needs what is taken from ${code(object)} fails with "permission denied", in code that still runs as well, and on every connection that is open.`;
    case 'owner':
      return `The owner before loses what only an owner may do with ${code(object)}: altering, dropping, truncating where nobody granted it, and passing row level security. Code or migrations that run as that role fail. New owner: ${names}.`;
    case 'role':
      return `Code, jobs and people that connect as ${names} are refused from the commit on; a pool that lost its connection cannot open another.`;
  }
}

function lost(place: Place, what: AccessLost['what'], object: string, roles: readonly string[]): AccessLost {
  return { severity: 'caution', at: place, alsoModes: ['replica-schema-drift'], what, object, roles };
}

function revoked(step: Step): AccessLost[] {
  const body = nodeIf(step, 'GrantStmt');
  if (body === null || body.is_grant === true) return [];
  const objects = (body.objects ?? []).flatMap((object) => oldObject(step, body, object));
  return objects.length === 0 ? [] : [lost(at(step), 'revoked', objects.join(', '), rolesOf(body.grantees))];
}

/** The object of a REVOKE as a person writes it; none that the set made. */
function oldObject(step: Step, { objtype, targtype }: GrantStmt, object: Node): string[] {
  const range = bodyOf('RangeVar', object);
  if (range !== null) {
    const relation = rangeAt(step, range);
    return isOthers(step, relation) ? [shortName(relation)] : [];
  }
  const { before, set } = step;
  const name = nameParts(object).map(identifier).join('.');
  if (targtype === 'ACL_TARGET_ALL_IN_SCHEMA' || objtype === 'OBJECT_SCHEMA')
    return before.schemas.get(text(object)) === set ? [] : [`schema ${name}`];
  if (bodyOf('ObjectWithArgs', object) === null) return [name];
  return before.routines.get(keyAt(step, before.routines, nameParts(object)))?.set === set ? [] : [`${name}()`];
}

function roleRevoked(step: Step): AccessLost[] {
  const body = nodeIf(step, 'GrantRoleStmt');
  if (body === null || body.is_grant === true) return [];
  const granted = bodiesOf('AccessPriv', body.granted_roles).map(({ priv_name }) => identifier(priv_name ?? ''));
  return [lost(at(step), 'revoked', `role ${granted.join(', ')}`, rolesOf(body.grantee_roles))];
}

function ownerChanged(step: Step): AccessLost[] {
  const parts = alteredParts(step, 'AT_ChangeOwner').map(({ cmd, part, table }) =>
    lost(at(step, part), 'owner', shortName(table), [roleName(cmd.newowner)]),
  );
  const body = nodeIf(step, 'AlterOwnerStmt');
  if (body === null || isNewObject(step, body.object)) return parts;
  return [lost(at(step), 'owner', nameParts(body.object).map(identifier).join('.'), [roleName(body.newowner)])];
}

function isNewObject(step: Step, object: Node | undefined): boolean {
  const { before, set } = step;
  const parts = nameParts(object);
  return (
    before.routines.get(keyAt(step, before.routines, parts))?.set === set ||
    before.types.get(keyAt(step, before.types, parts))?.set === set ||
    before.schemas.get(parts[0] ?? '') === set
  );
}

function roleDropped(step: Step): AccessLost[] {
  const body = nodeIf(step, 'DropRoleStmt');
  return body === null ? [] : [lost(at(step), 'role', 'the database', rolesOf(body.roles))];
}

function rolesOf(roles: readonly Node[] | undefined): string[] {
  return bodiesOf('RoleSpec', roles).map(roleName);
}

/** CURRENT_USER and its kin are words, not names. */
function roleName(role: { readonly rolename?: string; readonly roletype?: string } | undefined): string {
  if (role?.rolename !== undefined) return identifier(role.rolename);
  return role?.roletype?.replace('ROLESPEC_', '') ?? '';
}
