import type {
  CreateSchemaStmt,
  CreateStmt,
  CreateTableAsStmt,
  CreateTrigStmt,
  Constraint,
  RuleStmt,
  ViewStmt,
} from '@pgsql/types';
import { nameToMake } from '../catalog/apply-context.js';
import { outputsOf } from '../catalog/view-outputs.js';
import { foreignKeysOf } from '../catalog/catalog.js';
import { identifier, shortName, type RelationName } from '../sql/names.js';
import { bodiesOf, bodyOf, statementNode, texts } from '../sql/statement.js';
import { addDefaultPartition } from './partition.js';
import { missesKey } from './key.js';
import { existsAlready, isSure } from './known.js';
import { combine, effectsOf, type Effects, type Lock, type Touch } from './effects.js';
import { ofStatement } from './of-statement.js';
import { exists, isPartitioned, lock, lockFamily, named, relationOf, touch, type Moment } from './moment.js';
import { lockQuery, tablesIn } from './query-locks.js';

/** CREATE TABLE: the new table is nobody's yet, but the tables it names are locked. */
export function createTable(body: CreateStmt, moment: Moment): Effects {
  const name = nameToMake({ set: moment.set, transaction: 0, path: moment.settings.searchPath }, body.relation);
  if (body.if_not_exists === true && relationOf(moment, name) !== undefined) return effectsOf({});
  const constraints = [
    ...bodiesOf('Constraint', body.tableElts),
    ...bodiesOf('ColumnDef', body.tableElts).flatMap((column) => bodiesOf('Constraint', column.constraints)),
  ];
  const locks: Lock[] = referenced(constraints, name, moment);
  const scans: Touch[] = [];
  for (const like of bodiesOf('TableLikeClause', body.tableElts))
    locks.push(lock(moment, named(moment, like.relation), 'ACCESS SHARE'));
  for (const parent of bodiesOf('RangeVar', body.inhRelations)) {
    const parentName = named(moment, parent);
    if (body.partbound === undefined) {
      locks.push(lock(moment, parentName, 'SHARE UPDATE EXCLUSIVE'));
      continue;
    }
    locks.push(lock(moment, parentName, 'ACCESS EXCLUSIVE'));
    for (const { key } of foreignKeysOf(moment.catalog, parentName))
      locks.push(lock(moment, key.references, 'SHARE ROW EXCLUSIVE'));
    if (body.partbound.is_default !== true) addDefaultPartition(parentName, body.partbound, locks, scans, moment);
  }
  return effectsOf({ locks, scans, fails: existsAlready(name, moment) ?? keysRefusal(body) });
}

/** PRIMARY KEY and UNIQUE of a new partitioned table. */
function keysRefusal(body: CreateStmt): string | null {
  if (body.partspec === undefined) return null;
  const parts = bodiesOf('PartitionElem', body.partspec.partParams).map(({ name }) => name ?? null);
  const isKey = ({ contype }: Constraint): boolean => contype === 'CONSTR_PRIMARY' || contype === 'CONSTR_UNIQUE';
  const keys = [...(body.tableElts ?? []), ...(body.constraints ?? [])].flatMap((element) => {
    const constraint = bodyOf('Constraint', element);
    if (constraint !== null) return isKey(constraint) ? [texts(constraint.keys)] : [];
    const column = bodyOf('ColumnDef', element);
    return bodiesOf('Constraint', column?.constraints).some(isKey) ? [[column?.colname ?? '']] : [];
  });
  return keys.map((columns) => missesKey(parts, columns)).find((why) => why !== null) ?? null;
}

/** SHARE ROW EXCLUSIVE on every table that a foreign key names: writes there wait until the commit. */
function referenced(constraints: readonly Constraint[], self: RelationName, moment: Moment): Lock[] {
  const keys = constraints.filter((constraint) => constraint.contype === 'CONSTR_FOREIGN');
  const names = keys.map((key) => named(moment, key.pktable)).filter((name) => name !== self);
  return names.flatMap((name) => lockFamily(moment, name, 'SHARE ROW EXCLUSIVE'));
}

/** CREATE TABLE AS and CREATE MATERIALIZED VIEW read their query's tables. */
export function createTableAs(body: CreateTableAsStmt, moment: Moment): Effects {
  const locks = body.query === undefined ? [] : lockQuery(body.query, [], moment);
  const filled = body.into?.skipData !== true;
  const name = nameToMake({ set: moment.set, transaction: 0, path: moment.settings.searchPath }, body.into?.rel);
  const read = [...new Set(locks.map(({ relation }) => relation))];
  return effectsOf({
    fails: body.if_not_exists === true ? null : existsAlready(name, moment),
    locks,
    scans: filled
      ? read.filter((one) => exists(moment, one)).map((one) => touch(moment, one, { id: 'query' }, 'possible'))
      : [],
  });
}

/** CREATE [OR REPLACE] VIEW. */
export function createView(body: ViewStmt, moment: Moment): Effects {
  const view = named(moment, body.view);
  const replaced = body.replace === true && relationOf(moment, view) !== undefined;
  const sources = body.query === undefined ? [] : tablesIn(body.query, moment);
  const locks = sources.map((name) => lock(moment, name, 'ACCESS SHARE'));
  if (body.replace !== true) {
    const name = nameToMake({ set: moment.set, transaction: 0, path: moment.settings.searchPath }, body.view);
    return effectsOf({ locks, fails: existsAlready(name, moment) });
  }
  if (!replaced) return effectsOf({ locks });
  const fails = isOtherKind(view, moment) ? `${shortName(view)} is not a view` : columnsRefusal(body, view, moment);
  return effectsOf({ locks: [...locks, lock(moment, view, 'ACCESS EXCLUSIVE')], fails });
}

/** OR REPLACE keeps the columns of a view, and may add some behind them. */
function columnsRefusal(body: ViewStmt, view: RelationName, moment: Moment): string | null {
  const relation = relationOf(moment, view);
  const before = isSure(relation, moment) ? (relation?.outputs ?? null) : null;
  const after = outputsOf(body.query, texts(body.aliases), moment.catalog, moment.settings.searchPath);
  if (before === null || after === null) return null;
  if (after.names.length < before.names.length) return `cannot drop columns from view ${shortName(view)}`;
  const ordered = before.ordered && after.ordered;
  const all = after.names.includes(null) ? null : after.names;
  const lost = before.names.find((name, at) => {
    const now = after.names[at] ?? null;
    return name !== null && (ordered ? now !== null && now !== name : all?.includes(name) === false);
  });
  return typeof lost === 'string'
    ? `cannot change the name of column ${identifier(lost)} of view ${shortName(view)}`
    : null;
}

function isOtherKind(view: RelationName, moment: Moment): boolean {
  const relation = relationOf(moment, view);
  if (relation === undefined || !isSure(relation, moment)) return false;
  return relation.kind === 'materialized view' || (relation.kind !== 'view' && relation.complete);
}

/** CREATE TRIGGER: SHARE ROW EXCLUSIVE, for row triggers on every partition as well. */
export function createTrigger(body: CreateTrigStmt, moment: Moment): Effects {
  const table = named(moment, body.relation);
  const own = body.row !== true || !isPartitioned(moment, table);
  return effectsOf({ locks: lockFamily(moment, table, 'SHARE ROW EXCLUSIVE', own) });
}

/** CREATE RULE parses what the rule will do, and locks the tables as that would. */
export function createRule(body: RuleStmt, moment: Moment): Effects {
  const locks = [lock(moment, named(moment, body.relation), 'ACCESS EXCLUSIVE')];
  for (const action of body.actions ?? []) {
    const change = bodyOf('InsertStmt', action) ?? bodyOf('UpdateStmt', action) ?? bodyOf('DeleteStmt', action);
    if (change?.relation !== undefined) locks.push(lock(moment, named(moment, change.relation), 'ROW EXCLUSIVE'));
  }
  return effectsOf({ locks });
}

/** The elements of CREATE SCHEMA run in the new schema. */
export function createSchema(body: CreateSchemaStmt, moment: Moment): Effects {
  const inside: Moment = {
    ...moment,
    settings: { ...moment.settings, searchPath: [body.schemaname ?? '', ...moment.settings.searchPath] },
  };
  const name = body.schemaname ?? '';
  const made = moment.catalog.schemas.get(name);
  if (body.if_not_exists !== true && made !== undefined && isSure({ set: made }, moment))
    return effectsOf({ fails: `schema ${identifier(name)} already exists` });
  const nodes = (body.schemaElts ?? []).map(statementNode).filter((node) => node !== null);
  return combine(nodes.map((node) => ofStatement(node, inside)));
}
