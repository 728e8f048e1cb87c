import { shortName, type RelationName } from '../../../sql/names.js';
import type { Changeset, Step } from '../../../timeline.js';
import { concurrentCommand } from '../../concurrently.js';
import { code } from '../../prose.js';
import { changesetRule, type Match } from '../../rule.js';
import { at } from '../../scope.js';

interface Crossing extends Match {
  readonly step: Step;
  readonly relation: RelationName;
  readonly first: Step;
}

export const rule = changesetRule<Crossing>({
  id: 'concurrent-builds-on-one-table',
  mode: 'migration-deadlock',
  detect: crossings,
  describe: ({ step, relation, first }) => ({
    title: `Two online commands on ${shortName(relation)} deadlock when they run at once`,
    message: `${code(concurrentCommand(step.statement.node) ?? step.statement.kind)} waits for the transactions of other sessions, and so does ${code(concurrentCommand(first.statement.node) ?? first.statement.kind)} of ${first.migration.path === step.migration.path ? 'the same file' : 'another file'}. One after the other they are fine; two jobs or two instances that run migrations at once wait for each other, Postgres kills one, and an INVALID index stays.`,
    fix: '',
  }),
  boxes: () => [{ phase: 'before', text: 'Only one job runs the migrations at a time', sql: '' }],
});

/** Once a table and set: the second online command on it. */
function crossings({ stepsInSet }: Changeset): Crossing[] {
  return [...stepsInSet.values()].flatMap((steps) => {
    const seen = new Map<RelationName, { readonly first: Step; told: boolean }>();
    return steps.flatMap((step): Crossing[] => {
      const relation = onlineOn(step);
      if (relation === null) return [];
      const known = seen.get(relation);
      if (known === undefined) seen.set(relation, { first: step, told: false });
      if (known === undefined || known.told) return [];
      known.told = true;
      const alsoModes = ['invalid-index'] as const;
      return [
        { severity: 'note', at: at(step), alsoModes, related: [known.first], step, relation, first: known.first },
      ];
    });
  });
}

/** The table of others that an online command works on; a DROP of an index is over too soon to be met. */
function onlineOn(step: Step): RelationName | null {
  const command = concurrentCommand(step.statement.node);
  if (command === null || command === 'DROP INDEX CONCURRENTLY' || step.effects.fails !== null) return null;
  const tables = step.effects.locks.filter(({ relation, existing }) => existing && step.before.relations.has(relation));
  return tables[0]?.relation ?? null;
}
