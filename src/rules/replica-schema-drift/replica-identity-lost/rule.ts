import type { Constraint, Relation } from '../../../catalog/catalog.js';
import { derivedName, identifier, literal, shortName, splitName, type RelationName } from '../../../sql/names.js';
import { bodiesOf, bodyOf } from '../../../sql/statement.js';
import type { Changeset, Step } from '../../../timeline.js';
import { isOthers, rangeAt } from '../../existing.js';
import { code, lockClause, sql, table as tableWords } from '../../prose.js';
import { statementRule, type Box, type Match } from '../../rule.js';
import { at, nodeIf } from '../../scope.js';

interface LostIdentity extends Match {
  readonly step: Step;
  readonly table: RelationName;
  readonly cause: 'nothing' | 'primary-key';
}

export const rule = statementRule<LostIdentity>({
  id: 'replica-identity-lost',
  mode: 'replica-schema-drift',
  on: ['AT_ReplicaIdentity', 'AT_DropConstraint', 'AT_DropColumn'],
  detect: (step, changeset) => {
    const body = nodeIf(step, 'AlterTableStmt');
    if (body === null || step.effects.fails !== null) return [];
    const table = rangeAt(step, body.relation);
    if (!isOthers(step, table)) return [];
    const relation = step.before.relations.get(table);
    return bodiesOf('AlterTableCmd', body.cmds).flatMap((cmd, part): LostIdentity[] => {
      if (bodyOf('ReplicaIdentityStmt', cmd.def)?.identity_type === 'n')
        return [{ severity: 'unsafe', at: at(step, part), step, table, cause: 'nothing' }];
      const dropped =
        cmd.subtype === 'AT_DropConstraint'
          ? dropsKey(step, table, relation, cmd.name ?? '')
          : cmd.subtype === 'AT_DropColumn' && isKeyColumn(relation, step, cmd.name ?? '');
      if (!dropped || hasOther(step, table, changeset)) return [];
      return [{ severity: 'caution', at: at(step, part), step, table, cause: 'primary-key' }];
    });
  },
  describe: (match) => ({
    title: `UPDATE and DELETE on ${shortName(match.table)} fail where it is published`,
    message: messageOf(match),
    fix: fixOf(match),
  }),
  boxes: ({ table, cause }) => (cause === 'nothing' ? [] : [publishedBox(table)]),
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

function messageOf({ step, table, cause }: LostIdentity): string {
  const lost =
    'a subscriber could not tell which row is meant, so Postgres refuses every UPDATE and DELETE on a published table that has no replica identity';
  const how =
    cause === 'nothing'
      ? `With ${code('REPLICA IDENTITY NOTHING')} on ${tableWords(table)}`
      : `Without the primary key of ${tableWords(table)}`;
  const which = cause === 'nothing' ? '' : ' Whether a publication has it, nothing here shows.';
  return `${how} ${lost}.${which} The statement ${lockClause(step, table)} until the transaction ends.`;
}

function fixOf({ table }: LostIdentity): string {
  return sql(
    '-- before it, in the same transaction: another unique index on NOT NULL columns, or whole rows',
    "SET lock_timeout = '2s';",
    `ALTER TABLE ${shortName(table)} REPLICA IDENTITY FULL;`,
  );
}
