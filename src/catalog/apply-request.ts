import type { ColumnDef, Constraint as ConstraintNode } from '@pgsql/types';
import { bodiesOf, texts } from '../sql/statement.js';
import { serialName } from './types.js';

/** A constraint as a statement asks for it. */
export interface ConstraintRequest {
  readonly node: ConstraintNode;
  readonly columns: readonly string[];
  readonly enforced: boolean;
  readonly deferrable: boolean;
  readonly deferred: boolean;
  /** Valid from the start; in the CREATE of a table NOT VALID is ignored, for there is no row to check. */
  readonly validated: boolean;
}

/** One that stands alone, as in ADD CONSTRAINT. */
export function tableRequest(node: ConstraintNode, onNewTable: boolean): ConstraintRequest {
  const enforced = !canBeOff(node) || node.is_enforced === true;
  const validated = enforced && (onNewTable || node.skip_validation !== true);
  const columns = texts(node.contype === 'CONSTR_FOREIGN' ? node.fk_attrs : node.keys);
  const deferred = node.initdeferred === true;
  return { node, columns, enforced, deferrable: deferred || node.deferrable === true, deferred, validated };
}

const PLAIN = { enforced: true, deferrable: false, deferred: false, validated: true } as const;

/** Those behind a column, with what the column's type and identity imply, in the order in which Postgres names them. */
export function columnRequests(column: ColumnDef): ConstraintRequest[] {
  const found: ConstraintRequest[] = [];
  const name = column.colname ?? '';
  for (const node of bodiesOf('Constraint', column.constraints)) {
    const before = found.pop();
    if (before !== undefined) found.push(withAttribute(before, node));
    if (RANK.has(node.contype ?? '')) found.push({ ...PLAIN, node, columns: [name] });
  }
  const isStated = found.some(({ node }) => node.contype === 'CONSTR_NOTNULL');
  if (!isStated && impliesNotNull(column)) {
    found.push({ ...PLAIN, node: { contype: 'CONSTR_NOTNULL' }, columns: [name] });
  }
  return inOrder(found);
}

/** Postgres makes CHECKs first, then NOT NULLs, then indexes with the primary key in front, then foreign keys. */
export function inOrder(requests: readonly ConstraintRequest[]): ConstraintRequest[] {
  const rank = ({ node }: ConstraintRequest): number => RANK.get(node.contype ?? '') ?? 0;
  return [...requests].sort((a, b) => rank(a) - rank(b));
}

const RANK: ReadonlyMap<string, number> = new Map([
  ['CONSTR_CHECK', 0],
  ['CONSTR_NOTNULL', 1],
  ['CONSTR_PRIMARY', 2],
  ['CONSTR_UNIQUE', 3],
  ['CONSTR_EXCLUSION', 3],
  ['CONSTR_FOREIGN', 4],
]);

/** DEFERRABLE, NOT ENFORCED and their kin follow a column's constraint as entries of their own. */
function withAttribute(request: ConstraintRequest, attribute: ConstraintNode): ConstraintRequest {
  switch (attribute.contype) {
    case 'CONSTR_ATTR_NOT_ENFORCED':
      return { ...request, enforced: false, validated: false };
    case 'CONSTR_ATTR_DEFERRABLE':
      return { ...request, deferrable: true };
    case 'CONSTR_ATTR_DEFERRED':
      return { ...request, deferrable: true, deferred: true };
    default:
      return request;
  }
}

function impliesNotNull(column: ColumnDef): boolean {
  if (column.typeName !== undefined && serialName(column.typeName) !== null) return true;
  return bodiesOf('Constraint', column.constraints).some(({ contype }) => contype === 'CONSTR_IDENTITY');
}

/** Only these can be NOT ENFORCED; for the others the parser leaves the field out. */
function canBeOff(node: ConstraintNode): boolean {
  return node.contype === 'CONSTR_CHECK' || node.contype === 'CONSTR_FOREIGN';
}
