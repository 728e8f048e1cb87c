import type { ATAlterConstraint, AlterTableCmd, Constraint } from '@pgsql/types';
import { foreignKeysTo, type Constraint as Known } from '../catalog/catalog.js';
import { identifier, relationName, shortName, splitName, type RelationName } from '../sql/names.js';
import { bodyOf, texts } from '../sql/statement.js';
import { isSince, notBefore } from '../sql/versions.js';
import { effectsOf, type Effects, type Lock, type Touch } from './effects.js';
import { keyRefusal } from './key.js';
import { constraintExists, isSure, noSuchConstraint } from './known.js';
import { isPartitioned, lock, lockFamily, named, relationOf, touchRows, type Moment } from './moment.js';
import { isProvedNotNull, nullability } from './not-null.js';
import { addOnlyRefusal, dropConstraintOnlyRefusal, lockHeirs, validateOnlyRefusal } from './only.js';
import type { Reason } from './reason.js';

/** ADD table constraint. */
export function addConstraint(
  cmd: AlterTableCmd,
  table: RelationName,
  only: boolean,
  dropped: readonly string[],
  moment: Moment,
): Effects {
  const constraint = bodyOf('Constraint', cmd.def);
  const taken = constraintExists(table, constraint?.conname, dropped, moment);
  if (taken !== null) return effectsOf({ locks: lockFamily(moment, table, 'ACCESS EXCLUSIVE', only), fails: taken });
  switch (constraint?.contype) {
    case 'CONSTR_FOREIGN':
      return addForeignKey(constraint, table, only, moment);
    case 'CONSTR_CHECK':
      return addCheck(constraint, table, only, moment);
    case 'CONSTR_NOTNULL':
      return addNotNull(constraint, table, only, moment);
    case 'CONSTR_PRIMARY':
    case 'CONSTR_UNIQUE':
    case 'CONSTR_EXCLUSION':
      return addIndexed(constraint, table, only, dropped, moment);
    default:
      return effectsOf({ locks: lockFamily(moment, table, 'ACCESS EXCLUSIVE', only) });
  }
}

/** SHARE ROW EXCLUSIVE on both tables, NOT VALID or not: reads go on, writes wait. */
function addForeignKey(constraint: Constraint, table: RelationName, only: boolean, moment: Moment): Effects {
  const referenced = named(moment, constraint.pktable);
  const mode = 'SHARE ROW EXCLUSIVE';
  const partitioned = isPartitioned(moment, table);
  const own = only || (!partitioned && !isSince(moment.version, 'constraints of a parent alone lock its children'));
  const others = lockFamily(moment, referenced, mode, !isPartitioned(moment, referenced));
  const locks = [...lockFamily(moment, table, mode, own), ...others];
  if (only && partitioned) return effectsOf({ locks, fails: 'cannot use ONLY for foreign key on partitioned table' });
  if (constraint.skip_validation === true) {
    const refused = partitioned && !isSince(moment.version, 'NOT VALID foreign keys on a partitioned table');
    return effectsOf({
      locks,
      fails: refused ? notBefore(moment.version, 'NOT VALID foreign keys on a partitioned table') : null,
    });
  }
  const because: Reason = { id: 'foreign-key-validation', constraint: constraint.conname ?? '' };
  // Children by INHERITS have no part in it.
  const scans = [...touchRows(moment, table, because, !partitioned), ...lookedUp(referenced, because, moment)];
  return effectsOf({ locks, scans });
}

/** The referenced table is read whole or through its index, as the planner likes. */
export function lookedUp(referenced: RelationName, because: Reason, moment: Moment): Touch[] {
  return touchRows(moment, referenced, because, false, 'possible');
}

function addCheck(constraint: Constraint, table: RelationName, only: boolean, moment: Moment): Effects {
  const own = only || constraint.is_no_inherit === true;
  const locked = only || (own && !isSince(moment.version, 'constraints of a parent alone lock its children'));
  const locks = lockFamily(moment, table, 'ACCESS EXCLUSIVE', locked);
  const fails = checkRefusal(constraint, table, only, moment);
  if (constraint.skip_validation === true) return effectsOf({ locks, fails });
  const because: Reason = { id: 'check-validation', constraint: constraint.conname ?? '' };
  return effectsOf({ locks, scans: touchRows(moment, table, because, own), fails });
}

function checkRefusal(constraint: Constraint, table: RelationName, only: boolean, moment: Moment): string | null {
  if (constraint.is_no_inherit !== true) return addOnlyRefusal('constraint', table, only, moment);
  const partitioned = isPartitioned(moment, table);
  return partitioned ? `cannot add NO INHERIT constraint to partitioned table ${shortName(table)}` : null;
}

/** `ADD CONSTRAINT n NOT NULL c`, new in 18. */
function addNotNull(constraint: Constraint, table: RelationName, only: boolean, moment: Moment): Effects {
  const locks = lockFamily(moment, table, 'ACCESS EXCLUSIVE', only);
  const columns = texts(constraint.keys);
  const proved = columns.every((column) => isProvedNotNull(relationOf(moment, table), column, moment.version));
  const own = only || constraint.is_no_inherit === true;
  const fails = constraint.is_no_inherit === true ? null : addOnlyRefusal('constraint', table, only, moment);
  if (constraint.skip_validation === true || proved) return effectsOf({ locks, fails });
  return effectsOf({ locks, scans: touchRows(moment, table, { id: 'not-null-verification', columns }, own), fails });
}

/** UNIQUE, PRIMARY KEY, EXCLUDE: ACCESS EXCLUSIVE, under which the index is built unless one is given. */
function addIndexed(
  constraint: Constraint,
  table: RelationName,
  only: boolean,
  dropped: readonly string[],
  moment: Moment,
): Effects {
  const partitioned = isPartitioned(moment, table);
  const because: Reason = { id: 'constraint-index', constraint: constraint.conname ?? '' };
  // Children by INHERITS have keys of their own.
  const built = constraint.indexname === undefined ? touchRows(moment, table, because, only || !partitioned) : [];
  const open = constraint.contype === 'CONSTR_PRIMARY' ? openColumns(constraint, table, only, moment) : [];
  const locks = keyLocks(table, only, partitioned, open.length > 0, moment);
  const feature = 'EXCLUDE constraints on partitioned tables';
  const refused = partitioned && constraint.contype === 'CONSTR_EXCLUSION' && !isSince(moment.version, feature);
  const fails = refused
    ? notBefore(moment.version, feature)
    : keyRefusal(constraint, texts(constraint.keys), table, dropped, moment);
  return effectsOf({ locks, scans: [...built, ...open], fails });
}

/** Before 18 the partitions of a key are locked as for CREATE INDEX, unless their columns become NOT NULL as well. */
function keyLocks(
  table: RelationName,
  only: boolean,
  partitioned: boolean,
  setsNotNull: boolean,
  moment: Moment,
): Lock[] {
  const own = lock(moment, table, 'ACCESS EXCLUSIVE');
  const alike = setsNotNull || isSince(moment.version, 'keys lock partitions like their parent');
  const others = lockFamily(moment, table, alike ? 'ACCESS EXCLUSIVE' : 'SHARE', only || (!alike && !partitioned));
  return [own, ...others.filter(({ relation }) => relation !== table)];
}

/** A primary key makes its columns NOT NULL: those without a proof are read. */
function openColumns(constraint: Constraint, table: RelationName, only: boolean, moment: Moment): Touch[] {
  const columns = keyColumns(constraint, table, moment);
  const relation = relationOf(moment, table);
  const open = columns.filter((column) => !isProvedNotNull(relation, column, moment.version));
  if (open.length === 0 && columns.length > 0) return [];
  const unknown =
    columns.length === 0 || open.some((column) => nullability(relation, column, moment.version) === 'unknown');
  const because: Reason = { id: 'primary-key-not-null', columns: open };
  const touched = touchRows(moment, table, because, only, unknown ? 'possible' : 'certain');
  return touched.filter(
    (one) =>
      open.length === 0 ||
      !open.every((column) => isProvedNotNull(relationOf(moment, one.relation), column, moment.version)),
  );
}

/** Columns of a key: as written, or those of the index that USING INDEX names. */
function keyColumns(constraint: Constraint, table: RelationName, moment: Moment): string[] {
  if (constraint.indexname === undefined) return texts(constraint.keys);
  const wanted = constraint.indexname;
  const index = relationOf(moment, table)?.indexes.find((name) => splitName(name).name === wanted);
  return (index === undefined ? [] : (moment.catalog.indexes.get(index)?.keys ?? [])).filter((key) => key !== null);
}

/** ALTER CONSTRAINT … INHERIT: what inherits the columns gets the constraint too, and is read for it. */
function inheritNotNull(columns: readonly string[], table: RelationName, moment: Moment): Touch[] {
  const because: Reason = { id: 'not-null-verification', columns };
  return touchRows(moment, table, because).filter(
    ({ relation }) =>
      relation !== table &&
      !columns.every((column) => isProvedNotNull(relationOf(moment, relation), column, moment.version)),
  );
}

/** VALIDATE CONSTRAINT: SHARE UPDATE EXCLUSIVE, so reads and writes go on while it scans. */
export function validateConstraint(
  cmd: AlterTableCmd,
  table: RelationName,
  only: boolean,
  added: readonly string[],
  moment: Moment,
): Effects {
  const name = cmd.name ?? '';
  const known = relationOf(moment, table)?.constraints.get(name);
  const own = only || isOwn(known) || (known?.kind === 'foreign-key' && !isPartitioned(moment, table));
  const locks = lockFamily(moment, table, 'SHARE UPDATE EXCLUSIVE', own);
  const missing = added.includes(name) ? null : noSuchConstraint(table, name, moment);
  if (missing !== null) return effectsOf({ locks, fails: missing });
  if (known?.validated === true) return effectsOf({ locks: [lock(moment, table, 'SHARE UPDATE EXCLUSIVE')] });
  const because: Reason = { id: 'validation', constraint: name };
  const scans = touchRows(moment, table, because, own);
  if (known?.kind !== 'foreign-key')
    return effectsOf({
      locks,
      scans,
      fails: own ? validateOnlyRefusal(name, table, only && !isOwn(known), moment) : null,
    });
  return effectsOf({
    locks: [...locks, lock(moment, known.references, 'ROW SHARE')],
    scans: [...scans, ...lookedUp(known.references, because, moment)],
  });
}

/** NO INHERIT: partitions and children have no part in it. */
function isOwn(known: Known | undefined): boolean {
  return known !== undefined && 'inherited' in known && !known.inherited;
}

/** DROP CONSTRAINT: ACCESS EXCLUSIVE; of a foreign key, on the referenced table as well. */
export function dropConstraint(cmd: AlterTableCmd, table: RelationName, only: boolean, moment: Moment): Effects {
  const known = relationOf(moment, table)?.constraints.get(cmd.name ?? '');
  if (known === undefined) {
    const fails = cmd.missing_ok === true ? null : noSuchConstraint(table, cmd.name ?? '', moment);
    return effectsOf({ locks: lockFamily(moment, table, 'ACCESS EXCLUSIVE', only), fails });
  }
  const heirs = only && 'inherited' in known && known.inherited;
  const locks = heirs ? lockHeirs(table, moment) : lockSharers(known, table, only, moment);
  return effectsOf({
    locks: [...locks, ...otherEnds(known, table, cmd.behavior === 'DROP_CASCADE', moment)],
    fails: inheritedRefusal(known, table, moment) ?? dropConstraintOnlyRefusal(table, heirs, moment),
  });
}

/** A key of a partitioned table goes with those of its partitions, ONLY or not; of another table it is its own. */
function lockSharers(known: Known, table: RelationName, only: boolean, moment: Moment): Lock[] {
  const isShared = 'inherited' in known ? known.inherited && !only : isPartitioned(moment, table);
  return lockFamily(moment, table, 'ACCESS EXCLUSIVE', !isShared);
}

/** What a partition or child has from its parent stays with it. */
function inheritedRefusal(known: Known, table: RelationName, moment: Moment): string | null {
  const index = moment.catalog.indexes.get(relationName(splitName(table).schema, known.name));
  const what = `cannot drop inherited constraint ${identifier(known.name)}`;
  if (index?.table === table && index.parent !== null && isSure(index, moment)) return what;
  const parent = relationOf(moment, relationOf(moment, table)?.partitionOf ?? '');
  const above = parent?.constraints.get(known.name);
  if (above === undefined || above.kind !== known.kind || isOwn(above) || !isSure(above, moment)) return null;
  const isPassedOn = known.kind === 'check' || (known.kind === 'foreign-key' && parent?.kind === 'partitioned table');
  return isPassedOn ? what : null;
}

/** ALTER CONSTRAINT: ACCESS EXCLUSIVE on both ends of the key; ENFORCED validates it. */
export function alterConstraint(cmd: AlterTableCmd, table: RelationName, moment: Moment): Effects {
  const change = bodyOf('ATAlterConstraint', cmd.def);
  const locks: Lock[] = lockFamily(moment, table, 'ACCESS EXCLUSIVE', !reachesDown(change, table, moment));
  const known = relationOf(moment, table)?.constraints.get(change?.conname ?? '');
  if (change?.alterInheritability === true && change.noinherit !== true && known?.kind === 'not-null')
    return effectsOf({ locks, scans: inheritNotNull(known.columns, table, moment) });
  if (change?.alterEnforceability !== true) return effectsOf({ locks });
  const because: Reason = { id: 'foreign-key-validation', constraint: change.conname ?? '' };
  const enforced = change.is_enforced === true;
  if (known?.kind === 'foreign-key')
    locks.push(lock(moment, known.references, enforced ? 'SHARE ROW EXCLUSIVE' : 'ACCESS EXCLUSIVE'));
  if (!enforced) return effectsOf({ locks });
  const other = known?.kind === 'foreign-key' ? lookedUp(known.references, because, moment) : [];
  return effectsOf({ locks, scans: [...touchRows(moment, table, because), ...other] });
}

/** What children by INHERITS have of a key is their own; NOT NULL and whether it is inherited is not. */
function reachesDown(change: ATAlterConstraint | null, table: RelationName, moment: Moment): boolean {
  return isPartitioned(moment, table) || change?.alterInheritability === true;
}

function otherEnds(known: Known, table: RelationName, cascade: boolean, moment: Moment): Lock[] {
  if (known.kind === 'foreign-key') return [lock(moment, known.references, 'ACCESS EXCLUSIVE')];
  if (!cascade || (known.kind !== 'primary-key' && known.kind !== 'unique')) return [];
  const columns = [...known.columns].sort().join();
  const hanging = foreignKeysTo(moment.catalog, table).filter(
    ({ key }) => [...key.referencedColumns].sort().join() === columns,
  );
  return hanging.map((foreign) => lock(moment, foreign.table, 'ACCESS EXCLUSIVE'));
}
