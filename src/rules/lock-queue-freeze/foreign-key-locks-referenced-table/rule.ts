import { identifier, shortName, type RelationName } from '../../../sql/names.js';
import { resolveRange } from '../../../catalog/lookup.js';
import { effective } from '../../../session/session.js';
import { bodiesOf } from '../../../sql/statement.js';
import type { Step } from '../../../timeline.js';
import { isCalm, whenAsked } from '../../boxes.js';
import { asWritten, BOUNDED_WAIT, code, fileName, lockClause, tables, type Fix } from '../../prose.js';
import { statementRule, type Match } from '../../rule.js';
import { at, nodeIf } from '../../scope.js';
import { addedConstraint, alteredTable, constraintName, subcommandAt } from '../../subcommand.js';
import { addedColumn, columnWithout, writtenColumn } from '../../written-column.js';
import { boundsLockWait } from '../../timeouts.js';

interface LockedReferenced extends Match {
  readonly step: Step;
  readonly referenced: RelationName;
  /** Further tables that the keys of a new table reference. */
  readonly others: readonly RelationName[];
  /** Index of the ADD COLUMN on a table that others use; null where the referencing table is new. */
  readonly column: number | null;
}

export const rule = statementRule<LockedReferenced>({
  id: 'foreign-key-locks-referenced-table',
  mode: 'lock-queue-freeze',
  on: ['CreateStmt', 'CreateSchemaStmt', 'AT_AddColumn', 'AT_AddConstraint'],
  detect: (step) => {
    if (step.effects.fails !== null) return [];
    const created = nodeIf(step, 'CreateStmt') !== null || nodeIf(step, 'CreateSchemaStmt') !== null;
    return created ? ofNewTable(step) : keysOf(step);
  },
  describe: ({ step, referenced, others, column }) => ({
    title: `A foreign key to ${[referenced, ...others].map(shortName).join(' and ')} makes writes there wait`,
    message: `${code(step.statement.kind)} ${lockClause(step, referenced)}, until the transaction ends: a foreign key puts triggers on the table that it references. Its wait for that lock also holds up what comes later.${severalWords(others)}`,
    fix:
      column === null
        ? [
            {
              name: fileName(referenced, 'key'),
              about: 'alone in its transaction',
              lines: [BOUNDED_WAIT, asWritten(step)],
            },
          ]
        : keyLater(step, column),
  }),
  boxes: (match) => whenAsked(match, isCalm(match.referenced, 'those who write it')),
});

function ofNewTable(step: Step): LockedReferenced[] {
  const locks = step.effects.locks.filter((one) => one.existing && one.mode === 'SHARE ROW EXCLUSIVE');
  const [first, ...others] = locks.map(({ relation }) => relation);
  return first === undefined
    ? []
    : [{ ...common(step, first, false), byTraffic: [first, ...others], others, at: at(step) }];
}

function severalWords(others: readonly RelationName[]): string {
  if (others.length === 0) return '';
  return ` It locks ${tables(others)} in the same way, one after the other: a transaction of the application that writes them in another order and this one may deadlock.`;
}

/** A key of a new table, or a column with a key that nothing has to be looked up for. */
function keysOf(step: Step): LockedReferenced[] {
  const table = alteredTable(step);
  const isNew = step.before.relations.get(table)?.set === step.set;
  const cmds = nodeIf(step, 'AlterTableStmt')?.cmds ?? [];
  return cmds.flatMap((_cmd, part): LockedReferenced[] => {
    const key = [addedConstraint(step, part), ...bodiesOf('Constraint', addedColumn(step, part)?.constraints)].find(
      (one) => one?.contype === 'CONSTR_FOREIGN',
    );
    if (!key || (!isNew && subcommandAt(step, part)?.subtype !== 'AT_AddColumn')) return [];
    const referenced = resolveRange(step.before, effective(step.session).searchPath, key.pktable);
    const validated = step.effects.scans.some(
      (touch) => touch.part === part && touch.because.id === 'foreign-key-validation',
    );
    const busy = step.effects.locks.some((lock) => lock.relation === referenced && lock.existing);
    if (!busy || referenced === table || (validated && !isNew)) return [];
    return [{ ...common(step, referenced, !isNew), at: at(step, part), column: isNew ? null : part }];
  });
}

/** With a bounded wait a new table's key is only worth knowing; a column's also needs its own table. */
function common(step: Step, referenced: RelationName, always: boolean): Omit<LockedReferenced, 'at'> {
  const severity = always || !boundsLockWait(step) ? 'caution' : 'note';
  const byTraffic = [referenced];
  return { severity, alsoModes: ['migration-deadlock'], byTraffic, step, referenced, others: [], column: null };
}

function keyLater(step: Step, part: number): Fix {
  const table = alteredTable(step);
  const name = shortName(table);
  const column = writtenColumn(step, part);
  const key = bodiesOf('Constraint', addedColumn(step, part)?.constraints).find(
    ({ contype }) => contype === 'CONSTR_FOREIGN',
  );
  if (column === null || key === undefined) return '';
  const constraint = identifier(constraintName(step, table, key, [column.name]) ?? `${column.name}_fkey`);
  const references = column.clauses.find(({ word }) => word === 'REFERENCES')?.bare ?? '';
  const added = `ADD CONSTRAINT ${constraint} FOREIGN KEY (${column.quoted}) ${references} NOT VALID`;
  return [
    {
      name: fileName(table, column.name),
      about: 'the column alone',
      lines: [BOUNDED_WAIT, `ALTER TABLE ${name} ${columnWithout(column, 'REFERENCES')};`],
    },
    {
      name: fileName(table, column.name, 'key'),
      about: 'the key alone in its transaction',
      lines: [BOUNDED_WAIT, `ALTER TABLE ${name} ${added};`],
    },
    {
      name: fileName(table, column.name, 'key', 'validate'),
      about: 'the old rows are looked up while reads and writes go on',
      lines: [`ALTER TABLE ${name} VALIDATE CONSTRAINT ${constraint};`],
    },
  ];
}
