import type { AlterTableCmd, IndexStmt, ReindexStmt } from '@pgsql/types';
import type { Relation } from '../catalog/catalog.js';
import { relationName, shortName, splitName, type RelationName } from '../sql/names.js';
import { bodiesOf, bodyOf, items, optionIsOn } from '../sql/statement.js';
import { isSince } from '../sql/versions.js';
import { combine, effectsOf, NO_EFFECTS, type Effects, type Lock } from './effects.js';
import { partitionKeyRefusal } from './key.js';
import { existsAlready } from './known.js';
import type { LockMode } from './lock-mode.js';
import { lock, lockFamily, lockIndexes, named, relationOf, touch, touchRows, type Moment } from './moment.js';
import { setStorageOptions } from './storage.js';

export const REFUSES_TRANSACTION = 'cannot run inside a transaction block';
export const REFUSES_PARTITIONED = 'is not supported on a partitioned table';

/** CREATE INDEX: SHARE, so writes wait while it is built; SHARE UPDATE EXCLUSIVE and no wait with CONCURRENTLY. */
export function createIndex(body: IndexStmt, moment: Moment): Effects {
  const table = named(moment, body.relation);
  const only = body.relation?.inh !== true;
  const known = relationOf(moment, table);
  const because = { id: 'index-build', index: body.idxname ?? null } as const;
  const refused = createIndexRefusal(body, table, moment);
  if (body.concurrent === true) {
    const locks = [lock(moment, table, 'SHARE UPDATE EXCLUSIVE')];
    const fails = transactionRefusal(moment) ?? partitionedRefusal(known, 'CREATE INDEX CONCURRENTLY') ?? refused;
    return effectsOf({ locks, scans: [touch(moment, table, because)], fails });
  }
  const locks = lockFamily(moment, table, 'SHARE', only);
  const skipped = body.if_not_exists === true && isThere(moment, table, body.idxname);
  const onlyParent = only && known?.kind === 'partitioned table';
  const scans = skipped || onlyParent ? [] : touchRows(moment, table, because, only);
  return effectsOf({ locks, scans, fails: refused });
}

function createIndexRefusal(body: IndexStmt, table: RelationName, moment: Moment): string | null {
  const name = body.idxname === undefined ? null : relationName(splitName(table).schema, body.idxname);
  const taken = name === null || body.if_not_exists === true ? null : existsAlready(name, moment);
  if (taken !== null || body.unique !== true) return taken;
  const keys = bodiesOf('IndexElem', body.indexParams).map((key) => key.name ?? null);
  return partitionKeyRefusal(table, keys, moment);
}

function isThere(moment: Moment, table: RelationName, name: string | undefined): boolean {
  return (relationOf(moment, table)?.indexes ?? []).some((index) => index.endsWith(`.${name ?? ''}`));
}

export function transactionRefusal(moment: Moment): string | null {
  return moment.session.transaction !== null || moment.inRoutine ? REFUSES_TRANSACTION : null;
}

export function partitionedRefusal(relation: Relation | undefined, what: string): string | null {
  return relation?.kind === 'partitioned table' ? `${what} ${REFUSES_PARTITIONED}` : null;
}

/** REINDEX: SHARE on the table and ACCESS EXCLUSIVE on the index, which every query plan wants to open. */
export function reindex(body: ReindexStmt, moment: Moment): Effects {
  const concurrently = bodiesOf('DefElem', body.params).some(
    (option) => option.defname === 'concurrently' && optionIsOn(option.arg),
  );
  const refused = concurrently ? transactionRefusal(moment) : null;
  if (body.kind === 'REINDEX_OBJECT_TABLE')
    return reindexTable(named(moment, body.relation), concurrently, refused, moment);
  if (body.kind === 'REINDEX_OBJECT_INDEX')
    return reindexIndex(named(moment, body.relation), concurrently, refused, moment);
  return reindexMany(body, concurrently, moment);
}

/** REINDEX SCHEMA, DATABASE and SYSTEM go from table to table, each in a transaction of its own. */
function reindexMany(body: ReindexStmt, concurrently: boolean, moment: Moment): Effects {
  const system = body.kind === 'REINDEX_OBJECT_SYSTEM';
  const fails =
    transactionRefusal(moment) ?? (system && concurrently ? 'cannot reindex system catalogs concurrently' : null);
  const schema = body.kind === 'REINDEX_OBJECT_SCHEMA' ? (body.name ?? '') : null;
  const reached = [...moment.catalog.relations.values()].filter(
    ({ name, kind }) =>
      !system &&
      (kind === 'table' || kind === 'materialized view') &&
      (schema === null || splitName(name).schema === schema),
  );
  return combine([effectsOf({ fails }), ...reached.map(({ name }) => reindexTable(name, concurrently, null, moment))]);
}

function reindexTable(table: RelationName, concurrently: boolean, refused: string | null, moment: Moment): Effects {
  const because = { id: 'index-build', index: null } as const;
  const mode: LockMode = concurrently ? 'SHARE UPDATE EXCLUSIVE' : 'SHARE';
  const only = !isPartitioned(moment, table);
  const rebuildsIndexes = touchRows(moment, table, because, only);
  const locks = lockFamily(moment, table, mode, only).flatMap((one) => [
    // To make its list it takes SHARE on every partition for a moment, also with CONCURRENTLY.
    one.relation === table ? one : { ...one, mode: 'SHARE' as const },
    ...lockIndexes(moment, one.relation, concurrently ? 'SHARE UPDATE EXCLUSIVE' : 'ACCESS EXCLUSIVE'),
  ]);
  const known = relationOf(moment, table);
  if (only && known?.complete === true && known.indexes.length === 0) return effectsOf({ locks, fails: refused });
  // Up to 13 a partitioned table only gets a warning, and nothing is rebuilt.
  if (!isSince(moment.version, 'REINDEX of partitioned tables') && isPartitioned(moment, table))
    return effectsOf({ locks: [lock(moment, table, mode)], fails: refused });
  return effectsOf({
    locks,
    scans: touchRows(moment, table, because, only),
    rebuildsIndexes,
    fails: refused ?? (isPartitioned(moment, table) ? transactionRefusal(moment) : null),
  });
}

function reindexIndex(index: RelationName, concurrently: boolean, refused: string | null, moment: Moment): Effects {
  const table = moment.catalog.indexes.get(index)?.table ?? null;
  const because = { id: 'index-build', index: shortName(index) } as const;
  const existing = moment.catalog.indexes.get(index)?.set !== moment.set;
  const own: Lock = { relation: index, mode: concurrently ? 'SHARE UPDATE EXCLUSIVE' : 'ACCESS EXCLUSIVE', existing };
  if (table === null) return effectsOf({ locks: [own], fails: refused });
  if (isPartitioned(moment, table)) return reindexParts(index, table, own, refused, moment);
  return effectsOf({
    locks: [own, lock(moment, table, concurrently ? 'SHARE UPDATE EXCLUSIVE' : 'SHARE')],
    scans: [touch(moment, table, because)],
    rebuildsIndexes: [touch(moment, table, because)],
    fails: refused,
  });
}

/** Each partition's part of the index, in a transaction of its own. */
function reindexParts(
  index: RelationName,
  table: RelationName,
  own: Lock,
  refused: string | null,
  moment: Moment,
): Effects {
  const mode: LockMode = own.mode === 'ACCESS EXCLUSIVE' ? 'SHARE' : 'SHARE UPDATE EXCLUSIVE';
  const because = { id: 'index-build', index: shortName(index) } as const;
  const locks = lockFamily(moment, table, mode).flatMap((one) => [
    one,
    ...lockIndexes(moment, one.relation, own.mode, ({ parent }) => parent === index),
  ]);
  return effectsOf({
    locks: [...locks, own],
    scans: touchRows(moment, table, because),
    rebuildsIndexes: touchRows(moment, table, because),
    fails: refused ?? partitionedIndexRefusal(moment),
  });
}

function partitionedIndexRefusal(moment: Moment): string | null {
  return isSince(moment.version, 'REINDEX of partitioned tables')
    ? transactionRefusal(moment)
    : 'REINDEX is not yet implemented for partitioned indexes';
}

function isPartitioned(moment: Moment, table: RelationName): boolean {
  return relationOf(moment, table)?.kind === 'partitioned table';
}

/** ALTER INDEX: storage parameters, tablespace, ATTACH PARTITION. */
export function alterIndex(index: RelationName, cmds: readonly AlterTableCmd[], moment: Moment): Effects {
  const locks: Lock[] = [];
  const table = moment.catalog.indexes.get(index)?.table;
  const moves = cmds.some((cmd) => cmd.subtype === 'AT_SetTableSpace') && table !== undefined;
  for (const cmd of cmds) {
    const mode = indexLock(cmd, moment);
    locks.push({ relation: index, mode, existing: moment.catalog.indexes.get(index)?.set !== moment.set });
    const attached = cmd.subtype === 'AT_AttachPartition' ? bodyOf('PartitionCmd', cmd.def)?.name : undefined;
    if (attached === undefined) continue;
    const part = named(moment, attached);
    locks.push(lock(moment, part, 'ACCESS EXCLUSIVE'));
    for (const owner of [table, moment.catalog.indexes.get(part)?.table])
      if (owner !== undefined) locks.push(lock(moment, owner, 'ACCESS SHARE'));
  }
  const rebuildsIndexes = moves ? [touch(moment, table, { id: 'copied', command: 'SET TABLESPACE' })] : [];
  return { ...NO_EFFECTS, locks, rebuildsIndexes };
}

function indexLock(cmd: AlterTableCmd, moment: Moment): LockMode {
  switch (cmd.subtype) {
    case 'AT_AttachPartition':
      return isSince(moment.version, 'ATTACH PARTITION without blocking the parent')
        ? 'SHARE UPDATE EXCLUSIVE'
        : 'ACCESS EXCLUSIVE';
    case 'AT_SetRelOptions':
    case 'AT_ResetRelOptions':
      return indexOptionsLock(bodiesOf('DefElem', items(cmd.def)).map((option) => option.defname ?? ''));
    case 'AT_SetStatistics':
      return 'SHARE UPDATE EXCLUSIVE';
    default:
      return 'ACCESS EXCLUSIVE';
  }
}

/** GIN, GiST and BRIN parameters take the strong lock. */
function indexOptionsLock(names: readonly string[]): LockMode {
  const strong = ['fastupdate', 'gin_pending_list_limit', 'buffering', 'pages_per_range', 'autosummarize'];
  return names.some((name) => strong.includes(name)) ? 'ACCESS EXCLUSIVE' : setStorageOptions(names, false);
}
