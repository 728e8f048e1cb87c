import type { DropStmt, TruncateStmt } from '@pgsql/types';
import { foreignKeysOf, foreignKeysTo } from '../catalog/catalog.js';
import { nameParts } from '../catalog/lookup.js';
import { identifier, shortName, splitName, type RelationName } from '../sql/names.js';
import { items, texts } from '../sql/statement.js';
import { effectsOf, type Effects, type Lock } from './effects.js';
import { isSure } from './known.js';
import { cascadeLocks, neededBy, neededRefusal } from './needed.js';
import { dropRoutines, dropSequences, dropTypes, dropViews } from './drop-object.js';
import { partitionedRefusal, transactionRefusal } from './index-build.js';
import {
  defaultPartitionOf,
  lock,
  lockFamily,
  lockSequences,
  named,
  namedByParts,
  parentsOf,
  relationOf,
  type Moment,
} from './moment.js';

/** DROP of anything. */
export function drop(body: DropStmt, moment: Moment): Effects {
  switch (body.removeType) {
    case 'OBJECT_TABLE':
    case 'OBJECT_FOREIGN_TABLE':
      return dropTables(body, moment);
    case 'OBJECT_VIEW':
    case 'OBJECT_MATVIEW':
      return dropViews(body, moment);
    case 'OBJECT_SEQUENCE':
      return dropSequences(body, moment);
    case 'OBJECT_INDEX':
      return dropIndexes(body, moment);
    case 'OBJECT_TRIGGER':
    case 'OBJECT_RULE':
    case 'OBJECT_POLICY':
      return dropOnTable(body, moment);
    case 'OBJECT_SCHEMA':
      return dropSchemas(body, moment);
    case 'OBJECT_TYPE':
    case 'OBJECT_DOMAIN':
      return dropTypes(body, moment);
    case 'OBJECT_FUNCTION':
    case 'OBJECT_ROUTINE':
      return dropRoutines(body, moment);
    default:
      // What a CASCADE reaches besides is told by the rule `drop-cascade`, which asks for it.
      return effectsOf({});
  }
}

/** Ends the refusal of a DROP or TRUNCATE that would go through once somebody drops a foreign key or adds CASCADE. */
export const REFERENCED = 'which a foreign key of another table references';

function dropTables(body: DropStmt, moment: Moment): Effects {
  const tables = (body.objects ?? []).map((object) => namedByParts(moment, nameParts(object)));
  const locks = tables.flatMap((table) => dropTable(table, body, moment));
  const needed = neededBy(tables, moment);
  if (body.behavior === 'DROP_CASCADE') return effectsOf({ locks: [...locks, ...cascadeLocks(needed, moment)] });
  const referenced = tables.find((table) => isReferencedByOthers(table, tables, moment));
  const fails =
    referenced === undefined
      ? neededRefusal(`table ${tables.map(shortName).join(', ')}`, needed, moment)
      : `cannot drop table ${shortName(referenced)}, ${REFERENCED}`;
  return effectsOf({ locks, fails });
}

/** Whether a DROP or TRUNCATE of a table is refused for what depends on it. */
export function isBlockedLoss(why: string): boolean {
  return why.endsWith(REFERENCED) || why.startsWith('cannot drop table');
}

function isReferencedByOthers(table: RelationName, gone: readonly RelationName[], moment: Moment): boolean {
  return foreignKeysTo(moment.catalog, table).some((foreign) => !gone.includes(foreign.table));
}

/** ACCESS EXCLUSIVE, also on the tables its foreign keys reference, on its parent and on the default partition. */
function dropTable(table: RelationName, body: DropStmt, moment: Moment): Lock[] {
  const locks = lockFamily(moment, table, 'ACCESS EXCLUSIVE');
  locks.push(...lockSequences(moment, table, relationOf(moment, table)?.columns.keys() ?? [], 'ACCESS EXCLUSIVE'));
  for (const { key } of foreignKeysOf(moment.catalog, table))
    locks.push(lock(moment, key.references, 'ACCESS EXCLUSIVE'));
  if (body.behavior === 'DROP_CASCADE') {
    for (const foreign of foreignKeysTo(moment.catalog, table))
      locks.push(lock(moment, foreign.table, 'ACCESS EXCLUSIVE'));
  }
  for (const parent of parentsOf(moment, table)) {
    locks.push(lock(moment, parent, 'ACCESS EXCLUSIVE'));
    const fallback = defaultPartitionOf(moment, parent);
    if (fallback !== null) locks.push(lock(moment, fallback, 'ACCESS EXCLUSIVE'));
  }
  return locks;
}

/**
 * DROP INDEX locks the table as well; CONCURRENTLY lets reads and writes go on, and wants more of the index only when
 * nobody can be using it any more.
 */
function dropIndexes(body: DropStmt, moment: Moment): Effects {
  const concurrently = body.concurrent === true;
  const locks: Lock[] = [];
  for (const object of body.objects ?? []) {
    const index = namedByParts(moment, nameParts(object));
    const known = moment.catalog.indexes.get(index);
    locks.push({
      relation: index,
      mode: concurrently ? 'SHARE UPDATE EXCLUSIVE' : 'ACCESS EXCLUSIVE',
      existing: known?.set !== moment.set,
    });
    if (known === undefined) continue;
    if (concurrently) locks.push(lock(moment, known.table, 'SHARE UPDATE EXCLUSIVE'));
    else locks.push(...lockFamily(moment, known.table, 'ACCESS EXCLUSIVE'));
  }
  return effectsOf({ locks, fails: dropIndexRefusal(body, moment) });
}

function dropIndexRefusal(body: DropStmt, moment: Moment): string | null {
  const refused = body.concurrent === true ? transactionRefusal(moment) : null;
  if (refused !== null) return refused;
  if (body.concurrent === true && (body.objects ?? []).length > 1)
    return 'DROP INDEX CONCURRENTLY does not support dropping multiple objects';
  if (body.concurrent === true && body.behavior === 'DROP_CASCADE')
    return 'DROP INDEX CONCURRENTLY does not support CASCADE';
  for (const object of body.objects ?? []) {
    const index = namedByParts(moment, nameParts(object));
    const table = relationOf(moment, moment.catalog.indexes.get(index)?.table ?? '');
    if (table === undefined) continue;
    const owner = [...table.constraints.values()].find((one) => 'index' in one && one.index === index);
    if (owner !== undefined) return `the index belongs to the constraint ${owner.name}: drop that instead`;
    const partitioned = body.concurrent === true ? partitionedRefusal(table, 'DROP INDEX CONCURRENTLY') : null;
    if (partitioned !== null) return partitioned;
  }
  return null;
}

/** The last part of the name is the trigger, rule or policy; what stands before it is the table. */
function dropOnTable(body: DropStmt, moment: Moment): Effects {
  const locks = (body.objects ?? []).flatMap((object) => {
    const parts = texts(items(object));
    const table = namedByParts(moment, parts.slice(0, -1));
    return isAbsent(body, table, parts.at(-1) ?? '', moment) ? [] : [lock(moment, table, 'ACCESS EXCLUSIVE')];
  });
  return effectsOf({ locks });
}

/** IF EXISTS of a trigger or policy that is not there opens the table only to look. */
function isAbsent(body: DropStmt, table: RelationName, name: string, moment: Moment): boolean {
  const known = relationOf(moment, table);
  if (body.missing_ok !== true || known?.complete !== true) return false;
  if (body.removeType === 'OBJECT_TRIGGER') return !known.triggers.some((one) => one.name === name);
  return body.removeType === 'OBJECT_POLICY' && !known.policies.some((one) => one.name === name);
}

/** Everything in the schema, as far as it is known; what else a CASCADE reaches, the rule `drop-schema` asks for. */
function dropSchemas(body: DropStmt, moment: Moment): Effects {
  const schemas = (body.objects ?? []).map((object) => nameParts(object).at(-1) ?? '');
  const inside = [...moment.catalog.relations.values()].filter(
    ({ name, kind }) => kind !== 'composite type' && schemas.includes(splitName(name).schema),
  );
  const locks = inside.flatMap(({ name }) => dropTable(name, body, moment));
  const needed = neededBy(
    inside.map(({ name }) => name),
    moment,
  );
  return effectsOf({ locks: [...locks, ...cascadeLocks(needed, moment)], fails: dropSchemasRefusal(body, moment) });
}

function dropSchemasRefusal(body: DropStmt, moment: Moment): string | null {
  if (body.behavior === 'DROP_CASCADE') return null;
  const { relations, types, routines } = moment.catalog;
  const schemas = (body.objects ?? []).map((object) => nameParts(object).at(-1) ?? '');
  for (const things of [relations, types, routines]) {
    for (const [name, thing] of things) {
      const { schema } = splitName(name);
      if (schemas.includes(schema) && isSure(thing, moment))
        return `cannot drop schema ${identifier(schema)}: ${shortName(name)} is in it`;
    }
  }
  return null;
}

/** TRUNCATE: ACCESS EXCLUSIVE, with CASCADE on every table that references one of them. */
export function truncate(body: TruncateStmt, moment: Moment): Effects {
  const tables = (body.relations ?? []).flatMap((node) => ('RangeVar' in node ? [node.RangeVar] : []));
  const locks: Lock[] = [];
  const pending = tables.map((range) => named(moment, range));
  const alone = new Set(tables.filter(({ inh }) => inh !== true).map((range) => named(moment, range)));
  const seen = new Set<RelationName>();
  for (let table = pending.pop(); table !== undefined; table = pending.pop()) {
    if (seen.has(table)) continue;
    seen.add(table);
    locks.push(...lockFamily(moment, table, 'ACCESS EXCLUSIVE', alone.has(table)));
    if (body.behavior === 'DROP_CASCADE')
      pending.push(...foreignKeysTo(moment.catalog, table).map((foreign) => foreign.table));
  }
  const blocked = [...seen].find((table) => isReferencedByOthers(table, [...seen], moment));
  const fails = blocked === undefined ? null : `cannot truncate ${shortName(blocked)}, ${REFERENCED}`;
  const parent = [...alone].some((table) => relationOf(moment, table)?.kind === 'partitioned table');
  return effectsOf({ locks, fails: parent ? 'cannot truncate only a partitioned table' : fails });
}
