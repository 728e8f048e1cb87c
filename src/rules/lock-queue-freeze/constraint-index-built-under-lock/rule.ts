import type { Constraint } from '@pgsql/types';
import type { Touch } from '../../../effects/effects.js';
import { identifier, shortName, type RelationName } from '../../../sql/names.js';
import { bodiesOf, texts } from '../../../sql/statement.js';
import type { Step } from '../../../timeline.js';
import { isSmall, whenAsked } from '../../boxes.js';
import { notNullSteps } from '../../not-null-steps.js';
import { blockedWhile, BOUNDED_WAIT, comment, fileName, sql, type Fix, type FixFile } from '../../prose.js';
import { statementRule, type Match } from '../../rule.js';
import { at, existing, onePerPart, severityOf } from '../../scope.js';
import { addedConstraint, alteredTable, constraintColumns, constraintName } from '../../subcommand.js';
import { addedColumn, columnWithout, writtenColumn, type WrittenColumn } from '../../written-column.js';
import { bySize, worked } from '../../weight.js';

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
  on: ['constraint-index'],
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
        // Rows without a value make it fail, however few they are.
        bySize: bySize(worked(step, touch.part), nullable.length > 0 ? 'caution' : 'note'),
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
  boxes: (match) => whenAsked(match, isSmall(match.touch.relation, 'be read')),
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
function inSteps(step: Step, part: number, constraint: Constraint, nullable: readonly string[]): Fix {
  const table = alteredTable(step);
  const column = writtenColumn(step, part);
  const columns = constraintColumns(constraint, addedColumn(step, part));
  const name = constraintName(step, table, constraint, columns);
  if (constraint.contype === 'CONSTR_EXCLUSION' || name === null) return '';
  if (step.before.relations.get(table)?.kind === 'partitioned table') return onPartitions(step, table);
  const unproved = column !== null && constraint.contype === 'CONSTR_PRIMARY' ? columns : nullable;
  const proved = unproved.length > 0 ? notNullSteps(table, unproved, step.version) : [];
  const index = `CREATE UNIQUE INDEX CONCURRENTLY ${identifier(name)} ON ${shortName(table)} (${columns.map(identifier).join(', ')})${indexTail(constraint)};`;
  const kind = constraint.contype === 'CONSTR_PRIMARY' ? 'PRIMARY KEY' : 'UNIQUE';
  const adopted = `ALTER TABLE ${shortName(table)} ADD CONSTRAINT ${identifier(name)} ${kind} USING INDEX ${identifier(name)}${deferrable(constraint)};`;
  return [
    ...(column === null ? [] : [columnFirst(table, column), 'then fill it in batches']),
    ...proved,
    { name: fileName(table, 'build', name), about: 'built while the table is in use', lines: [index] },
    { name: fileName(table, 'add', name), about: 'once the index is valid', lines: [BOUNDED_WAIT, adopted] },
  ];
}

function columnFirst(table: RelationName, column: WrittenColumn): FixFile {
  return {
    name: fileName(table, column.name),
    about: 'the column alone',
    lines: [BOUNDED_WAIT, `ALTER TABLE ${shortName(table)} ${columnWithout(column, 'UNIQUE', 'PRIMARY', 'NOT')};`],
  };
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
    comment(
      `1. ALTER TABLE ONLY ${shortName(table)} ADD CONSTRAINT …: nothing is built, the index stays invalid until every partition has its own`,
    ),
    ...partitions.map((partition) =>
      comment(
        `2. on ${shortName(partition)}: CREATE UNIQUE INDEX CONCURRENTLY …, ADD CONSTRAINT … USING INDEX …, ALTER INDEX … ATTACH PARTITION …`,
      ),
    ),
  );
}
