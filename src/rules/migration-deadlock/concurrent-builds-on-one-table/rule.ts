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
    title: `Two concurrent builds on ${shortName(relation)} deadlock when they run at once`,
    message: `${code(concurrentCommand(step.statement.node) ?? step.statement.kind)} waits until older snapshots of all sessions are gone, and so does ${code(concurrentCommand(first.statement.node) ?? first.statement.kind)} of ${first.migration.path === step.migration.path ? 'the same file' : 'another file'}. One after the other they are fine; two jobs or two instances that run migrations at once wait for each other, Postgres kills one, and an INVALID index may stay.`,
    fix: '',
  }),
  boxes: () => [{ phase: 'before', text: 'Only one job runs the migrations at a time', sql: '' }],
});

/** Once a table and set: the second build on it. */
function crossings({ stepsInSet }: Changeset): Crossing[] {
  return [...stepsInSet.values()].flatMap((steps) => {
    const seen = new Map<RelationName, { readonly first: Step; told: boolean }>();
    return steps.flatMap((step): Crossing[] => {
      const relation = builtOn(step);
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

/**
 * The table of others that an index is built on. DROP and DETACH wait for those that use the table and for no snapshot, so
 * they can only be the second, and a DROP before a build is how a build is run again.
 */
function builtOn(step: Step): RelationName | null {
  const command = concurrentCommand(step.statement.node);
  const builds = command === 'CREATE INDEX CONCURRENTLY' || command === 'REINDEX CONCURRENTLY';
  if (!builds || step.effects.fails !== null) return null;
  const tables = step.effects.locks.filter(({ relation, existing }) => existing && step.before.relations.has(relation));
  return tables[0]?.relation ?? null;
}
