import type { Step } from '../../../timeline.js';
import { box, whenAsked } from '../../boxes.js';
import { asWritten, code, lockClause, sql } from '../../prose.js';
import { statementRule, type Match } from '../../rule.js';
import { at, nodeIf } from '../../scope.js';
import { droppedObjects, recreating, type DroppedObject } from '../dropped-object.js';

interface ObjectLoss extends Match {
  readonly step: Step;
  readonly objects: readonly [DroppedObject, ...DroppedObject[]];
  readonly recreated: boolean;
  /** Made again only after the drop has committed: for a moment there is none. */
  readonly missing: boolean;
}

export const rule = statementRule<ObjectLoss>({
  id: 'drop-view',
  mode: 'destructive-rollback',
  on: ['DropStmt'],
  detect: (step, changeset) => {
    // With CASCADE more than the object may go, and another rule tells it.
    if (nodeIf(step, 'DropStmt')?.behavior === 'DROP_CASCADE' || step.effects.fails !== null) return [];
    const [first, ...others] = droppedObjects(step);
    if (first === undefined) return [];
    const made = [first, ...others].map((object) => recreating(step, object, changeset));
    const recreated = made.every((one) => one !== null);
    const missing = recreated && made.some((one) => !sameTransaction(step, one));
    return [
      {
        severity: recreated && !missing ? 'note' : 'caution',
        at: at(step),
        alsoModes: ['rename-in-rolling-deploy'],
        step,
        objects: [first, ...others],
        recreated,
        missing,
      },
    ];
  },
  describe: ({ step, objects, recreated, missing }) => ({
    title: missing
      ? `The ${objects[0].kind} ${objects.map(({ name }) => name).join(', ')} is missing for a moment`
      : `Dropping the ${objects[0].kind} ${objects.map(({ name }) => name).join(', ')} takes its ${recreated ? '' : 'definition and '}grants away`,
    message: messageOf(step, objects, recreated) + (missing ? MISSING : ''),
    fix: recreated
      ? missing
        ? '-- both in one transaction, or CREATE OR REPLACE where the columns or arguments stay'
        : ''
      : sql('-- in a later release, once no running version uses it:', "SET lock_timeout = '2s';", asWritten(step)),
  }),
  boxes: (match) =>
    whenAsked(
      match,
      box(
        'before',
        match.missing
          ? `Nothing reads the ${wordsOf(match.objects)} between the drop and its new definition, and its grants are given again`
          : `No code uses the ${wordsOf(match.objects)} any more, and its definition and grants are kept somewhere`,
      ),
    ),
});

const MISSING =
  ' The drop commits before it is made again: code that uses it in between fails, and where the second statement fails it stays away.';

function sameTransaction(step: Step, other: Step | null): boolean {
  const own = step.session.transaction?.number;
  return own !== undefined && other?.session.transaction?.number === own;
}

function wordsOf(objects: ObjectLoss['objects']): string {
  return `${objects[0].kind} ${objects.map(({ name }) => code(name)).join(', ')}`;
}

function messageOf(step: Step, objects: ObjectLoss['objects'], recreated: boolean): string {
  const lock = step.effects.locks.find(({ existing }) => existing);
  const locked = lock === undefined ? '' : ` It ${lockClause(step, lock.relation)} until the transaction ends.`;
  const value = objects[0].kind === 'sequence' ? ', the number it has reached' : '';
  if (recreated) {
    return `${code(step.statement.kind)} is followed by a new ${wordsOf(objects)}: the grants on the old one are gone unless the migration gives them again.${locked}`;
  }
  return `${code(step.statement.kind)} takes away the ${wordsOf(objects)} with its definition${value} and its grants, and code that still uses it fails from then on.${locked}`;
}
