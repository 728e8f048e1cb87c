import type { AlterTableCmd, ColumnDef, Constraint } from '@pgsql/types';
import { findRoutine } from '../catalog/lookup.js';
import { bodiesOf, bodyOf, findAll, items, text, texts, type Node, type StatementNode } from '../sql/statement.js';
import { functionNotBefore, isSince, notBefore, type Feature } from '../sql/versions.js';
import type { Moment } from './moment.js';

/** The newest major that the parser knows: no function is too new for it. */
const NEWEST = 18;

/** Why a server of this major refuses what a statement says, or null: its grammar or the command came later. */
export function tooNew(node: StatementNode, moment: Moment): string | null {
  const feature = featuresOf(node).find((one) => !isSince(moment.version, one));
  if (feature !== undefined) return notBefore(moment.version, feature);
  return moment.version >= NEWEST ? null : newFunction(defaultsOf(node), moment);
}

/** What of the statement came later than the oldest major. */
function featuresOf(node: StatementNode): Feature[] {
  switch (node.tag) {
    case 'AlterTableStmt':
      return bodiesOf('AlterTableCmd', node.body.cmds).flatMap((cmd) => ofSubcommand(cmd, node.body.objtype));
    case 'CreateStmt':
      return ofElements(node.body.tableElts);
    case 'IndexStmt':
      return node.body.nulls_not_distinct === true ? ['NULLS NOT DISTINCT'] : [];
    case 'MergeStmt':
      return ofMerge(node.body);
    case 'CreateTrigStmt':
      return node.body.replace === true ? ['CREATE OR REPLACE TRIGGER'] : [];
    case 'CreateFunctionStmt':
      return node.body.sql_body === undefined ? [] : ['bodies in BEGIN ATOMIC or RETURN'];
    case 'ViewStmt':
      return hasOption(node.body.options, 'security_invoker') ? ['security_invoker views'] : [];
    case 'AlterDatabaseRefreshCollStmt':
      return ['REFRESH COLLATION VERSION of a database'];
    case 'AlterTypeStmt':
      return ['ALTER TYPE … SET'];
    case 'SelectStmt':
      return node.body.groupDistinct === true ? ['GROUP BY DISTINCT'] : [];
    case 'CreateStatsStmt':
      return ofStatistics(node.body);
    case 'CreateSeqStmt':
      return node.body.sequence?.relpersistence === 'u' ? ['UNLOGGED sequences'] : [];
    case 'GrantStmt':
      return bodiesOf('AccessPriv', node.body.privileges).some((one) => one.priv_name === 'maintain')
        ? ['GRANT MAINTAIN']
        : [];
    case 'ReindexStmt':
      return ofReindex(node.body.params);
    case 'VacuumStmt':
      return bodiesOf('VacuumRelation', node.body.rels).some(({ relation }) => relation?.inh !== true)
        ? ['VACUUM or ANALYZE of ONLY a table']
        : [];
    case 'CreatePublicationStmt':
    case 'AlterPublicationStmt':
      return ofPublication(node.body.pubobjects);
    default:
      return [];
  }
}

function ofSubcommand(cmd: AlterTableCmd, objtype: string | undefined): Feature[] {
  switch (cmd.subtype) {
    case 'AT_AddColumn':
      return ofColumn(bodyOf('ColumnDef', cmd.def));
    case 'AT_AddConstraint':
      return ofConstraint(bodyOf('Constraint', cmd.def), true);
    case 'AT_AlterConstraint': {
      const change = bodyOf('ATAlterConstraint', cmd.def);
      if (change?.alterEnforceability === true) return ['ALTER CONSTRAINT … ENFORCED'];
      return change?.alterInheritability === true ? ['ALTER CONSTRAINT … INHERIT'] : [];
    }
    case 'AT_SetExpression':
      return ['SET EXPRESSION'];
    case 'AT_DropExpression':
      return ['DROP EXPRESSION'];
    case 'AT_SetCompression':
      return ['COMPRESSION of a column'];
    case 'AT_SetAccessMethod':
      return cmd.name === undefined ? ['SET ACCESS METHOD', 'SET ACCESS METHOD DEFAULT'] : ['SET ACCESS METHOD'];
    case 'AT_SetStorage':
      return text(cmd.def) === 'default' ? ['STORAGE DEFAULT'] : [];
    case 'AT_SetLogged':
    case 'AT_SetUnLogged':
      return objtype === 'OBJECT_SEQUENCE' ? ['UNLOGGED sequences'] : [];
    case 'AT_SetRelOptions':
    case 'AT_ResetRelOptions':
      return hasOption(items(cmd.def), 'security_invoker') ? ['security_invoker views'] : [];
    case 'AT_DetachPartition':
      return bodyOf('PartitionCmd', cmd.def)?.concurrent === true ? ['DETACH PARTITION … CONCURRENTLY'] : [];
    case 'AT_DetachPartitionFinalize':
      return ['DETACH PARTITION … CONCURRENTLY'];
    default:
      return [];
  }
}

function ofElements(elements: readonly Node[] | undefined): Feature[] {
  return [
    ...bodiesOf('ColumnDef', elements).flatMap(ofColumn),
    ...bodiesOf('Constraint', elements).flatMap((constraint) => ofConstraint(constraint, true)),
  ];
}

function ofColumn(column: ColumnDef | null): Feature[] {
  if (column === null) return [];
  const features = bodiesOf('Constraint', column.constraints).flatMap((one) => ofConstraint(one, false));
  if (column.storage_name !== undefined) features.push('STORAGE in a column definition');
  if (column.compression !== undefined) features.push('COMPRESSION of a column');
  return features;
}

/** `ofTable`: with a name of its own, as opposed to standing behind a column. */
function ofConstraint(constraint: Constraint | null, ofTable: boolean): Feature[] {
  if (constraint === null) return [];
  const features: Feature[] = [];
  const { contype } = constraint;
  if (constraint.nulls_not_distinct === true) features.push('NULLS NOT DISTINCT');
  if ((constraint.fk_del_set_cols ?? []).length > 0) features.push('ON DELETE SET with columns');
  if (constraint.without_overlaps === true || constraint.fk_with_period === true)
    features.push('WITHOUT OVERLAPS and PERIOD');
  if (contype === 'CONSTR_NOTNULL' && ofTable) features.push('NOT NULL constraints with a name');
  if (contype === 'CONSTR_ATTR_NOT_ENFORCED' || contype === 'CONSTR_ATTR_ENFORCED' || isUnenforced(constraint))
    features.push('NOT ENFORCED constraints');
  if (contype === 'CONSTR_GENERATED')
    features.push(constraint.generated_kind === 'v' ? 'VIRTUAL generated columns' : 'STORED generated columns');
  return features;
}

function isUnenforced({ contype, is_enforced }: Constraint): boolean {
  return (contype === 'CONSTR_CHECK' || contype === 'CONSTR_FOREIGN') && is_enforced !== true;
}

function ofMerge(body: { readonly returningClause?: unknown; readonly mergeWhenClauses?: Node[] }): Feature[] {
  const features: Feature[] = ['MERGE'];
  if (body.returningClause !== undefined) features.push('MERGE with RETURNING');
  const bySource = bodiesOf('MergeWhenClause', body.mergeWhenClauses).some(
    ({ matchKind }) => matchKind === 'MERGE_WHEN_NOT_MATCHED_BY_SOURCE',
  );
  return bySource ? [...features, 'WHEN NOT MATCHED BY SOURCE'] : features;
}

function ofStatistics(body: { readonly exprs?: Node[]; readonly defnames?: Node[] }): Feature[] {
  const features: Feature[] = [];
  if (bodiesOf('StatsElem', body.exprs).some(({ expr }) => expr !== undefined))
    features.push('CREATE STATISTICS on expressions');
  return (body.defnames ?? []).length === 0 ? [...features, 'CREATE STATISTICS without a name'] : features;
}

/** `REINDEX (CONCURRENTLY) …` and `REINDEX … CONCURRENTLY` are one tree; with a value it can only be the first. */
function ofReindex(params: readonly Node[] | undefined): Feature[] {
  return bodiesOf('DefElem', params).flatMap((option): Feature[] => {
    const withOption = option.defname === 'tablespace' || option.arg !== undefined;
    return withOption ? ['REINDEX with options'] : option.defname === 'concurrently' ? ['REINDEX CONCURRENTLY'] : [];
  });
}

function ofPublication(objects: readonly Node[] | undefined): Feature[] {
  return bodiesOf('PublicationObjSpec', objects).flatMap((one): Feature[] => {
    if (one.pubobjtype !== 'PUBLICATIONOBJ_TABLE') return ['publications of schemas'];
    const { whereClause, columns } = one.pubtable ?? {};
    return whereClause === undefined && columns === undefined ? [] : ['publications of columns or rows'];
  });
}

function hasOption(options: readonly Node[] | undefined, name: string): boolean {
  return bodiesOf('DefElem', options).some(({ defname }) => defname === name);
}

/** Expressions that the command looks up at once. */
function defaultsOf(node: StatementNode): readonly Node[] {
  if (node.tag === 'AlterTableStmt') return node.body.cmds ?? [];
  return node.tag === 'CreateStmt' ? (node.body.tableElts ?? []) : [];
}

function newFunction(roots: readonly Node[], moment: Moment): string | null {
  for (const call of roots.length === 0 ? [] : findAll('FuncCall', roots)) {
    const name = texts(call.funcname);
    const refused = functionNotBefore(moment.version, name.at(-1) ?? '');
    if (refused !== null && findRoutine(moment.catalog, moment.settings.searchPath, name) === undefined) return refused;
  }
  return null;
}
