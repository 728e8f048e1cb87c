import type { AlterPolicyStmt, CreatePolicyStmt, CreateTrigStmt, RuleStmt } from '@pgsql/types';
import { splitName, type RelationName } from '../sql/names.js';
import { texts } from '../sql/statement.js';
import { edit, ensureRelation, resolveObject, type ApplyContext } from './apply-context.js';
import { columnsIn } from './apply-proof.js';
import { linkReads } from './apply-reads.js';
import type { Policy, PolicyCommand, RowEvent } from './belongings.js';
import { callsIn } from './calls.js';
import type { Catalog, Relation } from './catalog.js';
import { readsOfTable } from './query-reads.js';

/** Bits of `events` (source: pg_trigger.h). */
const EVENTS: readonly (readonly [number, RowEvent])[] = [
  [1 << 2, 'insert'],
  [1 << 3, 'delete'],
  [1 << 4, 'update'],
  [1 << 5, 'truncate'],
];

/** CREATE TRIGGER; a row trigger of a partitioned table stands on its partitions too, where nobody drops it by itself. */
export function createTrigger(catalog: Catalog, body: CreateTrigStmt, context: ApplyContext): Catalog {
  const found = ensureRelation(catalog, context, body.relation);
  const trigger = {
    name: body.trigname ?? '',
    columns: [...new Set([...texts(body.columns), ...columnsIn(body.whenClause)])],
    events: EVENTS.filter(([bit]) => ((body.events ?? 0) & bit) !== 0).map(([, event]) => event),
    deferrable: body.deferrable === true,
    routine: resolveObject(catalog.routines, context, texts(body.funcname)),
  };
  return withMember(found.catalog, found.relation.name, 'triggers', trigger);
}

export function createPolicy(catalog: Catalog, body: CreatePolicyStmt, context: ApplyContext): Catalog {
  const found = ensureRelation(catalog, context, body.table);
  const table = found.relation.name;
  const reads = readsOfTable([body.qual, body.with_check], table, namesOf(table), found.catalog, context.path);
  const calls = callsIn([body.qual, body.with_check], catalog, context.path);
  const policy: Policy = { name: body.policy_name ?? '', command: commandOf(body.cmd_name), reads, calls };
  return linkReads(withMember(found.catalog, table, 'policies', policy), table, reads);
}

/** ALTER POLICY: what it does not name stays, and which half a read came from is not kept. */
export function alterPolicy(catalog: Catalog, body: AlterPolicyStmt, context: ApplyContext): Catalog {
  const found = ensureRelation(catalog, context, body.table);
  const table = found.relation.name;
  const before = found.relation.policies.find(({ name }) => name === body.policy_name);
  if (before === undefined || (body.qual === undefined && body.with_check === undefined)) return catalog;
  const reads = readsOfTable([body.qual, body.with_check], table, namesOf(table), found.catalog, context.path);
  const calls = callsIn([body.qual, body.with_check], catalog, context.path);
  return linkReads(withMember(found.catalog, table, 'policies', { ...before, reads, calls }), table, reads);
}

/** CREATE RULE. The rule of a view that stands in for its query is never written so. */
export function createRule(catalog: Catalog, body: RuleStmt, context: ApplyContext): Catalog {
  const found = ensureRelation(catalog, context, body.relation);
  const table = found.relation.name;
  const reads = readsOfTable(
    [body.whereClause, ...(body.actions ?? [])],
    table,
    ['new', 'old'],
    found.catalog,
    context.path,
  );
  return linkReads(withMember(found.catalog, table, 'rules', { name: body.rulename ?? '', reads }), table, reads);
}

function namesOf(table: RelationName): string[] {
  return [splitName(table).name];
}

function commandOf(written: string | undefined): PolicyCommand {
  switch (written) {
    case 'select':
    case 'insert':
    case 'update':
    case 'delete':
      return written;
    default:
      return 'all';
  }
}

/** Adds one, or replaces the one of the same name. */
function withMember<List extends 'triggers' | 'policies' | 'rules'>(
  catalog: Catalog,
  table: RelationName,
  list: List,
  member: Relation[List][number] & { readonly name: string },
): Catalog {
  return edit(catalog, table, (relation) => {
    const members: readonly { readonly name: string }[] = relation[list];
    return { ...relation, [list]: [...members.filter(({ name }) => name !== member.name), member] };
  });
}
