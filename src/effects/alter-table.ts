import type { AlterTableCmd, AlterTableStmt } from '@pgsql/types';
import type { Dependent } from '../catalog/belongings.js';
import { family, foreignKeysOf, foreignKeysTo, type Constraint } from '../catalog/catalog.js';
import { identifier, shortName, type RelationName } from '../sql/names.js';
import { bodiesOf, bodyOf, items, type Subcommand } from '../sql/statement.js';
import { isSince } from '../sql/versions.js';
import { addColumn } from './add-column.js';
import { alterColumnType } from './column-type.js';
import { addConstraint, alterConstraint, dropConstraint, validateConstraint } from './constraint.js';
import { atPart, combine, effectsOf, type Effects } from './effects.js';
import { changeIdentity } from './identity.js';
import { alterIndex } from './index-build.js';
import { noSuchColumn } from './known.js';
import type { LockMode } from './lock-mode.js';
import { isPartitioned, lock, lockFamily, lockSequences, named, relationOf, type Moment } from './moment.js';
import { cascadeLocks, columnNeededBy, fixedColumnRefusal, neededRefusal, typeRefusal } from './needed.js';
import { setNotNull } from './not-null.js';
import { dropColumnOnlyRefusal, dropConstraintOnlyRefusal, lockHeirs, retypeOnlyRefusal } from './only.js';
import { attachPartition, detachPartition, finalizeDetach } from './partition.js';
import { setAccessMethod, setPersistence, setStorageOptions, setTablespace } from './storage.js';

/** What one subcommand sees: the table it belongs to, and what its siblings drop. */
interface Context {
  readonly table: RelationName;
  /** ALTER TABLE ONLY: partitions and children are left out. */
  readonly only: boolean;
  /** Constraints that the same statement drops: Postgres runs the DROP pass first (source: ATRewriteCatalogs). */
  readonly dropped: readonly string[];
  readonly droppedColumns: readonly string[];
  readonly addedColumns: readonly string[];
  /** Columns whose identity it drops. */
  readonly openedColumns: readonly string[];
  /** Constraints that it adds by name. */
  readonly addedConstraints: readonly string[];
  readonly moment: Moment;
}

type SubcommandEffects = (cmd: AlterTableCmd, context: Context) => Effects;

/** ALTER TABLE, and ALTER INDEX, VIEW, SEQUENCE, MATERIALIZED VIEW, TYPE where they share its node. */
export function alterTable(body: AlterTableStmt, moment: Moment): Effects {
  const table = named(moment, body.relation);
  const cmds = bodiesOf('AlterTableCmd', body.cmds);
  if (body.objtype === 'OBJECT_INDEX') return alterIndex(table, cmds, moment);
  if (body.objtype === 'OBJECT_TYPE') return alterComposite(table, cmds, moment);
  const namesOf = (subtype: Subcommand): string[] =>
    cmds.filter((cmd) => cmd.subtype === subtype).map((cmd) => cmd.name ?? bodyOf('ColumnDef', cmd.def)?.colname ?? '');
  const context: Context = {
    table,
    only: body.relation?.inh !== true,
    dropped: namesOf('AT_DropConstraint'),
    droppedColumns: namesOf('AT_DropColumn'),
    addedColumns: namesOf('AT_AddColumn'),
    openedColumns: namesOf('AT_DropIdentity'),
    addedConstraints: cmds.map((cmd) => bodyOf('Constraint', cmd.def)?.conname ?? ''),
    moment,
  };
  return combine(cmds.map((cmd, part) => atPart(SUBCOMMANDS[cmd.subtype ?? 'AT_AddColumn'](cmd, context), part)));
}

/** ALTER TYPE of a composite type: it has no rows, and the type of an attribute is fixed once a column has it. */
function alterComposite(type: RelationName, cmds: readonly AlterTableCmd[], moment: Moment): Effects {
  const retyped = cmds.some(({ subtype }) => subtype === 'AT_AlterColumnType');
  const user = [...moment.catalog.relations.values()].find(({ columns }) =>
    [...columns.values()].some((column) => column.type?.name === type),
  );
  const fails = retyped && user !== undefined ? `cannot alter type ${shortName(type)} because a column uses it` : null;
  return effectsOf({ locks: lockFamily(moment, type, 'ACCESS EXCLUSIVE'), fails });
}

/** A lock on the table and all its partitions or children, and nothing else. */
function only(mode: LockMode): SubcommandEffects {
  return (_cmd, { table, only: alone, moment }) => effectsOf({ locks: lockFamily(moment, table, mode, alone) });
}

/** Triggers of a partitioned table are those of its partitions as well, where it has any. */
const triggers: SubcommandEffects = (_cmd, { table, only: alone, moment }) => {
  const relation = relationOf(moment, table);
  const shared = isPartitioned(moment, table) && (relation?.complete !== true || relation.triggers.length > 0);
  return effectsOf({ locks: lockFamily(moment, table, 'SHARE ROW EXCLUSIVE', alone || !shared) });
};

/** The same for subcommands that never go down to partitions. */
function alone(mode: LockMode): SubcommandEffects {
  return (_cmd, { table, moment }) => effectsOf({ locks: [lock(moment, table, mode)] });
}

/** Subcommands that Postgres makes for itself; no parser gives them. */
const internal: SubcommandEffects = () => effectsOf({ notModelled: 'an internal subcommand of ALTER TABLE' });

/** DROP NOT NULL: what partitions and children have from the table goes with it, unless ONLY leaves it to them. */
function dropNotNull(cmd: AlterTableCmd, context: Context): Effects {
  const { table, only: alone, moment } = context;
  const needed = nullRefusal(cmd.name ?? '', context);
  if (needed !== null) return effectsOf({ locks: lockFamily(moment, table, 'ACCESS EXCLUSIVE', alone), fails: needed });
  const isOpen = relationOf(moment, table)?.columns.get(cmd.name ?? '')?.notNull === false;
  if (!alone || isOpen) return effectsOf({ locks: lockFamily(moment, table, 'ACCESS EXCLUSIVE', alone) });
  return effectsOf({ locks: lockHeirs(table, moment), fails: dropConstraintOnlyRefusal(table, alone, moment) });
}

/** A primary key and an identity need a value, unless the same statement drops them. */
function nullRefusal(name: string, { table, dropped, openedColumns, moment }: Context): string | null {
  const relation = relationOf(moment, table);
  const isKey = ({ kind, columns, name: key }: Constraint): boolean =>
    kind === 'primary-key' && columns.includes(name) && !dropped.includes(key);
  if (relation?.columns.get(name)?.identity === true && !openedColumns.includes(name))
    return `column ${identifier(name)} of ${shortName(table)} is an identity column`;
  return relation?.constraints.some(isKey) === true ? `column ${identifier(name)} is in a primary key` : null;
}

/** Dropping a column drops the foreign keys it is part of, which locks their other ends. */
function dropColumn(cmd: AlterTableCmd, context: Context): Effects {
  const { table, only: alone, droppedColumns, moment } = context;
  const column = cmd.name ?? '';
  const locks = alone ? lockHeirs(table, moment) : lockFamily(moment, table, 'ACCESS EXCLUSIVE');
  for (const { key } of foreignKeysOf(moment.catalog, table)) {
    if (key.columns.includes(column)) locks.push(lock(moment, key.references, 'ACCESS EXCLUSIVE'));
  }
  for (const foreign of foreignKeysTo(moment.catalog, table)) {
    if (foreign.key.referencedColumns.includes(column)) locks.push(lock(moment, foreign.table, 'ACCESS EXCLUSIVE'));
  }
  locks.push(...lockSequences(moment, table, [column], 'ACCESS EXCLUSIVE'));
  // One after the other: what a later subcommand drops is there still.
  const gone = droppedColumns.slice(0, droppedColumns.indexOf(column));
  const tables = alone ? [table] : family(moment.catalog, table);
  const all = columnNeededBy(tables, column, gone, moment);
  const keepsColumn = isSince(moment.version, 'generated columns keep their columns');
  const needed = keepsColumn ? all : all.filter(({ kind }) => kind !== 'generated column');
  if (!keepsColumn && gone.some((earlier) => goesAlong(column, columnNeededBy(tables, earlier, [], moment))))
    return effectsOf({ locks, fails: `column ${identifier(column)} is gone with the one it is computed of` });
  if (cmd.behavior === 'DROP_CASCADE') locks.push(...cascadeLocks(needed, moment));
  return effectsOf({ locks, fails: dropColumnRefusal(cmd, needed, context) });
}

function goesAlong(column: string, dependents: readonly Dependent[]): boolean {
  return dependents.some((one) => one.kind === 'generated column' && one.name === column);
}

function dropColumnRefusal(
  cmd: AlterTableCmd,
  needed: readonly Dependent[],
  { table, only: alone, moment }: Context,
): string | null {
  const column = cmd.name ?? '';
  const missing = noSuchColumn(table, column, [], moment);
  if (missing !== null) return cmd.missing_ok === true ? null : missing;
  const fixed = fixedColumnRefusal(table, column, 'drop', moment) ?? dropColumnOnlyRefusal(table, alone, moment);
  if (fixed !== null || cmd.behavior === 'DROP_CASCADE') return fixed;
  const what = `column ${identifier(column)} of ${shortName(table)}`;
  const foreign = foreignKeysTo(moment.catalog, table).find(
    (one) => one.table !== table && one.key.referencedColumns.includes(column),
  );
  if (foreign !== undefined && !moment.inRoutine)
    return `cannot drop ${what}: foreign key ${identifier(foreign.key.name)} of ${shortName(foreign.table)} depends on it`;
  return neededRefusal(what, needed, moment);
}

/** ALTER COLUMN TYPE, which a view, rule, trigger, policy or generated column on the column keeps from running. */
function changeType(cmd: AlterTableCmd, context: Context): Effects {
  const { table, only: alone, droppedColumns, moment } = context;
  const column = cmd.name ?? '';
  const tables = alone ? [table] : family(moment.catalog, table);
  const fails =
    noSuchColumn(table, column, [], moment) ??
    fixedColumnRefusal(table, column, 'alter', moment) ??
    retypeOnlyRefusal(column, table, alone, moment) ??
    typeRefusal(columnNeededBy(tables, column, droppedColumns, moment), moment);
  return combine([alterColumnType(cmd, table, alone, moment), effectsOf({ fails })]);
}

function inherit(parentMode: LockMode): SubcommandEffects {
  return (cmd, { table, moment }) => {
    const parent = named(moment, bodyOf('RangeVar', cmd.def) ?? undefined);
    return effectsOf({ locks: [...lockFamily(moment, table, 'ACCESS EXCLUSIVE'), lock(moment, parent, parentMode)] });
  };
}

/** Storage parameters are SHARE UPDATE EXCLUSIVE but for `user_catalog_table` (source: reloptions.c). */
function relOptions(cmd: AlterTableCmd, { table, moment }: Context): Effects {
  const names = bodiesOf('DefElem', items(cmd.def)).map((option) => option.defname ?? '');
  const view = relationOf(moment, table)?.kind === 'view';
  return effectsOf({ locks: [lock(moment, table, setStorageOptions(names, view))] });
}

/** Every subcommand of PostgreSQL 18 (source: AlterTableGetLockLevel in tablecmds.c). */
export const SUBCOMMANDS = {
  AT_AddColumn: (cmd, { table, only: alone, dropped, droppedColumns, moment }) =>
    addColumn(cmd, table, alone, dropped, droppedColumns, moment),
  AT_DropColumn: dropColumn,
  AT_AlterColumnType: changeType,
  AT_SetNotNull: (cmd, { table, only: alone, dropped, addedColumns, moment }) =>
    combine([
      setNotNull(cmd, table, alone, dropped, moment),
      effectsOf({ fails: noSuchColumn(table, cmd.name ?? '', addedColumns, moment) }),
    ]),
  AT_DropNotNull: dropNotNull,
  AT_ColumnDefault: only('ACCESS EXCLUSIVE'),
  AT_SetExpression: setExpression,
  AT_DropExpression: only('ACCESS EXCLUSIVE'),
  AT_SetStatistics: only('SHARE UPDATE EXCLUSIVE'),
  AT_SetOptions: alone('SHARE UPDATE EXCLUSIVE'),
  AT_ResetOptions: alone('SHARE UPDATE EXCLUSIVE'),
  AT_SetStorage: only('ACCESS EXCLUSIVE'),
  AT_SetCompression: only('ACCESS EXCLUSIVE'),
  AT_AddIdentity: (cmd, { table, only: alone, moment }) => changeIdentity('add', cmd, table, alone, moment),
  AT_SetIdentity: (cmd, { table, only: alone, moment }) => changeIdentity('change', cmd, table, alone, moment),
  AT_DropIdentity: (cmd, { table, only: alone, moment }) => changeIdentity('drop', cmd, table, alone, moment),
  AT_AddConstraint: (cmd, { table, only: alone, dropped, moment }) => addConstraint(cmd, table, alone, dropped, moment),
  AT_ValidateConstraint: (cmd, { table, only: alone, addedConstraints, moment }) =>
    validateConstraint(cmd, table, alone, addedConstraints, moment),
  AT_AlterConstraint: (cmd, { table, moment }) => alterConstraint(cmd, table, moment),
  AT_DropConstraint: (cmd, { table, only: alone, moment }) => dropConstraint(cmd, table, alone, moment),
  AT_SetLogged: (_cmd, { table, moment }) => setPersistence(table, 'SET LOGGED', moment),
  AT_SetUnLogged: (_cmd, { table, moment }) => setPersistence(table, 'SET UNLOGGED', moment),
  AT_SetAccessMethod: (cmd, { table, moment }) => setAccessMethod(cmd, table, moment),
  AT_SetTableSpace: (cmd, { table, moment }) => setTablespace(cmd, table, moment),
  AT_SetRelOptions: relOptions,
  AT_ResetRelOptions: relOptions,
  AT_ClusterOn: alone('SHARE UPDATE EXCLUSIVE'),
  AT_DropCluster: alone('SHARE UPDATE EXCLUSIVE'),
  AT_DropOids: only('ACCESS EXCLUSIVE'),
  AT_ChangeOwner: alone('ACCESS EXCLUSIVE'),
  AT_ReplicaIdentity: alone('ACCESS EXCLUSIVE'),
  AT_EnableRowSecurity: alone('ACCESS EXCLUSIVE'),
  AT_DisableRowSecurity: alone('ACCESS EXCLUSIVE'),
  AT_ForceRowSecurity: alone('ACCESS EXCLUSIVE'),
  AT_NoForceRowSecurity: alone('ACCESS EXCLUSIVE'),
  AT_EnableTrig: triggers,
  AT_EnableAlwaysTrig: triggers,
  AT_EnableReplicaTrig: triggers,
  AT_EnableTrigAll: triggers,
  AT_EnableTrigUser: triggers,
  AT_DisableTrig: triggers,
  AT_DisableTrigAll: triggers,
  AT_DisableTrigUser: triggers,
  AT_EnableRule: alone('ACCESS EXCLUSIVE'),
  AT_EnableAlwaysRule: alone('ACCESS EXCLUSIVE'),
  AT_EnableReplicaRule: alone('ACCESS EXCLUSIVE'),
  AT_DisableRule: alone('ACCESS EXCLUSIVE'),
  AT_AddInherit: inherit('SHARE UPDATE EXCLUSIVE'),
  AT_DropInherit: inherit('ACCESS SHARE'),
  AT_AddOf: alone('ACCESS EXCLUSIVE'),
  AT_DropOf: alone('ACCESS EXCLUSIVE'),
  AT_GenericOptions: alone('ACCESS EXCLUSIVE'),
  AT_AlterColumnGenericOptions: alone('ACCESS EXCLUSIVE'),
  AT_AttachPartition: (cmd, { table, moment }) => attachPartition(cmd, table, moment),
  AT_DetachPartition: (cmd, { table, moment }) => detachPartition(cmd, table, moment),
  AT_DetachPartitionFinalize: (cmd, { table, moment }) => finalizeDetach(cmd, table, moment),
  AT_AddColumnToView: internal,
  AT_CookedColumnDefault: internal,
  AT_AddIndex: internal,
  AT_AddIndexConstraint: internal,
  AT_ReAddIndex: internal,
  AT_ReAddConstraint: internal,
  AT_ReAddDomainConstraint: internal,
  AT_ReAddComment: internal,
  AT_ReAddStatistics: internal,
  AT_ReplaceRelOptions: internal,
} as const satisfies Record<Subcommand, SubcommandEffects>;

/** SET EXPRESSION computes a stored column anew for every row; a virtual one has nothing stored. */
function setExpression(cmd: AlterTableCmd, { table, only: alone, moment }: Context): Effects {
  const locks = lockFamily(moment, table, 'ACCESS EXCLUSIVE', alone);
  const generated = relationOf(moment, table)?.columns.get(cmd.name ?? '')?.generated;
  if (generated === 'virtual') return effectsOf({ locks });
  const certainty = generated === 'stored' ? 'certain' : 'possible';
  const because = { id: 'stored-generated-column', column: cmd.name ?? '' } as const;
  const rewrites = lockFamily(moment, table, 'ACCESS EXCLUSIVE', alone).map(
    ({ relation, existing }) => ({ relation, existing, because, certainty, part: 0 }) as const,
  );
  return effectsOf({ locks, rewrites });
}
