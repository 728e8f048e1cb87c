import type { AlterTableCmd, AlterTableStmt, ReplicaIdentityStmt } from '@pgsql/types';
import { bodiesOf, bodyOf, isNullConstant, type Node } from '../sql/statement.js';
import { relationName, splitName, type RelationName } from '../sql/names.js';
import { addColumn, addSequence } from './apply-column.js';
import { alterConstraint, dropConstraint, validateConstraint } from './apply-alter-constraint.js';
import { addConstraint } from './apply-constraint.js';
import { columnsIn } from './apply-proof.js';
import { linkReader } from './apply-reads.js';
import { callsIn, sequenceIn } from './calls.js';
import { edit, editColumn, ensureRelation, resolveType, type ApplyContext } from './apply-context.js';
import { dropSequencesOf } from './apply-drop-column.js';
import { attachIndex } from './apply-index.js';
import { addNotNull, dropNotNull } from './apply-not-null.js';
import { copyFromParent, linkParent, unlinkParent } from './apply-parent.js';
import { tableRequest } from './apply-request.js';
import { dropColumn } from './apply-drop-relation.js';
import type { ReplicaIdentity } from './belongings.js';
import { family, type Catalog, type Column, type RelationKind } from './catalog.js';
import { resolveRange } from './lookup.js';

/** ALTER TABLE and its kin that have subcommands. */
export function alterTable(catalog: Catalog, body: AlterTableStmt, context: ApplyContext): Catalog {
  const kind = KINDS[body.objtype ?? ''];
  if (body.objtype === 'OBJECT_INDEX') return alterIndex(catalog, body, context);
  if (kind === undefined || catalog.indexes.has(resolveRange(catalog, context.path, body.relation))) return catalog;
  const found = ensureRelation(catalog, context, body.relation, kind);
  const table = found.relation.name;
  let after = found.catalog;
  for (const command of inPasses(body.cmds ?? [])) {
    const tables = body.relation?.inh === true ? family(after, table) : [table];
    after = alter(after, { table, tables, context }, command);
  }
  // A statement that shows nothing of the schema leaves no stub behind.
  return after === found.catalog ? catalog : after;
}

/** Of what ALTER INDEX does the catalog keeps ATTACH PARTITION. */
function alterIndex(catalog: Catalog, body: AlterTableStmt, context: ApplyContext): Catalog {
  let after = catalog;
  for (const command of bodiesOf('AlterTableCmd', body.cmds)) {
    const part = bodyOf('PartitionCmd', command.def)?.name;
    if (command.subtype !== 'AT_AttachPartition' || part === undefined) continue;
    const { path } = context;
    after = attachIndex(after, resolveRange(after, path, body.relation), resolveRange(after, path, part));
  }
  return after;
}

/** What can have columns to alter; indexes, sequences and views have nothing that the catalog keeps. */
const KINDS: Readonly<Record<string, RelationKind>> = {
  OBJECT_TABLE: 'table',
  OBJECT_FOREIGN_TABLE: 'foreign table',
  OBJECT_TYPE: 'composite type',
};

/** Postgres sorts the subcommands: what drops goes first, then types, then new columns (source: ATPrepCmd). */
function inPasses(commands: readonly Node[]): AlterTableCmd[] {
  return bodiesOf('AlterTableCmd', commands).sort((a, b) => passOf(a) - passOf(b));
}

function passOf(command: AlterTableCmd): number {
  switch (command.subtype) {
    case 'AT_DropColumn':
    case 'AT_DropConstraint':
    case 'AT_DropNotNull':
    case 'AT_DropExpression':
    case 'AT_DropIdentity':
      return 0;
    case 'AT_AlterColumnType':
      return 1;
    case 'AT_AddColumn':
      return 2;
    default:
      return 3;
  }
}

interface Target {
  readonly table: RelationName;
  /** The table and, unless ONLY was written, what inherits from it. */
  readonly tables: readonly RelationName[];
  readonly context: ApplyContext;
}

function alter(catalog: Catalog, target: Target, command: AlterTableCmd): Catalog {
  const { table, tables, context } = target;
  const column = command.name ?? '';
  switch (command.subtype) {
    case 'AT_AddColumn':
      return alterAddColumn(catalog, target, command);
    case 'AT_DropColumn':
      return dropColumn(catalog, tables, column);
    case 'AT_AlterColumnType':
    case 'AT_DropExpression':
    case 'AT_SetExpression':
      return editColumn(catalog, tables, column, (before) => alteredColumn(catalog, before, command, context));
    case 'AT_ColumnDefault':
      return alterDefault(catalog, target, command);
    case 'AT_SetNotNull':
      return addNotNull(catalog, [table], column, { name: null, validated: true, inherit: tables.length > 1 }, context);
    case 'AT_DropNotNull':
      return dropNotNull(catalog, tables, column);
    case 'AT_AddIdentity':
      return addIdentity(catalog, target, column);
    case 'AT_DropIdentity':
      return editColumn(dropSequencesOf(catalog, table, column), tables, column, withoutIdentity);
    case 'AT_AddConstraint': {
      const node = bodyOf('Constraint', command.def);
      return node === null ? catalog : addConstraint(catalog, table, tableRequest(node, false), context);
    }
    case 'AT_AlterConstraint':
      return alterConstraint(catalog, tables, bodyOf('ATAlterConstraint', command.def) ?? {});
    case 'AT_ValidateConstraint':
      return validateConstraint(catalog, tables, column);
    case 'AT_DropConstraint':
      return dropConstraint(catalog, tables, column, command.behavior === 'DROP_CASCADE');
    default:
      return alterWhole(catalog, target, command);
  }
}

/** Subcommands about the table as a whole. */
function alterWhole(catalog: Catalog, target: Target, command: AlterTableCmd): Catalog {
  const { table, context } = target;
  switch (command.subtype) {
    case 'AT_SetLogged':
    case 'AT_SetUnLogged': {
      const unlogged = command.subtype === 'AT_SetUnLogged';
      return edit(catalog, table, (relation) => ({ ...relation, unlogged }));
    }
    case 'AT_ReplicaIdentity': {
      const body = bodyOf('ReplicaIdentityStmt', command.def);
      return edit(catalog, table, (relation) => ({ ...relation, replicaIdentity: identityOf(body ?? {}, table) }));
    }
    case 'AT_AttachPartition':
      return attach(catalog, target, command);
    case 'AT_DetachPartition':
    case 'AT_DetachPartitionFinalize': {
      const child = bodyOf('PartitionCmd', command.def)?.name;
      return unlinkParent(catalog, resolveRange(catalog, context.path, child), table);
    }
    case 'AT_AddInherit': {
      const parent = bodyOf('RangeVar', command.def) ?? undefined;
      return linkParent(catalog, table, resolveRange(catalog, context.path, parent), undefined).catalog;
    }
    case 'AT_DropInherit': {
      const parent = bodyOf('RangeVar', command.def) ?? undefined;
      return unlinkParent(catalog, table, resolveRange(catalog, context.path, parent));
    }
    default:
      return catalog;
  }
}

function alterAddColumn(catalog: Catalog, target: Target, command: AlterTableCmd): Catalog {
  const definition = bodyOf('ColumnDef', command.def);
  if (definition === null) return catalog;
  const isKnown = catalog.relations.get(target.table)?.columns.has(definition.colname ?? '') === true;
  if (isKnown && (command.missing_ok === true || target.context.guarded === true)) return catalog;
  return addColumn(catalog, target.tables, definition, target.context);
}

function alteredColumn(catalog: Catalog, column: Column, command: AlterTableCmd, context: ApplyContext): Column {
  if (command.subtype === 'AT_DropExpression')
    return { ...column, generated: null, hasDefault: false, defaultExpression: null, computedFrom: [], calls: [] };
  if (command.subtype === 'AT_SetExpression') {
    const calls = callsIn([command.def], catalog, context.path);
    return { ...column, computedFrom: columnsIn(command.def), calls };
  }
  const type = bodyOf('ColumnDef', command.def)?.typeName;
  return type === undefined ? column : { ...column, type: resolveType(catalog, context, type) };
}

function alterDefault(catalog: Catalog, { tables, context }: Target, command: AlterTableCmd): Catalog {
  const hasDefault = command.def !== undefined && !isNullConstant(command.def);
  const sequence = sequenceIn(command.def, catalog, context.path);
  const calls = callsIn([command.def], catalog, context.path);
  const defaultExpression = hasDefault ? (command.def ?? null) : null;
  const given = { hasDefault, defaultExpression, sequence, calls };
  let after = editColumn(catalog, tables, command.name ?? '', (before) => ({ ...before, ...given }));
  if (sequence !== null) for (const table of tables) after = linkReader(after, table, sequence, 'sequence');
  return after;
}

function addIdentity(catalog: Catalog, target: Target, column: string): Catalog {
  // Partitions share it; children by INHERITS have it for themselves or not at all.
  const isShared = catalog.relations.get(target.table)?.kind === 'partitioned table';
  const after = editColumn(catalog, isShared ? target.tables : [target.table], column, (before) => ({
    ...before,
    identity: true,
    hasDefault: true,
  }));
  return addSequence(after, [target.table], column, target.context);
}

/** Letters of pg_class.relreplident. */
function identityOf(body: ReplicaIdentityStmt, table: RelationName): ReplicaIdentity {
  if (body.identity_type === 'f') return 'full';
  if (body.identity_type === 'n') return 'nothing';
  return body.name === undefined ? 'default' : { index: relationName(splitName(table).schema, body.name) };
}

function withoutIdentity(column: Column): Column {
  return column.identity ? { ...column, identity: false, hasDefault: false, sequence: null } : column;
}

function attach(catalog: Catalog, target: Target, command: AlterTableCmd): Catalog {
  const partition = bodyOf('PartitionCmd', command.def);
  if (partition?.name === undefined) return catalog;
  const { context, table } = target;
  const child = ensureRelation(catalog, context, partition.name);
  const linked = linkParent(child.catalog, child.relation.name, table, partition.bound);
  return copyFromParent(linked.catalog, table, child.relation.name, context);
}
