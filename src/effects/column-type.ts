import type { AlterTableCmd } from '@pgsql/types';
import { foreignKeysOf, foreignKeysTo, type Index } from '../catalog/catalog.js';
import { typeChange } from '../catalog/coercion.js';
import { typeRef } from '../catalog/types.js';
import type { RelationName } from '../sql/names.js';
import { bodyOf, text, type Node } from '../sql/statement.js';
import { effectsOf, type Effects, type Lock, type Touch } from './effects.js';
import { lock, lockFamily, lockSequences, relationOf, touchRows, type Moment } from './moment.js';
import type { Reason } from './reason.js';

/** ALTER COLUMN TYPE: ACCESS EXCLUSIVE, also on the other table of every foreign key of the column. */
export function alterColumnType(cmd: AlterTableCmd, table: RelationName, only: boolean, moment: Moment): Effects {
  const column = cmd.name ?? '';
  const definition = bodyOf('ColumnDef', cmd.def);
  const locks = [
    ...lockFamily(moment, table, 'ACCESS EXCLUSIVE', only),
    ...otherTables(table, column, moment),
    ...identitySequence(table, column, moment),
  ];
  if (definition?.typeName === undefined) return effectsOf({ locks });
  const to = typeRef(definition.typeName);
  const known = relationOf(moment, table)?.columns.get(column);
  const from = known?.type ?? null;
  const virtual = known?.generated === 'virtual';
  if (virtual) return effectsOf({ locks });
  if (definition.raw_default !== undefined && !isTheColumn(definition.raw_default, column, to.name)) {
    return rewritten(table, only, { id: 'type-change-using', column, to }, 'certain', locks, moment, column);
  }
  if (from === null)
    return rewritten(table, only, { id: 'type-change-unknown', column, to }, 'possible', locks, moment, column);
  const { settings, catalog, version } = moment;
  const change = typeChange(from, to, catalog, settings.searchPath, settings.timeZone, version);
  if (change === 'rewrite')
    return rewritten(table, only, { id: 'type-change', column, from, to }, 'certain', locks, moment, column);
  if (change === 'unknown')
    return rewritten(table, only, { id: 'type-change-unknown', column, to }, 'possible', locks, moment, column);
  const collated = definition.collClause !== undefined;
  const rebuildsIndexes = indexesRebuilt(table, column, from.name !== to.name, collated, moment);
  return effectsOf({
    locks,
    rebuildsIndexes,
    scans: [...rebuildsIndexes, ...checksAgain(table, column, only, moment)],
  });
}

/** `USING col`, `USING (col)` and `USING col::type` are the same as no USING. */
function isTheColumn(using: Node, column: string, type: string): boolean {
  const reference = bodyOf('ColumnRef', using);
  if (reference !== null) return text(reference.fields?.[0]) === column && reference.fields?.length === 1;
  const cast = bodyOf('TypeCast', using);
  if (cast?.arg === undefined || cast.typeName === undefined) return false;
  return typeRef(cast.typeName).name === type && isTheColumn(cast.arg, column, type);
}

function rewritten(
  table: RelationName,
  only: boolean,
  because: Reason,
  certainty: Touch['certainty'],
  locks: readonly Lock[],
  moment: Moment,
  column: string,
): Effects {
  return effectsOf({
    locks,
    rewrites: touchRows(moment, table, because, only, certainty),
    scans: keysAgain(table, column, certainty, moment),
  });
}

/** Foreign keys of others to a rewritten column are verified again, which reads the tables that have them. */
function keysAgain(table: RelationName, column: string, certainty: Touch['certainty'], moment: Moment): Touch[] {
  const there = foreignKeysTo(moment.catalog, table).filter(
    ({ table: other, key }) => other !== table && key.validated && key.referencedColumns.includes(column),
  );
  return there.flatMap(({ table: other, key }) =>
    touchRows(moment, other, { id: 'check-on-changed-column', column, constraint: key.name }, false, certainty),
  );
}

/** The constraint is dropped and added again, so the other side is locked as by DROP CONSTRAINT. */
function otherTables(table: RelationName, column: string, moment: Moment): Lock[] {
  const here = foreignKeysOf(moment.catalog, table).filter(({ key }) => key.columns.includes(column));
  const there = foreignKeysTo(moment.catalog, table).filter(({ key }) => key.referencedColumns.includes(column));
  const names = [...here.map(({ key }) => key.references), ...there.map((foreign) => foreign.table)];
  return names.map((name) => lock(moment, name, 'ACCESS EXCLUSIVE'));
}

/** The sequence of an identity column changes its type as well. */
function identitySequence(table: RelationName, column: string, moment: Moment): Lock[] {
  const isIdentity = relationOf(moment, table)?.columns.get(column)?.identity === true;
  return isIdentity ? lockSequences(moment, table, [column], 'SHARE ROW EXCLUSIVE') : [];
}

/** CHECK constraints that mention the column are verified even when the heap stays. */
function checksAgain(table: RelationName, column: string, only: boolean, moment: Moment): Touch[] {
  for (const constraint of relationOf(moment, table)?.constraints.values() ?? []) {
    if (constraint.kind !== 'check' || !constraint.validated || !constraint.columns.includes(column)) continue;
    return touchRows(moment, table, { id: 'check-on-changed-column', column, constraint: constraint.name }, only);
  }
  return [];
}

/** An expression or partial index is always built anew; a plain one when its operator class or collation changes. */
function indexesRebuilt(
  table: RelationName,
  column: string,
  otherType: boolean,
  collated: boolean,
  moment: Moment,
): Touch[] {
  const mentions = (index: Index | undefined): boolean => index?.mentions.includes(column) === true;
  const indexes = (relationOf(moment, table)?.indexes ?? [])
    .map((name) => moment.catalog.indexes.get(name))
    .filter(mentions);
  const change = otherType && !sharesOperatorClass(table, column, moment);
  // The indexes of partitions are made anew with their parent's; Postgres keeps no file for them.
  const partitioned = relationOf(moment, table)?.kind === 'partitioned table' && indexes.length > 0;
  const rebuilt =
    partitioned ||
    indexes.some(
      (index) => index?.computed === true || ((change || collated) && index?.keys.includes(column) === true),
    );
  return rebuilt ? touchRows(moment, table, { id: 'type-change-index', column }) : [];
}

/** varchar and text (and cidr and inet) are indexed by the same operator class. */
function sharesOperatorClass(table: RelationName, column: string, moment: Moment): boolean {
  const type = relationOf(moment, table)?.columns.get(column)?.type?.name ?? '';
  return type === 'varchar' || type === 'text' || type === 'cidr' || type === 'varbit' || type.includes('.');
}
