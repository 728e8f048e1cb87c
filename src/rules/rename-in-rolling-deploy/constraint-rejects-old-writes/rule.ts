import type { Constraint as ConstraintNode } from '@pgsql/types';
import { columnsIn } from '../../../catalog/apply-proof.js';
import { identifier, shortName, type RelationName } from '../../../sql/names.js';
import { bodiesOf } from '../../../sql/statement.js';
import type { Step } from '../../../timeline.js';
import { alteredParts } from '../../altered-part.js';
import { isOthers, isOthersColumn, rangeAt } from '../../existing.js';
import { code, table as tableWords } from '../../prose.js';
import { statementRule, type Match } from '../../rule.js';
import { at, nodeIf } from '../../scope.js';
import { addedConstraint, constraintColumns } from '../../subcommand.js';

interface NewCondition extends Match {
  readonly table: RelationName;
  readonly columns: readonly string[];
  readonly refused: string;
  readonly notValid: boolean;
}

export const rule = statementRule<NewCondition>({
  id: 'constraint-rejects-old-writes',
  mode: 'rename-in-rolling-deploy',
  on: ['AT_AddConstraint', 'IndexStmt'],
  detect: (step) => [...fromConstraints(step), ...fromIndex(step)],
  describe: ({ table, columns, refused, notValid }) => ({
    title: `Writes of old code to ${shortName(table)} may be refused`,
    message:
      `From the commit on Postgres refuses every INSERT and UPDATE of ${tableWords(table)} that ${refused}${columns.length > 0 ? ` (${columns.map((column) => code(identifier(column))).join(', ')})` : ''}; ` +
      `code that was written before knows nothing of it and still runs.${notValid ? ` ${code('NOT VALID')} leaves out the old rows only.` : ''}`,
    fix: '',
  }),
});

const REFUSED: Readonly<Record<string, string>> = {
  CONSTR_CHECK: 'breaks the condition',
  CONSTR_FOREIGN: 'names a row that is not there',
  CONSTR_UNIQUE: 'repeats a value',
  CONSTR_PRIMARY: 'repeats a value or leaves it out',
  CONSTR_EXCLUSION: 'conflicts with another row',
  CONSTR_NOTNULL: 'leaves the value out',
};

function fromConstraints(step: Step): NewCondition[] {
  return alteredParts(step, 'AT_AddConstraint').flatMap(({ part, table }): NewCondition[] => {
    const node = addedConstraint(step, part);
    const refused = node === null ? undefined : REFUSED[node.contype ?? ''];
    if (node === null || refused === undefined || !isNewCondition(node)) return [];
    const columns = node.contype === 'CONSTR_CHECK' ? columnsIn(node.raw_expr) : constraintColumns(node, null);
    if (columns.length > 0 && !columns.some((column) => isOthersColumn(step, table, column))) return [];
    const notValid = node.skip_validation === true;
    return [
      {
        severity: 'note',
        at: at(step, part),
        alsoModes: ['not-null-without-backfill'],
        table,
        columns,
        refused,
        notValid,
      },
    ];
  });
}

/** USING INDEX refuses nothing that its index did not refuse before. */
function isNewCondition({ contype, indexname, is_enforced }: ConstraintNode): boolean {
  const canBeOff = contype === 'CONSTR_CHECK' || contype === 'CONSTR_FOREIGN';
  return indexname === undefined && (!canBeOff || is_enforced === true);
}

function fromIndex(step: Step): NewCondition[] {
  const body = nodeIf(step, 'IndexStmt');
  if (body?.unique !== true || step.effects.fails !== null) return [];
  const table = rangeAt(step, body.relation);
  const columns = bodiesOf('IndexElem', body.indexParams).flatMap(({ name }) => name ?? []);
  const isNew = columns.length > 0 && !columns.some((column) => isOthersColumn(step, table, column));
  if (!isOthers(step, table) || isNew || replaces(step, table, columns)) return [];
  const refused = REFUSED['CONSTR_UNIQUE'] ?? '';
  return [{ severity: 'note', at: at(step), table, columns, refused, notValid: false }];
}

/** A second unique index on the same columns refuses nothing more. */
function replaces(step: Step, table: RelationName, columns: readonly string[]): boolean {
  return (step.before.relations.get(table)?.indexes ?? []).some((name) => {
    const index = step.before.indexes.get(name);
    return index?.unique === true && !index.computed && [...index.keys].sort().join() === [...columns].sort().join();
  });
}
