import type { Changeset, Step } from '../../../timeline.js';
import { isOthers, isOthersColumn } from '../../existing.js';
import { code } from '../../prose.js';
import { statementRule, type Match } from '../../rule.js';
import { at, isDown } from '../../scope.js';
import { dropsOf, makerOf, type Thing } from '../made-by-up.js';

interface Unowned extends Match {
  readonly thing: Thing;
  readonly up: Step;
}

export const rule = statementRule<Unowned>({
  id: 'down-drops-preexisting',
  mode: 'destructive-rollback',
  on: ['DropStmt', 'AT_DropColumn'],
  detect: (step, changeset) =>
    isDown(step) && step.effects.fails === null
      ? dropsOf(step).flatMap((thing) => unownedOf(thing, step, changeset))
      : [],
  describe: ({ thing, up }) => ({
    title: 'Rolling back may drop what was there before this migration',
    message:
      `The up says ${code('IF NOT EXISTS')} (${code(up.statement.kind)}), so where the ${code(thing.words)} was there already it made nothing. ` +
      'The down drops it all the same, with everything that was in it before.',
    fix: '-- leave IF NOT EXISTS out of the up, so that it fails where the thing exists; or leave the drop out of the down',
  }),
});

function unownedOf(thing: Thing, step: Step, changeset: Changeset): Unowned[] {
  const maker = makerOf(thing, step, changeset);
  if (maker?.ifNotExists !== true || isToldAlready(thing, step)) return [];
  return [
    {
      severity: 'unsafe',
      at: at(step, thing.part),
      alsoModes: ['replica-schema-drift'],
      related: [maker.step],
      thing,
      up: maker.step,
    },
  ];
}

/** The schema shows that it was there: then dropping it is a finding by itself. */
function isToldAlready({ kind, key, column }: Thing, step: Step): boolean {
  if (kind === 'table') return isOthers(step, key);
  if (kind === 'schema') return step.before.schemas.get(key) !== step.set;
  return column !== null && isOthersColumn(step, column.table, column.name);
}
