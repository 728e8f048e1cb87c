import type { RenameStmt } from '@pgsql/types';
import type { Catalog } from '../catalog/catalog.js';
import { dropsOf } from '../rules/destructive-rollback/made-by-up.js';
import { inverseOfSubcommand } from './inverse-alter.js';
import { isOthers, isOthersColumn, keyAt, rangeAt } from '../rules/existing.js';
import { indexText } from '../rules/index-text.js';
import { nodeIf } from '../rules/scope.js';
import { identifier, relationName, shortName, splitName, type RelationName } from '../sql/names.js';
import { bodiesOf, texts, type StatementTag } from '../sql/statement.js';
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

/**
 * SQL that brings back the schema as it was before a statement; null where it cannot be derived from what is known.
 * `atEnd` is what the whole change leaves, without what it made and dropped again; null where names changed meanwhile.
 */
export function inverseOf(step: Step, atEnd: Catalog | null): readonly string[] | null {
  const { node } = step.statement;
  // What a body does that was followed is steps of its own.
  if (NOTHING_LEFT.has(node.tag) || step.routine !== null)
    return step.effects.writes === 'none' && step.effects.notModelled === null ? [] : null;
  switch (node.tag) {
    case 'IndexStmt':
      return node.body.if_not_exists === true ? null : dropIndex(step, rangeAt(step, node.body.relation), atEnd);
    case 'CreateStmt': {
      const made = rangeAt(step, node.body.relation);
      if (atEnd?.relations.has(made) === false) return [];
      return node.body.if_not_exists === true ? null : [`DROP TABLE ${shortName(made)};`];
    }
    case 'DropStmt':
      return dropsOwn(step) ? [] : droppedIndexes(step);
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
      return dropType(step, 'TYPE', texts(node.body.typeName), atEnd);
    case 'CreateDomainStmt':
      return dropType(step, 'DOMAIN', texts(node.body.domainname), atEnd);
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
      if (attachesOwn(step)) return [];
      if (node.body.objtype !== 'OBJECT_TABLE') return null;
      const table = rangeAt(step, node.body.relation);
      const each = bodiesOf('AlterTableCmd', node.body.cmds).map((cmd) => inverseOfSubcommand(step, table, cmd, atEnd));
      return each.some((one) => one === null) ? null : each.reverse().flatMap((one) => one ?? []);
    }
    default:
      return null;
  }
}

/** What the same change has made goes without a trace. */
function dropsOwn(step: Step): boolean {
  const things = dropsOf(step);
  return (
    things.length > 0 &&
    things.every(({ kind, key }) => {
      const known = kind === 'index' ? step.before.indexes.get(key) : step.before.relations.get(key);
      return (kind === 'index' || kind === 'table') && known?.set === step.set;
    })
  );
}

/** Built again, while others use the table. */
function droppedIndexes(step: Step): readonly string[] | null {
  const things = dropsOf(step).filter(({ kind }) => kind === 'index');
  const made = things.map(({ key }) => {
    const index = step.before.indexes.get(key);
    const isWhole = index !== undefined && step.before.relations.get(index.table)?.kind === 'table';
    return isWhole ? indexText(index, identifier(splitName(key).name)) : null;
  });
  return made.length === 0 || made.some((one) => one === null) ? null : made.flatMap((one) => one ?? []);
}

/** An index of the same change that takes in another one; it goes with all that it has taken in. */
function attachesOwn(step: Step): boolean {
  const alter = nodeIf(step, 'AlterTableStmt');
  if (alter?.objtype !== 'OBJECT_INDEX') return false;
  const isAttach = bodiesOf('AlterTableCmd', alter.cmds).every(({ subtype }) => subtype === 'AT_AttachPartition');
  return isAttach && step.before.indexes.get(rangeAt(step, alter.relation))?.set === step.set;
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
function dropIndex(step: Step, table: RelationName, atEnd: Catalog | null): readonly string[] | null {
  const made = [...step.after.indexes.values()].filter(
    (index) => index.table === table && index.parent === null && !step.before.indexes.has(index.name),
  );
  const [index] = made;
  if (index === undefined || made.length > 1) return null;
  const last = atEnd?.indexes.get(index.name);
  // What is part of another index can't be dropped, and goes with it.
  if (atEnd !== null && (last === undefined || last.parent !== null)) return [];
  const apart = isOthers(step, table) && step.before.relations.get(table)?.kind !== 'partitioned table';
  return [`DROP INDEX ${apart ? 'CONCURRENTLY ' : ''}${shortName(index.name)};`];
}

/** Not while a column that was there before has it: what gave it the type is what would have to be taken back. */
function dropType(step: Step, word: string, parts: readonly string[], atEnd: Catalog | null): readonly string[] | null {
  const key = keyAt(step, step.after.types, parts);
  const columns = [...(atEnd?.relations.values() ?? [])].flatMap((relation) =>
    relation.set === step.set ? [] : [...relation.columns.values()],
  );
  if (atEnd === null || columns.some(({ type, set }) => set !== step.set && type?.name === key)) return null;
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
