import type { AlterTableCmd, IndexStmt } from '@pgsql/types';
import type { Relation } from '../catalog/catalog.js';
import { relationName, splitName, type RelationName } from '../sql/names.js';
import { bodiesOf, bodyOf, items } from '../sql/statement.js';
import { isSince } from '../sql/versions.js';
import { effectsOf, NO_EFFECTS, type Effects, type Lock } from './effects.js';
import { partitionKeyRefusal } from './key.js';
import { existsAlready } from './known.js';
import type { LockMode } from './lock-mode.js';
import { lock, lockFamily, named, relationOf, touch, touchRows, type Moment } from './moment.js';
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
  // Children by INHERITS have indexes of their own.
  const own = only || known?.kind !== 'partitioned table';
  const locks = lockFamily(moment, table, 'SHARE', own);
  const skipped = body.if_not_exists === true && isThere(moment, table, body.idxname);
  const onlyParent = only && known?.kind === 'partitioned table';
  const scans = skipped || onlyParent ? [] : touchRows(moment, table, because, own);
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
