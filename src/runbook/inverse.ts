import type { AlterTableCmd, Constraint, RenameStmt } from '@pgsql/types';
import { isOthers, isOthersColumn, keyAt, rangeAt } from '../rules/existing.js';
import { identifier, relationName, shortName, splitName, type RelationName } from '../sql/names.js';
import { bodiesOf, bodyOf, texts, type StatementTag } from '../sql/statement.js';
import type { Step } from '../timeline.js';

/** Leave nothing that would have to be taken back. */
const NOTHING_LEFT: ReadonlySet<StatementTag> = new Set([
  'VariableSetStmt',
  'VariableShowStmt',
  'TransactionStmt',
  'SelectStmt',
  'VacuumStmt',
  'ExplainStmt',
  'LockStmt',
  'ReindexStmt',
  'ClusterStmt',
  'CheckPointStmt',
  'ConstraintsSetStmt',
  'DiscardStmt',
  'RefreshMatViewStmt',
  'CommentStmt',
]);

/** SQL that brings back the schema as it was before a statement; null where it cannot be derived from what is known. */
export function inverseOf(step: Step): readonly string[] | null {
  const { node } = step.statement;
  // What a body does that was followed is steps of its own.
  if (NOTHING_LEFT.has(node.tag) || step.routine !== null)
    return step.effects.writes === 'none' && step.effects.notModelled === null ? [] : null;
  switch (node.tag) {
    case 'IndexStmt':
      return node.body.if_not_exists === true ? null : dropIndex(step, rangeAt(step, node.body.relation));
    case 'CreateStmt':
      return node.body.if_not_exists === true ? null : [`DROP TABLE ${shortName(rangeAt(step, node.body.relation))};`];
    case 'CreateTableAsStmt':
      return node.body.if_not_exists === true
        ? null
        : [
            `DROP ${node.body.objtype === 'OBJECT_MATVIEW' ? 'MATERIALIZED VIEW' : 'TABLE'} ${shortName(rangeAt(step, node.body.into?.rel))};`,
          ];
    case 'ViewStmt': {
      const view = rangeAt(step, node.body.view);
      return step.before.relations.has(view) || node.body.replace === true ? null : [`DROP VIEW ${shortName(view)};`];
    }
    case 'CreateSeqStmt':
      return node.body.if_not_exists === true
        ? null
        : [`DROP SEQUENCE ${shortName(rangeAt(step, node.body.sequence))};`];
    case 'CreateEnumStmt':
      return dropType(step, 'TYPE', texts(node.body.typeName));
    case 'CreateDomainStmt':
      return dropType(step, 'DOMAIN', texts(node.body.domainname));
    case 'CreateTrigStmt':
      return node.body.replace === true
        ? null
        : [`DROP TRIGGER ${identifier(node.body.trigname ?? '')} ON ${shortName(rangeAt(step, node.body.relation))};`];
    case 'CreateFunctionStmt': {
      const key = keyAt(step, step.after.routines, texts(node.body.funcname));
      const isAlone = !step.before.routines.has(key) && node.body.replace !== true;
      return isAlone ? [`DROP ${node.body.is_procedure === true ? 'PROCEDURE' : 'FUNCTION'} ${shortName(key)};`] : null;
    }
    case 'RenameStmt':
      return renamedBack(step, node.body);
    case 'InsertStmt':
    case 'UpdateStmt':
      return writesNewOnly(step) ? [] : null;
    case 'AlterTableStmt': {
      if (node.body.objtype !== 'OBJECT_TABLE') return null;
      const table = rangeAt(step, node.body.relation);
      const each = bodiesOf('AlterTableCmd', node.body.cmds).map((cmd) => subcommand(step, table, cmd));
      return each.some((one) => one === null) ? null : each.reverse().flatMap((one) => one ?? []);
    }
    default:
      return null;
  }
}

/** What is written goes with the table or the column that the same change has made. */
function writesNewOnly(step: Step): boolean {
  const { node } = step.statement;
  if (node.tag === 'InsertStmt') return !isOthers(step, rangeAt(step, node.body.relation));
  if (node.tag !== 'UpdateStmt') return false;
  const table = rangeAt(step, node.body.relation);
  return bodiesOf('ResTarget', node.body.targetList).every(({ name = '' }) => !isOthersColumn(step, table, name));
}

/** Concurrently, since others use the table; a partitioned one does not know that. */
function dropIndex(step: Step, table: RelationName): readonly string[] | null {
  const made = [...step.after.indexes.values()].filter(
    (index) => index.table === table && index.parent === null && !step.before.indexes.has(index.name),
  );
  const [index] = made;
  if (index === undefined || made.length > 1) return null;
  const apart = isOthers(step, table) && step.before.relations.get(table)?.kind !== 'partitioned table';
  return [`DROP INDEX ${apart ? 'CONCURRENTLY ' : ''}${shortName(index.name)};`];
}

function dropType(step: Step, word: string, parts: readonly string[]): readonly string[] {
  const key = keyAt(step, step.after.types, parts);
  return [`DROP ${word} ${shortName(key)};`];
}

const RENAMED: ReadonlyMap<RenameStmt['renameType'], string> = new Map([
  ['OBJECT_TABLE', 'TABLE'],
  ['OBJECT_VIEW', 'VIEW'],
  ['OBJECT_MATVIEW', 'MATERIALIZED VIEW'],
  ['OBJECT_SEQUENCE', 'SEQUENCE'],
  ['OBJECT_INDEX', 'INDEX'],
]);

function renamedBack(
  step: Step,
  { renameType, relation, subname = '', newname = '' }: RenameStmt,
): readonly string[] | null {
  const before = rangeAt(step, relation);
  if (renameType === 'OBJECT_COLUMN')
    return [`ALTER TABLE ${shortName(before)} RENAME COLUMN ${identifier(newname)} TO ${identifier(subname)};`];
  if (renameType === 'OBJECT_TABCONSTRAINT')
    return [`ALTER TABLE ${shortName(before)} RENAME CONSTRAINT ${identifier(newname)} TO ${identifier(subname)};`];
  const word = RENAMED.get(renameType);
  const { schema, name } = splitName(before);
  return word === undefined
    ? null
    : [`ALTER ${word} ${shortName(relationName(schema, newname))} RENAME TO ${identifier(name)};`];
}

const ALONE: ReadonlySet<Constraint['contype']> = new Set([
  'CONSTR_CHECK',
  'CONSTR_FOREIGN',
  'CONSTR_UNIQUE',
  'CONSTR_EXCLUSION',
]);

function subcommand(step: Step, table: RelationName, cmd: AlterTableCmd): readonly string[] | null {
  const alter = `ALTER TABLE ${shortName(table)}`;
  const name = identifier(cmd.name ?? '');
  const column = step.before.relations.get(table)?.columns.get(cmd.name ?? '');
  switch (cmd.subtype) {
    case 'AT_AddColumn': {
      const added = bodyOf('ColumnDef', cmd.def)?.colname ?? '';
      // With IF NOT EXISTS it may be one that was there, and holds something.
      const isNew = cmd.missing_ok !== true || step.before.relations.get(table)?.complete === true;
      if (step.before.relations.get(table)?.columns.has(added) === true) return [];
      return !isNew ? null : [`${alter} DROP COLUMN ${identifier(added)};`];
    }
    case 'AT_AddConstraint': {
      const constraint = bodyOf('Constraint', cmd.def);
      // A primary key leaves NOT NULL behind, and an index that it took over would go with the constraint.
      if (constraint === null || !ALONE.has(constraint.contype) || constraint.indexname !== undefined) return null;
      const added = addedConstraint(step, table, constraint.conname);
      return added === null ? null : [`${alter} DROP CONSTRAINT ${identifier(added)};`];
    }
    case 'AT_SetNotNull':
      if (column?.notNull === true) return [];
      return column?.notNull === false ? [`${alter} ALTER COLUMN ${name} DROP NOT NULL;`] : null;
    case 'AT_ColumnDefault':
      return cmd.def !== undefined && column?.hasDefault === false
        ? [`${alter} ALTER COLUMN ${name} DROP DEFAULT;`]
        : null;
    case 'AT_AddIdentity':
      return [`${alter} ALTER COLUMN ${name} DROP IDENTITY;`];
    case 'AT_ValidateConstraint':
    case 'AT_SetStatistics':
      return [];
    default:
      return null;
  }
}

function addedConstraint(step: Step, table: RelationName, written: string | undefined): string | null {
  if (written !== undefined && written !== '') return written;
  const before = step.before.relations.get(table)?.constraints;
  const names = [...(step.after.relations.get(table)?.constraints.keys() ?? [])].filter(
    (name) => before?.has(name) !== true,
  );
  return names.length === 1 ? (names[0] ?? null) : null;
}
