import type { ReindexStmt } from '@pgsql/types';
import { family } from '../catalog/catalog.js';
import { shortName, splitName, type RelationName } from '../sql/names.js';
import { bodiesOf, optionIsOn } from '../sql/statement.js';
import { isSince } from '../sql/versions.js';
import { combine, effectsOf, type Effects, type Lock } from './effects.js';
import { transactionRefusal } from './index-build.js';
import type { LockMode } from './lock-mode.js';
import { isPartitioned, lock, lockIndexes, named, relationOf, touch, touchRows, type Moment } from './moment.js';

interface Modes {
  readonly table: LockMode;
  readonly index: LockMode;
}

const BLOCKING: Modes = { table: 'SHARE', index: 'ACCESS EXCLUSIVE' };
const ONLINE: Modes = { table: 'SHARE UPDATE EXCLUSIVE', index: 'SHARE UPDATE EXCLUSIVE' };

/** REINDEX: SHARE on the table and ACCESS EXCLUSIVE on the index, which every query plan wants to open. */
export function reindex(body: ReindexStmt, moment: Moment): Effects {
  const concurrently = bodiesOf('DefElem', body.params).some(
    (option) => option.defname === 'concurrently' && optionIsOn(option.arg),
  );
  const refused = concurrently ? transactionRefusal(moment) : null;
  const modes = concurrently ? ONLINE : BLOCKING;
  if (body.kind === 'REINDEX_OBJECT_TABLE') return reindexTable(named(moment, body.relation), modes, refused, moment);
  if (body.kind === 'REINDEX_OBJECT_INDEX') return reindexIndex(named(moment, body.relation), modes, refused, moment);
  return reindexMany(body, modes, moment);
}

/** REINDEX SCHEMA, DATABASE and SYSTEM go from table to table, each in a transaction of its own. */
function reindexMany(body: ReindexStmt, modes: Modes, moment: Moment): Effects {
  const system = body.kind === 'REINDEX_OBJECT_SYSTEM';
  const fails =
    transactionRefusal(moment) ?? (system && modes === ONLINE ? 'cannot reindex system catalogs concurrently' : null);
  const schema = body.kind === 'REINDEX_OBJECT_SCHEMA' ? (body.name ?? '') : null;
  const reached = [...moment.catalog.relations.values()].filter(
    ({ name, kind }) =>
      !system &&
      (kind === 'table' || kind === 'materialized view') &&
      (schema === null || splitName(name).schema === schema),
  );
  return combine([effectsOf({ fails }), ...reached.map(({ name }) => reindexTable(name, modes, null, moment))]);
}

function reindexTable(table: RelationName, modes: Modes, refused: string | null, moment: Moment): Effects {
  if (isPartitioned(moment, table)) return reindexPartitioned(table, modes, refused, moment);
  const locks = [lock(moment, table, modes.table), ...lockIndexes(moment, table, modes.index)];
  if (!mayHaveIndexes(table, moment)) return effectsOf({ locks, fails: refused });
  const touched = [touch(moment, table, { id: 'index-build', index: null })];
  return effectsOf({ locks, scans: touched, rebuildsIndexes: touched, fails: refused });
}

/** Up to 13 a partitioned table only gets a warning. From 14 on its partitions are rebuilt one after the other. */
function reindexPartitioned(table: RelationName, modes: Modes, refused: string | null, moment: Moment): Effects {
  const own = lock(moment, table, modes.table);
  if (!isSince(moment.version, 'REINDEX of partitioned tables')) return effectsOf({ locks: [own], fails: refused });
  const partitions = family(moment.catalog, table).filter((name) => name !== table);
  const touched = touchRows(moment, table, { id: 'index-build', index: null }).filter(({ relation }) =>
    mayHaveIndexes(relation, moment),
  );
  const locks = partitions.flatMap((name) => [
    // All are looked up in SHARE before the first is rebuilt, with CONCURRENTLY as well.
    lock(moment, name, 'SHARE'),
    ...(isPartitioned(moment, name) ? [] : lockIndexes(moment, name, modes.index)),
  ]);
  return effectsOf({
    locks: [own, ...locks],
    scans: touched,
    rebuildsIndexes: touched,
    fails: refused ?? transactionRefusal(moment),
  });
}

function reindexIndex(index: RelationName, modes: Modes, refused: string | null, moment: Moment): Effects {
  const known = moment.catalog.indexes.get(index);
  const existing = known?.set !== moment.set;
  const own: Lock = { relation: index, mode: modes.index, existing };
  if (known === undefined) return effectsOf({ locks: [own], fails: refused });
  const locks = [own, lock(moment, known.table, modes.table)];
  if (isPartitioned(moment, known.table)) return reindexParts(index, known.table, locks, modes, moment);
  const touched = [touch(moment, known.table, { id: 'index-build', index: shortName(index) })];
  return effectsOf({ locks, scans: touched, rebuildsIndexes: touched, fails: refused });
}

/** The parts that an index of a partitioned table has in the partitions, one after the other. */
function reindexParts(
  index: RelationName,
  table: RelationName,
  own: readonly Lock[],
  modes: Modes,
  moment: Moment,
): Effects {
  if (!isSince(moment.version, 'REINDEX of partitioned tables'))
    return effectsOf({ locks: own, fails: 'REINDEX is not yet implemented for partitioned indexes' });
  const parts = new Set([index]);
  const locks = [...own];
  // Parents come before their partitions, so that each part is known when those below it come.
  for (const partition of family(moment.catalog, table)) {
    const found = lockIndexes(moment, partition, modes.index, ({ parent }) => parent !== null && parts.has(parent));
    for (const { relation } of found) parts.add(relation);
    if (found.length > 0 && !isPartitioned(moment, partition))
      locks.push(lock(moment, partition, modes.table), ...found);
  }
  const reached = new Set(locks.map(({ relation }) => relation));
  const touched = touchRows(moment, table, { id: 'index-build', index: shortName(index) }).filter(
    ({ relation, certainty }) => certainty === 'possible' || reached.has(relation),
  );
  return effectsOf({ locks, scans: touched, rebuildsIndexes: touched, fails: transactionRefusal(moment) });
}

/** Not when all of a table is known, and no index is among it. */
function mayHaveIndexes(table: RelationName, moment: Moment): boolean {
  const known = relationOf(moment, table);
  return known?.complete !== true || known.indexes.length > 0;
}
