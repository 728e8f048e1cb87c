import { blockedWork, blocksWrites, type LockMode } from '../../../effects/lock-mode.js';
import { shortName, type RelationName } from '../../../sql/names.js';
import type { Step } from '../../../timeline.js';
import { code, fileName, table, type Fix } from '../../prose.js';
import { statementRule, type Match } from '../../rule.js';
import { at } from '../../scope.js';
import { backfillOutline } from '../outline.js';
import { unboundedTargets, writtenTables } from '../writes.js';

interface LockedBackfill extends Match {
  readonly step: Step;
  readonly written: RelationName;
  readonly locked: RelationName;
  readonly mode: LockMode;
}

export const rule = statementRule<LockedBackfill>({
  id: 'schema-change-and-backfill-in-one-transaction',
  mode: 'backfill-wal-flood',
  on: ['in-transaction'],
  detect: (step, { steps }) => {
    const [written] = step.within?.inLoop === true ? writtenTables(step) : unboundedTargets(step);
    if (written === undefined || step.effects.fails !== null) return [];
    const held = [...(step.session.transaction?.locks.entries() ?? [])].filter(
      ([name, { mode }]) => blocksWrites(mode) && isExisting(step, name),
    );
    const [first] = held.filter(([name]) => name === written).concat(held);
    if (first === undefined) return [];
    const [locked, { mode, since }] = first;
    const holder = steps[since];
    const related = holder === undefined ? [] : [holder];
    const alsoModes = ['lock-queue-freeze', 'migration-deadlock'] as const;
    return [{ severity: 'unsafe', at: at(step), alsoModes, related, step, written, locked, mode }];
  },
  describe: ({ step, written, locked, mode }) => ({
    title: `The backfill of ${shortName(written)} runs while ${shortName(locked)} is locked`,
    message: `An earlier statement of this transaction holds ${mode} on ${table(locked)}, which blocks ${blockedWork(mode)} until the commit. ${code(step.statement.kind)} writes ${table(written)} without a bound before that, so the lock is held for as long as all its rows take.`,
    fix: inThree(step, written, locked),
  }),
});

/** What the other statements need is told by findings of their own. */
function inThree(step: Step, written: RelationName, locked: RelationName): Fix {
  const loop = backfillOutline(step, written);
  const lines =
    typeof loop === 'string' ? [loop] : loop.flatMap((part) => (typeof part === 'string' ? [] : part.lines));
  return [
    { name: fileName(locked), about: 'the change of the schema, in a short transaction of its own', lines: [] },
    {
      name: fileName(written, 'fill'),
      about: 'the backfill in batches',
      lines: lines.filter((line) => line !== ''),
      ...(step.version < 11 ? {} : { leaves: 'DO' }),
    },
    { name: fileName(written, 'filled'), about: 'whatever needs the filled column', lines: [] },
  ];
}

function isExisting(step: Step, name: RelationName): boolean {
  return step.before.relations.get(name)?.set !== step.set;
}
