import type { AlterTableCmd } from '@pgsql/types';
import type { Constraint, Relation } from '../../../catalog/catalog.js';
import { derivedName, identifier, literal, shortName, splitName, type RelationName } from '../../../sql/names.js';
import { bodiesOf, bodyOf } from '../../../sql/statement.js';
import type { Changeset, Step } from '../../../timeline.js';
import { isOthers, objectAt, rangeAt } from '../../existing.js';
import { code, lockClause, sql, table as tableWords } from '../../prose.js';
import { statementRule, type Box, type Match } from '../../rule.js';
import { at, nodeIf } from '../../scope.js';
import { publicationWith } from '../published.js';

interface LostIdentity extends Match {
  readonly step: Step;
  readonly table: RelationName;
  readonly cause: 'nothing' | 'primary-key' | 'identity-index';
  /** A publication that is known to have the table. */
  readonly publication: string | null;
}

export const rule = statementRule<LostIdentity>({
  id: 'replica-identity-lost',
  mode: 'replica-schema-drift',
  on: ['AT_ReplicaIdentity', 'AT_DropConstraint', 'AT_DropColumn', 'DropStmt'],
  detect: (step, changeset) => {
    if (nodeIf(step, 'DropStmt') !== null) return droppedIndexes(step);
    const body = nodeIf(step, 'AlterTableStmt');
    if (body === null || step.effects.fails !== null) return [];
    const table = rangeAt(step, body.relation);
    if (!isOthers(step, table)) return [];
    const relation = step.before.relations.get(table);
    const publication = publicationWith(step.before, table);
    return bodiesOf('AlterTableCmd', body.cmds).flatMap((cmd, part): LostIdentity[] => {
      if (bodyOf('ReplicaIdentityStmt', cmd.def)?.identity_type === 'n')
        return [{ severity: 'unsafe', at: at(step, part), step, table, cause: 'nothing', publication }];
      const cause = lostBy(cmd, step, table, relation);
      if (cause === null || hasOther(step, table, changeset)) return [];
      return [
        { severity: publication === null ? 'caution' : 'unsafe', at: at(step, part), step, table, cause, publication },
      ];
    });
  },
  describe: (match) => ({
    title: `UPDATE and DELETE on ${shortName(match.table)} fail where it is published`,
    message: messageOf(match),
    fix: fixOf(match),
  }),
  boxes: ({ table, cause, publication }) => (cause === 'nothing' || publication !== null ? [] : [publishedBox(table)]),
});

function publishedBox(table: RelationName): Box {
  const { schema, name } = splitName(table);
  const where = `schemaname = ${literal(schema)} AND tablename = ${literal(name)}`;
  return {
    phase: 'before',
    text: `No publication has ${tableWords(table)}: the query gives no row`,
    sql: `SELECT pubname FROM pg_publication_tables WHERE ${where};`,
  };
}

/** How a subcommand takes away what names the rows: the primary key, or the index that was chosen instead. */
function lostBy(
  { subtype, name = '' }: AlterTableCmd,
  step: Step,
  table: RelationName,
  relation: Relation | undefined,
): LostIdentity['cause'] | null {
  const identity = relation?.replicaIdentity ?? 'default';
  if (identity === 'full' || identity === 'nothing') return null;
  if (subtype !== 'AT_DropConstraint' && subtype !== 'AT_DropColumn') return null;
  if (identity !== 'default') {
    const constraint = subtype === 'AT_DropConstraint' ? relation?.constraints.get(name) : undefined;
    const ofConstraint = constraint !== undefined && 'index' in constraint && constraint.index === identity.index;
    const ofColumn =
      subtype === 'AT_DropColumn' && step.before.indexes.get(identity.index)?.keys.includes(name) === true;
    return ofConstraint || ofColumn ? 'identity-index' : null;
  }
  const ofKey =
    subtype === 'AT_DropConstraint' ? dropsKey(step, table, relation, name) : isKeyColumn(relation, step, name);
  return ofKey ? 'primary-key' : null;
}

/** DROP INDEX of the index that names the rows. */
function droppedIndexes(step: Step): LostIdentity[] {
  const body = nodeIf(step, 'DropStmt');
  if (body?.removeType !== 'OBJECT_INDEX' || step.effects.fails !== null) return [];
  return (body.objects ?? []).flatMap((object): LostIdentity[] => {
    const index = objectAt(step, object);
    const table = step.before.indexes.get(index)?.table ?? '';
    const identity = step.before.relations.get(table)?.replicaIdentity;
    if (typeof identity !== 'object' || identity.index !== index || !isOthers(step, table)) return [];
    const publication = publicationWith(step.before, table);
    const severity = publication === null ? 'caution' : 'unsafe';
    return [{ severity, at: at(step), step, table, cause: 'identity-index', publication }];
  });
}

function keyOf(relation: Relation | undefined): Constraint | undefined {
  return relation?.constraints.find(({ kind }) => kind === 'primary-key');
}

/** A constraint that nobody has shown us is taken for the primary key when it is called like one. */
function dropsKey(step: Step, table: RelationName, relation: Relation | undefined, name: string): boolean {
  const known = relation?.constraints.get(name);
  if (known !== undefined) return known.kind === 'primary-key' && known.set !== step.set;
  return relation?.complete !== true && identifier(name) === derivedName(table, 'pkey');
}

function isKeyColumn(relation: Relation | undefined, step: Step, column: string): boolean {
  const key = keyOf(relation);
  return key !== undefined && key.set !== step.set && key.columns.includes(column);
}

/** Another primary key or replica identity, given in the same statement or set. */
function hasOther(step: Step, table: RelationName, { stepsOf }: Changeset): boolean {
  const around = (stepsOf.get(step.migration) ?? []).filter((one) => one.section === step.section);
  return around.some((one) => {
    const body = nodeIf(one, 'AlterTableStmt');
    if (body === null || rangeAt(one, body.relation) !== table) return false;
    return bodiesOf('AlterTableCmd', body.cmds).some((cmd) => {
      if (bodyOf('Constraint', cmd.def)?.contype === 'CONSTR_PRIMARY') return true;
      if (
        bodiesOf('Constraint', bodyOf('ColumnDef', cmd.def)?.constraints).some(
          ({ contype }) => contype === 'CONSTR_PRIMARY',
        )
      )
        return true;
      const identity = bodyOf('ReplicaIdentityStmt', cmd.def)?.identity_type;
      return identity === 'i' || identity === 'f';
    });
  });
}

function messageOf({ step, table, cause, publication }: LostIdentity): string {
  const lost =
    'a subscriber could not tell which row is meant, so Postgres refuses every UPDATE and DELETE on a published table that has no replica identity';
  const how =
    cause === 'nothing'
      ? `With ${code('REPLICA IDENTITY NOTHING')} on ${tableWords(table)}`
      : `Without ${cause === 'primary-key' ? 'the primary key' : 'the index that is the replica identity'} of ${tableWords(table)}`;
  const unknown = cause === 'nothing' ? '' : ' Whether a publication has it, nothing here shows.';
  const which = publication === null ? unknown : ` ${code(identifier(publication))} has it.`;
  return `${how} ${lost}.${which} The statement ${lockClause(step, table)} until the transaction ends.`;
}

function fixOf({ table }: LostIdentity): string {
  return sql(
    '-- before it, in the same transaction: another unique index on NOT NULL columns, or whole rows',
    "SET lock_timeout = '2s';",
    `ALTER TABLE ${shortName(table)} REPLICA IDENTITY FULL;`,
  );
}
