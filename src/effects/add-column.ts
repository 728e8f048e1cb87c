import type { AlterTableCmd, ColumnDef, Constraint } from '@pgsql/types';
import type { TypeRef } from '../catalog/catalog.js';
import { findType } from '../catalog/lookup.js';
import { isBuiltIn, serialName, typeRef, typeWords } from '../catalog/types.js';
import { expressionVolatility } from '../catalog/volatility.js';
import type { RelationName } from '../sql/names.js';
import { bodiesOf, bodyOf, isNullConstant } from '../sql/statement.js';
import { isSince } from '../sql/versions.js';
import { lookedUp } from './constraint.js';
import { combine, effectsOf, type Effects, type Touch } from './effects.js';
import { newIdentityRefusal } from './identity.js';
import { keyRefusal } from './key.js';
import { columnExists } from './known.js';
import { isPartitioned, lock, lockFamily, named, relationOf, touchRows, type Moment } from './moment.js';
import { addOnlyRefusal } from './only.js';
import type { Reason } from './reason.js';

/** ADD COLUMN: always ACCESS EXCLUSIVE; the type, the default and the constraints decide about the rest. */
export function addColumn(
  cmd: AlterTableCmd,
  table: RelationName,
  only: boolean,
  dropped: readonly string[],
  droppedColumns: readonly string[],
  moment: Moment,
): Effects {
  const column = bodyOf('ColumnDef', cmd.def);
  const locks = lockFamily(moment, table, 'ACCESS EXCLUSIVE', only);
  const known = relationOf(moment, table)?.columns.get(column?.colname ?? '');
  if (column === null || (cmd.missing_ok === true && known !== undefined)) return effectsOf({ locks });
  const constraints = bodiesOf('Constraint', column.constraints);
  const rewrite = rewriteReason(column, constraints, moment);
  const rewrites =
    rewrite === null ? [] : touchRows(moment, table, rewrite.because, only, rewrite.possible ? 'possible' : 'certain');
  const scans = rewrite !== null && !rewrite.possible ? [] : scansOf(column, constraints, table, only, moment);
  return combine([
    effectsOf({ locks, rewrites, scans }),
    effectsOf({
      fails:
        addOnlyRefusal('column', table, only, moment) ??
        (isIdentity(constraints) ? newIdentityRefusal(table, moment) : null),
    }),
    effectsOf({
      fails: droppedColumns.includes(column.colname ?? '') ? null : columnExists(table, column.colname ?? '', moment),
    }),
    ...constraints
      .filter(({ contype }) => contype === 'CONSTR_PRIMARY' || contype === 'CONSTR_UNIQUE')
      .map((one) => effectsOf({ fails: keyRefusal(one, [column.colname ?? ''], table, dropped, moment) })),
    ...constraints.map((constraint) => ofConstraint(constraint, column, constraints, table, moment)),
  ]);
}

interface Rewrite {
  readonly because: Reason;
  readonly possible: boolean;
}

/** Why the heap would be copied (source: ATExecAddColumn: a missing value can't stand for what differs by row). */
function rewriteReason(column: ColumnDef, constraints: readonly Constraint[], moment: Moment): Rewrite | null {
  const name = column.colname ?? '';
  const certain = (because: Reason): Rewrite => ({ because, possible: false });
  const generated = constraints.find((constraint) => constraint.contype === 'CONSTR_GENERATED');
  if (generated !== undefined) {
    return generated.generated_kind === 's' ? certain({ id: 'stored-generated-column', column: name }) : null;
  }
  if (isIdentity(constraints)) {
    return certain({ id: 'identity-column', column: name });
  }
  const serial = column.typeName === undefined ? null : serialName(column.typeName);
  if (serial !== null) return certain({ id: 'serial-column', column: name, type: serial });
  const fromType = typeReason(name, column.typeName === undefined ? null : typeRef(column.typeName), moment);
  if (fromType !== null && !fromType.possible) return fromType;
  return defaultReason(name, constraints, moment) ?? fromType;
}

function isIdentity(constraints: readonly Constraint[]): boolean {
  return constraints.some(({ contype }) => contype === 'CONSTR_IDENTITY');
}

function typeReason(column: string, type: TypeRef | null, moment: Moment): Rewrite | null {
  if (type === null || isBuiltIn(type)) return null;
  const own = findType(moment.catalog, moment.settings.searchPath, type);
  if (own === undefined) {
    return { because: { id: 'unknown-type', column, type: typeWords(type) }, possible: true };
  }
  const constrained = own.kind === 'domain' && own.constrained && !type.array;
  return constrained ? { because: { id: 'constrained-domain', column, domain: type.name }, possible: false } : null;
}

function defaultReason(column: string, constraints: readonly Constraint[], moment: Moment): Rewrite | null {
  const expression = constraints.find((constraint) => constraint.contype === 'CONSTR_DEFAULT')?.raw_expr;
  if (expression === undefined || isNullConstant(expression)) return null;
  const found = expressionVolatility(expression, moment.catalog, moment.settings.searchPath);
  if (found.kind === 'volatile')
    return { because: { id: 'volatile-default', column, call: found.call }, possible: false };
  if (!isSince(moment.version, 'default without a rewrite'))
    return { because: { id: 'default-before-11', column }, possible: false };
  if (found.kind === 'unknown') return { because: { id: 'unknown-default', column, call: found.call }, possible: true };
  return null;
}

/** A heap that is copied is checked on the way, so its scan is no scan of its own. */
function scansOf(
  column: ColumnDef,
  constraints: readonly Constraint[],
  table: RelationName,
  only: boolean,
  moment: Moment,
): Touch[] {
  const name = column.colname ?? '';
  const scans: Touch[] = [];
  const virtual = constraints.some((one) => one.contype === 'CONSTR_GENERATED');
  if (requiresValue(constraints) && (virtual || !hasDefault(constraints))) {
    scans.push(...touchRows(moment, table, { id: 'required-column', column: name }, only));
  }
  const check = constraints.find(
    (constraint) => constraint.contype === 'CONSTR_CHECK' && constraint.is_enforced === true,
  );
  if (check !== undefined && !isUnenforced(check, constraints)) {
    scans.push(...touchRows(moment, table, { id: 'check-validation', constraint: check.conname ?? '' }, only));
  }
  return scans;
}

function requiresValue(constraints: readonly Constraint[]): boolean {
  return constraints.some(
    (constraint) => constraint.contype === 'CONSTR_NOTNULL' || constraint.contype === 'CONSTR_PRIMARY',
  );
}

/** A DEFAULT NULL is no default. */
function hasDefault(constraints: readonly Constraint[]): boolean {
  return constraints.some((one) => one.contype === 'CONSTR_DEFAULT' && !isNullConstant(one.raw_expr));
}

/** `CHECK (…) NOT ENFORCED` on a column: the attribute follows as an entry of its own. */
function isUnenforced(constraint: Constraint, all: readonly Constraint[]): boolean {
  return all[all.indexOf(constraint) + 1]?.contype === 'CONSTR_ATTR_NOT_ENFORCED';
}

function ofConstraint(
  constraint: Constraint,
  column: ColumnDef,
  all: readonly Constraint[],
  table: RelationName,
  moment: Moment,
): Effects {
  // Children by INHERITS get the column without its keys.
  const own = !isPartitioned(moment, table);
  if (constraint.contype === 'CONSTR_UNIQUE' || constraint.contype === 'CONSTR_PRIMARY') {
    return effectsOf({
      scans: touchRows(moment, table, { id: 'constraint-index', constraint: constraint.conname ?? '' }, own),
    });
  }
  if (constraint.contype !== 'CONSTR_FOREIGN') return effectsOf({});
  const referenced = named(moment, constraint.pktable);
  const locks = [lock(moment, referenced, 'SHARE ROW EXCLUSIVE')];
  // Without a DEFAULT clause every value is NULL and nothing is looked up; an explicit DEFAULT NULL is.
  const validated = all.some((one) => one.contype === 'CONSTR_DEFAULT') && !isUnenforced(constraint, all);
  const name = constraint.conname ?? `${relationColumn(table, column)}_fkey`;
  const because: Reason = { id: 'foreign-key-validation', constraint: name };
  const scanned = validated
    ? [...touchRows(moment, table, because, own), ...lookedUp(referenced, because, moment)]
    : [];
  return effectsOf({ locks, scans: scanned });
}

function relationColumn(table: RelationName, column: ColumnDef): string {
  return `${table.slice(table.lastIndexOf('.') + 1).replaceAll('"', '')}_${column.colname ?? ''}`;
}
