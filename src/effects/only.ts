import { identifier, type RelationName } from '../sql/names.js';
import { isSince, notBefore } from '../sql/versions.js';
import type { Lock } from './effects.js';
import { isSure } from './known.js';
import { lock, relationOf, type Moment } from './moment.js';

/** Its partitions or children, as far as they are sure to be there. */
function childrenOf(table: RelationName, moment: Moment): readonly RelationName[] {
  const children = relationOf(moment, table)?.children ?? [];
  return children.filter((child) => isSure(relationOf(moment, child), moment));
}

export function hasChildren(table: RelationName, moment: Moment): boolean {
  return childrenOf(table, moment).length > 0;
}

/** With ONLY nothing may be added that partitions and children must have too. */
export function addOnlyRefusal(what: string, table: RelationName, only: boolean, moment: Moment): string | null {
  return only && hasChildren(table, moment) ? `${what} must be added to child tables too` : null;
}

export function validateOnlyRefusal(
  constraint: string,
  table: RelationName,
  only: boolean,
  moment: Moment,
): string | null {
  const has = childrenOf(table, moment).some((child) => relationOf(moment, child)?.constraints.has(constraint));
  return only && has ? 'constraint must be validated on child tables too' : null;
}

export function retypeOnlyRefusal(column: string, table: RelationName, only: boolean, moment: Moment): string | null {
  const has = childrenOf(table, moment).some((child) => relationOf(moment, child)?.columns.has(column));
  return only && has ? `type of inherited column ${identifier(column)} must be changed in child tables too` : null;
}

/** SET NOT NULL on a partitioned table alone: up to 17 where all its partitions have it already, for which it looks. */
export function notNullOnlyRefusal(column: string, table: RelationName, only: boolean, moment: Moment): string | null {
  if (!only || !isParted(table, moment)) return null;
  const open = childrenOf(table, moment).some(
    (child) => relationOf(moment, child)?.columns.get(column)?.notNull === false,
  );
  const refused = open || isSince(moment.version, 'NOT NULL of ONLY a partitioned table refused');
  return refused ? 'constraint must be added to child tables too' : null;
}

/** What is dropped with ONLY becomes the children's own, which is written down with each of them. */
export function lockHeirs(table: RelationName, moment: Moment): Lock[] {
  const children = relationOf(moment, table)?.children ?? [];
  return [table, ...children].map((name) => lock(moment, name, 'ACCESS EXCLUSIVE'));
}

export function dropColumnOnlyRefusal(table: RelationName, only: boolean, moment: Moment): string | null {
  return only && isParted(table, moment)
    ? 'cannot drop column from only the partitioned table when partitions exist'
    : null;
}

export function dropConstraintOnlyRefusal(table: RelationName, only: boolean, moment: Moment): string | null {
  const feature = 'DROP CONSTRAINT from ONLY a partitioned table';
  if (!only || !isParted(table, moment) || isSince(moment.version, feature)) return null;
  return notBefore(moment.version, feature);
}

export function isParted(table: RelationName, moment: Moment): boolean {
  return relationOf(moment, table)?.kind === 'partitioned table' && hasChildren(table, moment);
}
