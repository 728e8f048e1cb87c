import type { Constraint } from '../../../catalog/catalog.js';
import { derivedName, identifier, shortName } from '../../../sql/names.js';
import type { Changeset, Step } from '../../../timeline.js';
import { alteredParts } from '../../altered-part.js';
import { droppedConstraints, goesWithMore, type DroppedConstraint } from '../../dropped-constraint.js';
import { code, sql, table as tableWords } from '../../prose.js';
import { statementRule, type Match } from '../../rule.js';
import { at } from '../../scope.js';
import { schemaAtEnd } from '../../set-end.js';
import { lockedMeanwhile } from '../locked.js';

interface CheckGone extends Match {
  readonly step: Step;
  readonly dropped: DroppedConstraint;
}

export const rule = statementRule<CheckGone>({
  id: 'integrity-check-dropped',
  mode: 'destructive-rollback',
  on: ['AT_DropConstraint'],
  detect: (step, changeset) =>
    droppedConstraints(step, changeset)
      .filter((dropped) => isCheck(dropped) && !isReplaced(step, changeset, dropped))
      .map((dropped) => ({
        severity: 'caution',
        at: at(step, dropped.part),
        alsoModes: ['lock-queue-freeze'],
        step,
        dropped,
      })),
  describe: ({ step, dropped: { table, name, constraint } }) => ({
    title: `Nothing keeps bad rows out of ${shortName(table)} without ${identifier(name)}`,
    message:
      `Once ${words(constraint)} ${code(identifier(name))} of ${tableWords(table)} is gone, rows that it would have refused get in. ` +
      `Adding it again fails on the first of them, so a rollback does not bring it back. ${lockedMeanwhile(step, table, 'The statement')}`,
    fix: sql(
      '-- keep it until nothing relies on it; to change it, add the new constraint first, validated, then drop this one',
    ),
  }),
  boxes: ({ dropped: { table, name } }) => [
    { phase: 'before', text: `No code relies on ${code(identifier(name))} of ${tableWords(table)}`, sql: '' },
  ],
});

/** UNIQUE and PRIMARY KEY keep more than bad rows out, and have a rule of their own; NOT NULL is one of DROP NOT NULL. */
function isCheck({ constraint, table, name }: DroppedConstraint): boolean {
  if (constraint !== null) return ['check', 'foreign-key', 'exclusion'].includes(constraint.kind);
  return identifier(name) !== derivedName(table, 'pkey') && !name.endsWith('_key');
}

function isReplaced(step: Step, changeset: Changeset, dropped: DroppedConstraint): boolean {
  const { table, constraint } = dropped;
  if (constraint === null) return hasSetNotNull(step, changeset, dropped);
  if (goesWithMore(step, changeset, table, constraint.columns)) return true;
  const end = schemaAtEnd(step, changeset);
  const relation = end.relations.get(table);
  if (constraint.kind === 'foreign-key' && !end.relations.has(constraint.references)) return true;
  if (constraint.kind === 'check') {
    const proves = constraint.proves;
    if (proves.length > 0 && proves.every((column) => relation?.columns.get(column)?.notNull === true)) return true;
    const key = step.before.relations.get(relation?.partitionOf ?? '')?.partitionKey ?? [];
    if (key.length > 0 && key.every((column) => constraint.columns.includes(column))) return true;
  }
  return relation?.constraints.some((other) => other.name !== constraint.name && isSame(other, constraint)) === true;
}

function isSame(other: Constraint, constraint: Constraint): boolean {
  return other.kind === constraint.kind && [...other.columns].sort().join() === [...constraint.columns].sort().join();
}

/** The last step of the recipe for NOT NULL, whose proof nobody has shown us. */
function hasSetNotNull(step: Step, { stepsInSet }: Changeset, { table }: DroppedConstraint): boolean {
  const earlier = (stepsInSet.get(step.set) ?? []).filter(({ index }) => index <= step.index);
  return earlier.some((one) => alteredParts(one, 'AT_SetNotNull').some((part) => part.table === table));
}

function words(constraint: Constraint | null): string {
  switch (constraint?.kind) {
    case 'check':
      return 'the CHECK';
    case 'foreign-key':
      return 'the foreign key';
    case 'exclusion':
      return 'the exclusion constraint';
    default:
      return 'the constraint';
  }
}
