import type { CreateSchemaStmt } from '@pgsql/types';
import { inside, type RoutineItem } from '../sql/routine.js';
import { statementNode, texts, type StatementNode } from '../sql/statement.js';
import { alterTable } from './apply-alter.js';
import type { ApplyContext } from './apply-context.js';
import { drop, dropSchema } from './apply-drop.js';
import { createIndex } from './apply-index.js';
import { alterPublication, createPublication, withSlot } from './apply-publication.js';
import { createTableAs, createView, refresh, selectInto } from './apply-relation.js';
import { rename, setSchema } from './apply-rename.js';
import { alterFunction, createFunction } from './apply-routine.js';
import { alterSequence, createSequence } from './apply-sequence.js';
import { createTable } from './apply-table.js';
import { alterPolicy, createPolicy, createRule, createTrigger } from './apply-trigger.js';
import { alterDomain, alterEnum, createComposite, createDomain, createType } from './apply-type.js';
import type { Catalog } from './catalog.js';
import { TEMPORARY_SCHEMA } from './lookup.js';

export type { ApplyContext } from './apply-context.js';

/** The schema after a statement that Postgres accepted. The same catalog when the statement shows nothing of it. */
export function applyStatement(catalog: Catalog, node: StatementNode, context: ApplyContext): Catalog {
  switch (node.tag) {
    case 'CreateStmt':
      return createTable(catalog, node.body, context);
    case 'CreateForeignTableStmt':
      return createTable(catalog, node.body.base ?? {}, context, 'foreign table');
    case 'AlterTableStmt':
      return alterTable(catalog, node.body, context);
    case 'IndexStmt':
      return createIndex(catalog, node.body, context);
    case 'DropStmt':
      return drop(catalog, node.body, context);
    case 'RenameStmt':
      return rename(catalog, node.body, context);
    case 'AlterObjectSchemaStmt':
      return setSchema(catalog, node.body, context);
    case 'CreateTableAsStmt':
      return createTableAs(catalog, node.body, context);
    case 'SelectStmt':
      return selectInto(catalog, node.body, context);
    case 'ViewStmt':
      return createView(catalog, node.body, context);
    case 'RefreshMatViewStmt':
      return refresh(catalog, node.body, context);
    case 'CreateSeqStmt':
      return createSequence(catalog, node.body, context);
    case 'AlterSeqStmt':
      return alterSequence(catalog, node.body, context);
    case 'CreateTrigStmt':
      return createTrigger(catalog, node.body, context);
    case 'CreatePolicyStmt':
      return createPolicy(catalog, node.body, context);
    case 'AlterPolicyStmt':
      return alterPolicy(catalog, node.body, context);
    case 'RuleStmt':
      return createRule(catalog, node.body, context);
    case 'DiscardStmt':
      return isOfTemporary(node.body.target) ? dropSchema(catalog, TEMPORARY_SCHEMA) : catalog;
    default:
      return applyOther(catalog, node, context);
  }
}

/** The schema after what a routine's body does; of its branches each is taken to run. */
export function applyRoutine(catalog: Catalog, items: readonly RoutineItem[], context: ApplyContext): Catalog {
  const guarded = { ...context, guarded: true };
  let after = catalog;
  // A stack of its own: blocks may be nested deeper than the call stack allows.
  const pending = items.toReversed();
  for (let item = pending.pop(); item !== undefined; item = pending.pop()) {
    for (const inner of (inside(item) ?? []).toReversed()) pending.push(inner);
    if (item.kind !== 'statement') continue;
    const { span, node } = item.statement;
    after = applyStatement(after, node, { ...guarded, sql: item.source.sql.slice(span.start, span.end) });
  }
  return after;
}

/** Types, routines, schemas and what belongs to the whole database. */
function applyOther(catalog: Catalog, node: StatementNode, context: ApplyContext): Catalog {
  const { set, transaction } = context;
  switch (node.tag) {
    case 'CreateEnumStmt':
      return createType(
        catalog,
        node.body.typeName,
        { kind: 'enum', values: texts(node.body.vals), set, transaction },
        context,
      );
    case 'CreateRangeStmt':
      return createType(catalog, node.body.typeName, { kind: 'other', set }, context);
    case 'DefineStmt':
      if (node.body.kind !== 'OBJECT_TYPE') return catalog;
      return createType(catalog, node.body.defnames, { kind: 'other', set }, context);
    case 'CompositeTypeStmt':
      return createComposite(catalog, node.body, context);
    case 'CreateDomainStmt':
      return createDomain(catalog, node.body, context);
    case 'AlterDomainStmt':
      return alterDomain(catalog, node.body, context);
    case 'AlterEnumStmt':
      return alterEnum(catalog, node.body, context);
    case 'CreateFunctionStmt':
      return createFunction(catalog, node.body, context);
    case 'AlterFunctionStmt':
      return alterFunction(catalog, node.body, context);
    case 'CreatePublicationStmt':
      return createPublication(catalog, node.body, context);
    case 'AlterPublicationStmt':
      return alterPublication(catalog, node.body, context);
    case 'CreateSubscriptionStmt':
    case 'AlterSubscriptionStmt':
      return withSlot(catalog, node.body);
    case 'DropSubscriptionStmt':
      return { ...catalog, subscriptions: catalog.subscriptions.delete(node.body.subname ?? '') };
    case 'CreateExtensionStmt': {
      const name = node.body.extname ?? '';
      return catalog.extensions.has(name) ? catalog : { ...catalog, extensions: catalog.extensions.set(name, set) };
    }
    case 'CreateEventTrigStmt':
      return { ...catalog, eventTriggers: catalog.eventTriggers.set(node.body.trigname ?? '', set) };
    case 'CreateSchemaStmt':
      return createSchema(catalog, node.body, context);
    default:
      return catalog;
  }
}

/** What stands inside a CREATE SCHEMA is made in that schema. */
function createSchema(catalog: Catalog, body: CreateSchemaStmt, context: ApplyContext): Catalog {
  const name = body.schemaname ?? body.authrole?.rolename ?? '';
  const inside: ApplyContext = { ...context, path: [name, ...context.path] };
  const schemas = catalog.schemas.has(name) ? catalog.schemas : catalog.schemas.set(name, context.set);
  let after: Catalog = { ...catalog, schemas };
  for (const element of body.schemaElts ?? []) {
    const node = statementNode(element);
    if (node !== null) after = applyStatement(after, node, inside);
  }
  return after;
}

function isOfTemporary(target: string | undefined): boolean {
  return target === 'DISCARD_ALL' || target === 'DISCARD_TEMP';
}
