import type { Constraint } from '@pgsql/types';
import type { Touch } from '../../../effects/effects.js';
import { identifier, shortName, type RelationName } from '../../../sql/names.js';
import { bodiesOf, texts } from '../../../sql/statement.js';
import type { Step } from '../../../timeline.js';
import { notNullSteps } from '../../not-null-steps.js';
import { blockedWhile, sql } from '../../prose.js';
import { statementRule, type Match } from '../../rule.js';
import { at, existing, onePerPart, severityOf } from '../../scope.js';
import {
  addedColumn,
  addedConstraint,
  alteredTable,
  columnWithout,
  constraintColumns,
  constraintName,
  writtenColumn,
} from '../../subcommand.js';

interface IndexUnderLock extends Match {
  readonly step: Step;
  readonly touch: Touch;
  readonly constraint: Constraint | null;
  /** Columns that a primary key makes NOT NULL and that nothing proves to be. */
  readonly nullable: readonly string[];
}

export const rule = statementRule<IndexUnderLock>({
  id: 'constraint-index-built-under-lock',
  mode: 'lock-queue-freeze',
  detect: (step) => {
    if (step.effects.fails !== null) return [];
    const touches = onePerPart(existing(step.effects.scans)).filter((touch) => touch.because.id === 'constraint-index');
    return touches.map((touch) => {
      const nullable = step.effects.scans.flatMap(({ because, part }) =>
        because.id === 'primary-key-not-null' && part === touch.part ? because.columns : [],
      );
      const constraint = constraintAt(step, touch.part);
      const alsoModes = nullable.length > 0 ? (['not-null-without-backfill'] as const) : [];
      return {
        severity: severityOf(touch),
        at: at(step, touch.part),
        alsoModes,
        step,
        touch,
        constraint,
        nullable: [...new Set(nullable)],
      };
    });
  },
  describe: ({ step, touch, constraint, nullable }) => ({
    title: `Building the index of a constraint blocks ${shortName(touch.relation)}`,
    message: messageOf(step, touch, constraint),
    fix: constraint === null ? '' : inSteps(step, touch.part, constraint, nullable),
  }),
});

function constraintAt(step: Step, part: number): Constraint | null {
  const inline = bodiesOf('Constraint', addedColumn(step, part)?.constraints);
  return (
    addedConstraint(step, part) ??
    inline.find(({ contype }) => contype === 'CONSTR_UNIQUE' || contype === 'CONSTR_PRIMARY') ??
    null
  );
}

function messageOf(step: Step, touch: Touch, constraint: Constraint | null): string {
  const message = blockedWhile(step, touch, 'is read whole');
  if (constraint?.contype !== 'CONSTR_EXCLUSION') return message;
  return `${message} An exclusion constraint cannot adopt an index that was built before: add it to a new table and move the rows there, or do it while nobody uses this one.`;
}

/** The index is built while the table is in use; the constraint then adopts it. */
function inSteps(step: Step, part: number, constraint: Constraint, nullable: readonly string[]): string {
  const table = alteredTable(step);
  const column = addedColumn(step, part);
  const columns = constraintColumns(constraint, column);
  const name = constraintName(step, table, constraint, columns);
  if (constraint.contype === 'CONSTR_EXCLUSION' || name === null) return '';
  if (step.before.relations.get(table)?.kind === 'partitioned table') return onPartitions(step, table);
  const unproved = column !== null && constraint.contype === 'CONSTR_PRIMARY' ? columns : nullable;
  return sql(
    ...(column === null
      ? []
      : [
          '-- first file:',
          "SET lock_timeout = '2s';",
          `ALTER TABLE ${shortName(table)} ${columnWithout(writtenColumn(step, part), 'UNIQUE', 'PRIMARY', 'NOT')};`,
          '-- then fill the column in batches',
        ]),
    ...(unproved.length > 0 ? notNullSteps(table, unproved, step.version) : []),
    `-- ${column === null && unproved.length === 0 ? 'first' : 'next'} file, outside a transaction, with no lock_timeout or statement_timeout:`,
    `CREATE UNIQUE INDEX CONCURRENTLY ${identifier(name)} ON ${shortName(table)} (${columns.map(identifier).join(', ')})${indexTail(constraint)};`,
    '-- next file, once the index is valid:',
    "SET lock_timeout = '2s';",
    `ALTER TABLE ${shortName(table)} ADD CONSTRAINT ${identifier(name)} ${constraint.contype === 'CONSTR_PRIMARY' ? 'PRIMARY KEY' : 'UNIQUE'} USING INDEX ${identifier(name)}${deferrable(constraint)};`,
  );
}

function indexTail(constraint: Constraint): string {
  const included = texts(constraint.including).map(identifier).join(', ');
  const include = included === '' ? '' : ` INCLUDE (${included})`;
  return constraint.nulls_not_distinct === true ? `${include} NULLS NOT DISTINCT` : include;
}

function deferrable(constraint: Constraint): string {
  if (constraint.initdeferred === true) return ' DEFERRABLE INITIALLY DEFERRED';
  return constraint.deferrable === true ? ' DEFERRABLE' : '';
}

/** USING INDEX is refused on a partitioned table; each partition gets its index online, then the parent adopts them. */
function onPartitions(step: Step, table: RelationName): string {
  const partitions = step.before.relations.get(table)?.children ?? [];
  return sql(
    `-- 1. ALTER TABLE ONLY ${shortName(table)} ADD CONSTRAINT …: nothing is built, the index stays invalid until every partition has its own`,
    ...partitions.map(
      (partition) =>
        `-- 2. on ${shortName(partition)}: CREATE UNIQUE INDEX CONCURRENTLY …, ADD CONSTRAINT … USING INDEX …, ALTER INDEX … ATTACH PARTITION …`,
    ),
  );
}
