import type { AlterPublicationStmt, CreatePublicationStmt } from '@pgsql/types';
import {
  bodiesOf,
  text,
  type BodyOf,
  type StatementBodies,
  type StatementNode,
  type StatementTag,
} from '../sql/statement.js';
import { createFunction } from './create-function.js';
import { alterTable } from './alter-table.js';
import { createRule, createSchema, createTable, createTableAs, createTrigger, createView } from './create.js';
import { drop, truncate } from './drop.js';
import { effectsOf, NO_EFFECTS, type Effects } from './effects.js';
import { createIndex, transactionRefusal } from './index-build.js';
import { alterDomain, cluster, lockTable, refresh, vacuum } from './maintenance.js';
import { lockParsed } from './query-locks.js';
import { reindex } from './reindex.js';
import { moveAll } from './storage.js';
import { lock, named, namedByParts, type Moment } from './moment.js';
import { comment, rename, setSchema } from './rename.js';
import { isSince } from '../sql/versions.js';
import { findSavepoint } from '../session/session.js';
import { tooNew } from './too-new.js';
import {
  alterSubscription,
  copy,
  createSubscription,
  declareCursor,
  dropSubscription,
  explain,
  ownerLocks,
  prepare,
} from './utility.js';
import { insert, merge, remove, select, update } from './write.js';

type EffectsTable = { readonly [T in StatementTag]: (body: StatementBodies[T], moment: Moment) => Effects };

/** What Postgres does with a statement. What a body that it runs does is told by `ofWhole`. */
export function ofStatement(node: StatementNode, moment: Moment): Effects {
  const effects = effectsFor(node, moment);
  const refused = tooNew(node, moment);
  return refused === null ? effects : { ...effects, fails: refused };
}

function effectsFor<T extends StatementTag>(node: StatementNode<T>, moment: Moment): Effects {
  return STATEMENTS[node.tag](node.body, moment);
}

const none = (): Effects => NO_EFFECTS;

/** Never at the top level of a file. */
const never = (): Effects => effectsOf({ notModelled: 'a statement that no parser gives' });

function notModelled(what: string): () => Effects {
  return () => effectsOf({ notModelled: what });
}

function outsideTransaction(_body: unknown, moment: Moment): Effects {
  return effectsOf({ fails: transactionRefusal(moment) });
}

/** CREATE and ALTER POLICY look up the tables that the conditions name. */
function policy(body: BodyOf<'CreatePolicyStmt'> | BodyOf<'AlterPolicyStmt'>, moment: Moment): Effects {
  const conditions = [body.qual, body.with_check].flatMap((condition) => lockParsed(condition, moment));
  return effectsOf({ locks: [lock(moment, named(moment, body.table), 'ACCESS EXCLUSIVE'), ...conditions] });
}

/** From 12 on a value may be added in a transaction, but not used before the commit. */
function alterEnum(body: BodyOf<'AlterEnumStmt'>, moment: Moment): Effects {
  const adds = body.newVal !== undefined && body.oldVal === undefined;
  if (!adds || isSince(moment.version, 'ADD VALUE in a transaction') || isMadeHere(body, moment)) return NO_EFFECTS;
  return effectsOf({ fails: transactionRefusal(moment) });
}

/** The one exception before 12: the type itself was made in this transaction. */
function isMadeHere(body: BodyOf<'AlterEnumStmt'>, moment: Moment): boolean {
  const type = moment.catalog.types.get(namedByParts(moment, (body.typeName ?? []).map(text)));
  const current = moment.session.transaction?.number;
  return type?.kind === 'enum' && current !== undefined && type.set === moment.set && type.transaction === current;
}

function statistics(body: BodyOf<'CreateStatsStmt'>, moment: Moment): Effects {
  return effectsOf({
    locks: bodiesOf('RangeVar', body.relations).map((range) =>
      lock(moment, named(moment, range), 'SHARE UPDATE EXCLUSIVE'),
    ),
  });
}

function publication(body: CreatePublicationStmt | AlterPublicationStmt, moment: Moment): Effects {
  const tables = bodiesOf('PublicationObjSpec', body.pubobjects).flatMap((one) =>
    one.pubtable?.relation === undefined ? [] : [one.pubtable.relation],
  );
  return effectsOf({ locks: tables.map((range) => lock(moment, named(moment, range), 'SHARE UPDATE EXCLUSIVE')) });
}

/** ALTER SEQUENCE: SHARE ROW EXCLUSIVE, so every nextval() waits. */
function alterSequence(body: BodyOf<'AlterSeqStmt'>, moment: Moment): Effects {
  const own = lock(moment, named(moment, body.sequence), 'SHARE ROW EXCLUSIVE');
  return effectsOf({ locks: [own, ...ownerLocks(body.options, moment)] });
}

/** From 18 on GRANT and REVOKE lock the tables they name, in the weakest mode. */
function grant(body: BodyOf<'GrantStmt'>, moment: Moment): Effects {
  if (
    !isSince(moment.version, 'GRANT locks its tables') ||
    body.objtype !== 'OBJECT_TABLE' ||
    body.targtype !== 'ACL_TARGET_OBJECT'
  )
    return NO_EFFECTS;
  return effectsOf({
    locks: bodiesOf('RangeVar', body.objects).map((range) => lock(moment, named(moment, range), 'ACCESS SHARE')),
  });
}

/** VACUUM-like commands of the database that refuse a transaction; DISCARD only with ALL. */
function discard(body: BodyOf<'DiscardStmt'>, moment: Moment): Effects {
  return effectsOf({ fails: body.target === 'DISCARD_ALL' ? transactionRefusal(moment) : null });
}

function transaction({ kind, savepoint_name: name = '' }: BodyOf<'TransactionStmt'>, moment: Moment): Effects {
  const { session } = moment;
  const returns = kind === 'TRANS_STMT_RELEASE' || kind === 'TRANS_STMT_ROLLBACK_TO';
  const inBlock = session.transaction !== null && !session.transaction.implicit;
  if ((returns || kind === 'TRANS_STMT_SAVEPOINT') && !inBlock)
    return effectsOf({ fails: 'SAVEPOINT can only be used in transaction blocks' });
  if (returns && findSavepoint(session, name) === undefined)
    return effectsOf({ fails: `savepoint "${name}" does not exist` });
  const prepared = kind === 'TRANS_STMT_COMMIT_PREPARED' || kind === 'TRANS_STMT_ROLLBACK_PREPARED';
  return effectsOf({ fails: prepared ? transactionRefusal(moment) : null });
}

/** CALL runs a procedure whose body is somewhere else. */
function callProcedure(body: BodyOf<'CallStmt'>): Effects {
  const name = (body.funccall?.funcname ?? []).map(text).join('.');
  return effectsOf({ notModelled: `the procedure ${name}()` });
}

function dependsOn(body: BodyOf<'AlterObjectDependsStmt'>, moment: Moment): Effects {
  if (body.relation === undefined) return NO_EFFECTS;
  // Of a trigger's table only the trigger is wanted.
  const mode = body.objectType === 'OBJECT_TRIGGER' ? 'ACCESS SHARE' : 'ACCESS EXCLUSIVE';
  return effectsOf({ locks: [lock(moment, named(moment, body.relation), mode)] });
}

function securityLabel(body: BodyOf<'SecLabelStmt'>, moment: Moment): Effects {
  return comment(body.objtype, body.object, moment);
}

/** Every statement kind of PostgreSQL 18: a kind without an entry does not compile. */
export const STATEMENTS: EffectsTable = {
  AlterCollationStmt: none,
  AlterDatabaseRefreshCollStmt: none,
  AlterDatabaseSetStmt: none,
  AlterDatabaseStmt: none,
  AlterDefaultPrivilegesStmt: none,
  AlterDomainStmt: alterDomain,
  AlterEnumStmt: alterEnum,
  AlterEventTrigStmt: none,
  AlterExtensionContentsStmt: none,
  AlterExtensionStmt: none,
  AlterFdwStmt: none,
  AlterForeignServerStmt: none,
  AlterFunctionStmt: none,
  AlterObjectDependsStmt: dependsOn,
  AlterObjectSchemaStmt: setSchema,
  AlterOpFamilyStmt: none,
  AlterOperatorStmt: none,
  AlterOwnerStmt: none,
  AlterPolicyStmt: policy,
  AlterPublicationStmt: publication,
  AlterRoleSetStmt: none,
  AlterRoleStmt: none,
  AlterSeqStmt: alterSequence,
  AlterStatsStmt: none,
  AlterSubscriptionStmt: alterSubscription,
  AlterSystemStmt: outsideTransaction,
  AlterTSConfigurationStmt: none,
  AlterTSDictionaryStmt: none,
  AlterTableMoveAllStmt: moveAll,
  AlterTableSpaceOptionsStmt: none,
  AlterTableStmt: alterTable,
  AlterTypeStmt: none,
  AlterUserMappingStmt: none,
  CallStmt: callProcedure,
  CheckPointStmt: none,
  ClosePortalStmt: none,
  ClusterStmt: cluster,
  CommentStmt: (body, moment) => comment(body.objtype, body.object, moment),
  CompositeTypeStmt: none,
  ConstraintsSetStmt: none,
  CopyStmt: copy,
  CreateAmStmt: none,
  CreateCastStmt: none,
  CreateConversionStmt: none,
  CreateDomainStmt: none,
  CreateEnumStmt: none,
  CreateEventTrigStmt: none,
  CreateExtensionStmt: none,
  CreateFdwStmt: none,
  CreateForeignServerStmt: none,
  CreateForeignTableStmt: none,
  CreateFunctionStmt: createFunction,
  CreateOpClassStmt: none,
  CreateOpFamilyStmt: none,
  CreatePLangStmt: none,
  CreatePolicyStmt: policy,
  CreatePublicationStmt: publication,
  CreateRangeStmt: none,
  CreateRoleStmt: none,
  CreateSchemaStmt: createSchema,
  CreateSeqStmt: (body, moment) => effectsOf({ locks: ownerLocks(body.options, moment) }),
  CreateStatsStmt: statistics,
  CreateStmt: createTable,
  CreateSubscriptionStmt: createSubscription,
  CreateTableAsStmt: createTableAs,
  CreateTableSpaceStmt: outsideTransaction,
  CreateTransformStmt: none,
  CreateTrigStmt: createTrigger,
  CreateUserMappingStmt: none,
  CreatedbStmt: outsideTransaction,
  DeallocateStmt: none,
  DeclareCursorStmt: declareCursor,
  DefineStmt: none,
  DeleteStmt: remove,
  DiscardStmt: discard,
  DoStmt: notModelled('the DO block'),
  // Nobody has shown what the role owns: the rule `drop-schema` asks.
  DropOwnedStmt: none,
  DropRoleStmt: none,
  DropStmt: drop,
  DropSubscriptionStmt: dropSubscription,
  DropTableSpaceStmt: outsideTransaction,
  DropUserMappingStmt: none,
  DropdbStmt: outsideTransaction,
  ExecuteStmt: notModelled('the prepared statement'),
  ExplainStmt: explain,
  FetchStmt: none,
  GrantRoleStmt: none,
  GrantStmt: grant,
  ImportForeignSchemaStmt: none,
  IndexStmt: createIndex,
  InsertStmt: insert,
  ListenStmt: none,
  LoadStmt: none,
  LockStmt: lockTable,
  MergeStmt: merge,
  NotifyStmt: none,
  PLAssignStmt: none,
  PrepareStmt: prepare,
  RawStmt: never,
  ReassignOwnedStmt: notModelled('everything that the role owns, locked ACCESS EXCLUSIVE'),
  RefreshMatViewStmt: refresh,
  ReindexStmt: reindex,
  RenameStmt: rename,
  ReplicaIdentityStmt: never,
  ReturnStmt: never,
  RuleStmt: createRule,
  SecLabelStmt: securityLabel,
  SelectStmt: select,
  SetOperationStmt: never,
  TransactionStmt: transaction,
  TruncateStmt: truncate,
  UnlistenStmt: none,
  UpdateStmt: update,
  VacuumStmt: vacuum,
  VariableSetStmt: none,
  VariableShowStmt: none,
  ViewStmt: createView,
};
