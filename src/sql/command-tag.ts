import type { ObjectType } from '@pgsql/types';
import type { BodyOf, StatementNode, StatementTag } from './statement.js';

/** The command tag that Postgres prints for a statement (source: CreateCommandTag in utility.c). */
export function commandTag(node: StatementNode): string {
  const tag = TAGS[node.tag];
  if (tag !== null) return tag;
  switch (node.tag) {
    case 'AlterTableStmt':
      return `ALTER ${objectWords(node.body.objtype)}`;
    case 'AlterDomainStmt':
      return 'ALTER DOMAIN';
    case 'RenameStmt':
      return `ALTER ${objectWords(renamedObject(node.body))}`;
    case 'DropStmt':
      return `DROP ${objectWords(node.body.removeType)}`;
    case 'AlterObjectSchemaStmt':
    case 'AlterOwnerStmt':
    case 'AlterObjectDependsStmt':
      return `ALTER ${objectWords(node.body.objectType)}`;
    case 'AlterTableMoveAllStmt':
      return `ALTER ${objectWords(node.body.objtype)}`;
    case 'CreateTableAsStmt':
      return node.body.objtype === 'OBJECT_MATVIEW' ? 'CREATE MATERIALIZED VIEW' : 'CREATE TABLE AS';
    case 'CreateFunctionStmt':
      return node.body.is_procedure === true ? 'CREATE PROCEDURE' : 'CREATE FUNCTION';
    case 'DefineStmt':
      return `CREATE ${objectWords(node.body.kind)}`;
    case 'GrantStmt':
      return node.body.is_grant === true ? 'GRANT' : 'REVOKE';
    case 'GrantRoleStmt':
      return node.body.is_grant === true ? 'GRANT ROLE' : 'REVOKE ROLE';
    case 'TransactionStmt':
      return TRANSACTION_TAGS[node.body.kind ?? 'TRANS_STMT_BEGIN'];
    case 'VacuumStmt':
      return node.body.is_vacuumcmd === true ? 'VACUUM' : 'ANALYZE';
    case 'VariableSetStmt':
      return node.body.kind === 'VAR_RESET' || node.body.kind === 'VAR_RESET_ALL' ? 'RESET' : 'SET';
    case 'SelectStmt':
      return node.body.intoClause === undefined ? 'SELECT' : 'SELECT INTO';
    case 'AlterFunctionStmt':
      return node.body.objtype === 'OBJECT_PROCEDURE' ? 'ALTER PROCEDURE' : 'ALTER FUNCTION';
    case 'DiscardStmt':
      return 'DISCARD';
    default:
      return node.tag.replace(/Stmt$/, '').toUpperCase();
  }
}

/** `OBJECT_MATVIEW` as SQL says it. */
export function objectWords(type: ObjectType | undefined): string {
  switch (type) {
    case undefined:
      return 'OBJECT';
    case 'OBJECT_MATVIEW':
      return 'MATERIALIZED VIEW';
    case 'OBJECT_TABCONSTRAINT':
    case 'OBJECT_COLUMN':
      return 'TABLE';
    case 'OBJECT_ATTRIBUTE':
      return 'TYPE';
    case 'OBJECT_DOMCONSTRAINT':
      return 'DOMAIN';
    case 'OBJECT_FDW':
      return 'FOREIGN DATA WRAPPER';
    case 'OBJECT_FOREIGN_SERVER':
      return 'SERVER';
    case 'OBJECT_OPCLASS':
      return 'OPERATOR CLASS';
    case 'OBJECT_OPFAMILY':
      return 'OPERATOR FAMILY';
    case 'OBJECT_STATISTIC_EXT':
      return 'STATISTICS';
    case 'OBJECT_TSPARSER':
    case 'OBJECT_TSDICTIONARY':
    case 'OBJECT_TSTEMPLATE':
    case 'OBJECT_TSCONFIGURATION':
      return `TEXT SEARCH ${type.slice('OBJECT_TS'.length)}`;
    default:
      return type.slice('OBJECT_'.length).replaceAll('_', ' ');
  }
}

/** A column rename is an ALTER of the relation that holds it, which may be a view or a foreign table. */
function renamedObject(body: BodyOf<'RenameStmt'>): ObjectType | undefined {
  const ofRelation = body.renameType === 'OBJECT_COLUMN' || body.renameType === 'OBJECT_TABCONSTRAINT';
  return ofRelation ? body.relationType : body.renameType;
}

const TRANSACTION_TAGS = {
  TRANS_STMT_BEGIN: 'BEGIN',
  TRANS_STMT_START: 'START TRANSACTION',
  TRANS_STMT_COMMIT: 'COMMIT',
  TRANS_STMT_ROLLBACK: 'ROLLBACK',
  TRANS_STMT_SAVEPOINT: 'SAVEPOINT',
  TRANS_STMT_RELEASE: 'RELEASE',
  TRANS_STMT_ROLLBACK_TO: 'ROLLBACK',
  TRANS_STMT_PREPARE: 'PREPARE TRANSACTION',
  TRANS_STMT_COMMIT_PREPARED: 'COMMIT PREPARED',
  TRANS_STMT_ROLLBACK_PREPARED: 'ROLLBACK PREPARED',
} as const;

/** null: the tag depends on the statement's own fields. */
const TAGS = {
  AlterCollationStmt: 'ALTER COLLATION',
  AlterDatabaseRefreshCollStmt: 'ALTER DATABASE',
  AlterDatabaseSetStmt: 'ALTER DATABASE',
  AlterDatabaseStmt: 'ALTER DATABASE',
  AlterDefaultPrivilegesStmt: 'ALTER DEFAULT PRIVILEGES',
  AlterDomainStmt: 'ALTER DOMAIN',
  AlterEnumStmt: 'ALTER TYPE',
  AlterEventTrigStmt: 'ALTER EVENT TRIGGER',
  AlterExtensionContentsStmt: 'ALTER EXTENSION',
  AlterExtensionStmt: 'ALTER EXTENSION',
  AlterFdwStmt: 'ALTER FOREIGN DATA WRAPPER',
  AlterForeignServerStmt: 'ALTER SERVER',
  AlterFunctionStmt: null,
  AlterObjectDependsStmt: null,
  AlterObjectSchemaStmt: null,
  AlterOpFamilyStmt: 'ALTER OPERATOR FAMILY',
  AlterOperatorStmt: 'ALTER OPERATOR',
  AlterOwnerStmt: null,
  AlterPolicyStmt: 'ALTER POLICY',
  AlterPublicationStmt: 'ALTER PUBLICATION',
  AlterRoleSetStmt: 'ALTER ROLE',
  AlterRoleStmt: 'ALTER ROLE',
  AlterSeqStmt: 'ALTER SEQUENCE',
  AlterStatsStmt: 'ALTER STATISTICS',
  AlterSubscriptionStmt: 'ALTER SUBSCRIPTION',
  AlterSystemStmt: 'ALTER SYSTEM',
  AlterTSConfigurationStmt: 'ALTER TEXT SEARCH CONFIGURATION',
  AlterTSDictionaryStmt: 'ALTER TEXT SEARCH DICTIONARY',
  AlterTableMoveAllStmt: null,
  AlterTableSpaceOptionsStmt: 'ALTER TABLESPACE',
  AlterTableStmt: null,
  AlterTypeStmt: 'ALTER TYPE',
  AlterUserMappingStmt: 'ALTER USER MAPPING',
  CallStmt: 'CALL',
  CheckPointStmt: 'CHECKPOINT',
  ClosePortalStmt: 'CLOSE CURSOR',
  ClusterStmt: 'CLUSTER',
  CommentStmt: 'COMMENT',
  CompositeTypeStmt: 'CREATE TYPE',
  ConstraintsSetStmt: 'SET CONSTRAINTS',
  CopyStmt: 'COPY',
  CreateAmStmt: 'CREATE ACCESS METHOD',
  CreateCastStmt: 'CREATE CAST',
  CreateConversionStmt: 'CREATE CONVERSION',
  CreateDomainStmt: 'CREATE DOMAIN',
  CreateEnumStmt: 'CREATE TYPE',
  CreateEventTrigStmt: 'CREATE EVENT TRIGGER',
  CreateExtensionStmt: 'CREATE EXTENSION',
  CreateFdwStmt: 'CREATE FOREIGN DATA WRAPPER',
  CreateForeignServerStmt: 'CREATE SERVER',
  CreateForeignTableStmt: 'CREATE FOREIGN TABLE',
  CreateFunctionStmt: null,
  CreateOpClassStmt: 'CREATE OPERATOR CLASS',
  CreateOpFamilyStmt: 'CREATE OPERATOR FAMILY',
  CreatePLangStmt: 'CREATE LANGUAGE',
  CreatePolicyStmt: 'CREATE POLICY',
  CreatePublicationStmt: 'CREATE PUBLICATION',
  CreateRangeStmt: 'CREATE TYPE',
  CreateRoleStmt: 'CREATE ROLE',
  CreateSchemaStmt: 'CREATE SCHEMA',
  CreateSeqStmt: 'CREATE SEQUENCE',
  CreateStatsStmt: 'CREATE STATISTICS',
  CreateStmt: 'CREATE TABLE',
  CreateSubscriptionStmt: 'CREATE SUBSCRIPTION',
  CreateTableAsStmt: null,
  CreateTableSpaceStmt: 'CREATE TABLESPACE',
  CreateTransformStmt: 'CREATE TRANSFORM',
  CreateTrigStmt: 'CREATE TRIGGER',
  CreateUserMappingStmt: 'CREATE USER MAPPING',
  CreatedbStmt: 'CREATE DATABASE',
  DeallocateStmt: 'DEALLOCATE',
  DeclareCursorStmt: 'DECLARE CURSOR',
  DefineStmt: null,
  DeleteStmt: 'DELETE',
  DiscardStmt: 'DISCARD',
  DoStmt: 'DO',
  DropOwnedStmt: 'DROP OWNED',
  DropRoleStmt: 'DROP ROLE',
  DropStmt: null,
  DropSubscriptionStmt: 'DROP SUBSCRIPTION',
  DropTableSpaceStmt: 'DROP TABLESPACE',
  DropUserMappingStmt: 'DROP USER MAPPING',
  DropdbStmt: 'DROP DATABASE',
  ExecuteStmt: 'EXECUTE',
  ExplainStmt: 'EXPLAIN',
  FetchStmt: 'FETCH',
  GrantRoleStmt: null,
  GrantStmt: null,
  ImportForeignSchemaStmt: 'IMPORT FOREIGN SCHEMA',
  IndexStmt: 'CREATE INDEX',
  InsertStmt: 'INSERT',
  ListenStmt: 'LISTEN',
  LoadStmt: 'LOAD',
  LockStmt: 'LOCK TABLE',
  MergeStmt: 'MERGE',
  NotifyStmt: 'NOTIFY',
  PLAssignStmt: 'SELECT',
  PrepareStmt: 'PREPARE',
  RawStmt: null,
  ReassignOwnedStmt: 'REASSIGN OWNED',
  RefreshMatViewStmt: 'REFRESH MATERIALIZED VIEW',
  ReindexStmt: 'REINDEX',
  RenameStmt: null,
  ReplicaIdentityStmt: 'ALTER TABLE',
  ReturnStmt: null,
  RuleStmt: 'CREATE RULE',
  SecLabelStmt: 'SECURITY LABEL',
  SelectStmt: null,
  SetOperationStmt: 'SELECT',
  TransactionStmt: null,
  TruncateStmt: 'TRUNCATE TABLE',
  UnlistenStmt: 'UNLISTEN',
  UpdateStmt: 'UPDATE',
  VacuumStmt: null,
  VariableSetStmt: null,
  VariableShowStmt: 'SHOW',
  ViewStmt: 'CREATE VIEW',
} as const satisfies Record<StatementTag, string | null>;
