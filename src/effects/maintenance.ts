import type { AlterDomainStmt, ClusterStmt, LockStmt, RangeVar, RefreshMatViewStmt, VacuumStmt } from '@pgsql/types';
import { relationName, shortName, type RelationName } from '../sql/names.js';
import { family, type Index } from '../catalog/catalog.js';
import { findType } from '../catalog/lookup.js';
import { bodiesOf, optionIsOn, texts } from '../sql/statement.js';
import { isSince, notBefore } from '../sql/versions.js';
import { effectsOf, type Effects, type Lock } from './effects.js';
import { transactionRefusal } from './index-build.js';
import { isSure } from './known.js';
import { LOCK_MODES } from './lock-mode.js';
import { isPartitioned, lock, lockFamily, named, relationOf, touch, touchRows, type Moment } from './moment.js';
import { lockShown } from './query-locks.js';

/** VACUUM and ANALYZE: SHARE UPDATE EXCLUSIVE; VACUUM FULL copies the table under ACCESS EXCLUSIVE. */
export function vacuum(body: VacuumStmt, moment: Moment): Effects {
  const isVacuum = body.is_vacuumcmd === true;
  const full = isFullVacuum(body);
  const ranges = bodiesOf('VacuumRelation', body.rels).map(({ relation }) => relation);
  const tables = ranges.length === 0 ? tablesOf(moment) : ranges.flatMap((range) => vacuumed(range, moment));
  const fails = isVacuum ? transactionRefusal(moment) : null;
  const mode = full ? 'ACCESS EXCLUSIVE' : 'SHARE UPDATE EXCLUSIVE';
  const because = { id: 'copied', command: 'VACUUM FULL' } as const;
  const rewrites = full
    ? tables.filter((table) => !isPartitioned(moment, table)).map((table) => touch(moment, table, because))
    : [];
  const sampled = analyzes(body) ? sampledBelow(tables, moment) : [];
  return effectsOf({ locks: [...tables.map((table) => lock(moment, table, mode)), ...sampled], rewrites, fails });
}

function analyzes(body: VacuumStmt): boolean {
  return body.is_vacuumcmd !== true || isOn('analyze', body);
}

/** Statistics of a table with children are taken from the rows of those too. */
function sampledBelow(tables: readonly RelationName[], moment: Moment): Lock[] {
  const below = new Set(tables.flatMap((table) => family(moment.catalog, table)));
  return [...below].filter((name) => !tables.includes(name)).map((name) => lock(moment, name, 'ACCESS SHARE'));
}

/** With its partitions, and from 18 on with children by INHERITS. */
function vacuumed(range: RangeVar | undefined, moment: Moment): RelationName[] {
  const table = named(moment, range);
  const all = isPartitioned(moment, table) || isSince(moment.version, 'VACUUM goes down to children');
  return all && range?.inh === true ? family(moment.catalog, table) : [table];
}

/** VACUUM FULL; without a table, of every table of the database. */
export function isFullVacuum(body: VacuumStmt): boolean {
  return body.is_vacuumcmd === true && isOn('full', body);
}

function isOn(name: string, { options }: VacuumStmt): boolean {
  return bodiesOf('DefElem', options).some((option) => option.defname === name && optionIsOn(option.arg));
}

/** A partitioned table is locked for its turn as well, although VACUUM finds nothing to do there. */
function tablesOf(moment: Moment): RelationName[] {
  return [...moment.catalog.relations.values()]
    .filter(({ kind }) => kind === 'table' || kind === 'materialized view' || kind === 'partitioned table')
    .map(({ name }) => name);
}

/** CLUSTER copies the table in index order under ACCESS EXCLUSIVE. */
export function cluster(body: ClusterStmt, moment: Moment): Effects {
  // Every table that was clustered before, in a transaction of its own each; which ones those are is not in the files.
  if (body.relation === undefined) return effectsOf({ fails: transactionRefusal(moment) });
  const table = named(moment, body.relation);
  const rewrites = touchRows(moment, table, { id: 'copied', command: 'CLUSTER' }, !isPartitioned(moment, table));
  if (!isPartitioned(moment, table)) return effectsOf({ locks: [lock(moment, table, 'ACCESS EXCLUSIVE')], rewrites });
  const feature = 'CLUSTER of partitioned tables';
  const fails = isSince(moment.version, feature) ? transactionRefusal(moment) : notBefore(moment.version, feature);
  return effectsOf({ locks: lockFamily(moment, table, 'ACCESS EXCLUSIVE'), rewrites, fails });
}

/** REFRESH: ACCESS EXCLUSIVE for the whole query; EXCLUSIVE with CONCURRENTLY, under which reads go on. */
export function refresh(body: RefreshMatViewStmt, moment: Moment): Effects {
  const view = named(moment, body.relation);
  const fails = refreshRefusal(body, view, moment);
  if (fails !== null) return effectsOf({ fails });
  const sources = body.skipData === true ? [] : (relationOf(moment, view)?.query ?? []);
  const read = sources.flatMap(({ relation }) => lockShown(relation, 'ACCESS SHARE', moment));
  if (body.concurrent === true) return effectsOf({ locks: [lock(moment, view, 'EXCLUSIVE'), ...read] });
  const rewrites = [touch(moment, view, { id: 'copied', command: 'REFRESH MATERIALIZED VIEW' })];
  return effectsOf({ locks: [lock(moment, view, 'ACCESS EXCLUSIVE'), ...read], rewrites });
}

function refreshRefusal(body: RefreshMatViewStmt, view: RelationName, moment: Moment): string | null {
  const concurrently = body.concurrent === true;
  if (concurrently && body.skipData === true) return 'CONCURRENTLY and WITH NO DATA cannot be used together';
  const relation = relationOf(moment, view);
  if (relation === undefined || !isSure(relation, moment)) return null;
  const isOther = relation.kind === 'view' || (relation.kind === 'table' && relation.complete);
  if (isOther) return `${shortName(view)} is not a materialized view`;
  // One of which only others have spoken may have an index that nobody has shown.
  if (!concurrently || relation.query.length === 0) return null;
  if (!relation.populated) return 'CONCURRENTLY needs a materialized view that has been filled before';
  const isKey = (index: Index | undefined): boolean => index?.unique === true && !index.computed;
  if (relation.indexes.some((name) => isKey(moment.catalog.indexes.get(name)))) return null;
  return `cannot refresh ${shortName(view)} concurrently without a unique index on plain columns and all rows`;
}

/** LOCK TABLE: the mode as written, behind a view on what that shows; only in a transaction. */
export function lockTable(body: LockStmt, moment: Moment): Effects {
  const mode = LOCK_MODES[(body.mode ?? 8) - 1] ?? 'ACCESS EXCLUSIVE';
  const tables = bodiesOf('RangeVar', body.relations);
  const locks = tables.flatMap((range) => lockShown(named(moment, range), mode, moment, range.inh !== true));
  const alone = moment.session.transaction === null && !moment.inRoutine;
  return effectsOf({ locks, fails: alone ? 'LOCK TABLE can only be used in transaction blocks' : null });
}

/** ALTER DOMAIN: adding or validating a constraint reads every table that has a column of the domain, under SHARE. */
export function alterDomain(body: AlterDomainStmt, moment: Moment): Effects {
  const names = texts(body.typeName);
  const domain = names.length > 1 ? relationName(names[0] ?? '', names[1] ?? '') : (names[0] ?? '');
  const constraint = body.def !== undefined && 'Constraint' in body.def ? body.def.Constraint : undefined;
  const checks =
    body.subtype === 'O' || body.subtype === 'V' || (body.subtype === 'C' && constraint?.skip_validation !== true);
  if (!checks) return effectsOf({});
  const tables = [...moment.catalog.relations.values()].filter((relation) =>
    [...relation.columns.values()].some(
      (column) => column.type !== null && shortName(column.type.name) === shortName(domain),
    ),
  );
  const isKnown =
    findType(moment.catalog, moment.settings.searchPath, { name: domain, modifiers: [], array: false }) !== undefined;
  const because = { id: 'domain-constraint', domain: shortName(domain) } as const;
  return effectsOf({
    locks: tables.map((table) => lock(moment, table.name, 'SHARE')),
    scans: tables.map((table) => touch(moment, table.name, because)),
    notModelled:
      tables.length === 0 && !isKnown
        ? `every table that uses the domain ${shortName(domain)}, read under SHARE`
        : null,
  });
}
