import { box, whenAsked } from '../../boxes.js';
import { code } from '../../prose.js';
import { statementRule, type Match } from '../../rule.js';
import { at } from '../../scope.js';
import type { Step } from '../../../timeline.js';

interface Unmodelled extends Match {
  readonly step: Step;
  readonly what: string;
}

export const rule = statementRule<Unmodelled>({
  id: 'effects-not-modelled',
  mode: 'lock-queue-freeze',
  on: ['not-modelled'],
  detect: (step) => {
    const what = step.effects.notModelled;
    return what === null ? [] : [{ severity: 'caution', at: at(step), step, what }];
  },
  describe: ({ step, what }) => ({
    title: `What ${step.statement.kind} does is not known`,
    message: `${code(step.statement.kind)} reaches ${what.replaceAll('`', "'")}. That cannot be told from the migration, so read it as if it took ACCESS EXCLUSIVE on every table it touches, which blocks reads and writes until it ends.`,
    fix: '',
  }),
  boxes: (match) =>
    whenAsked(
      match,
      box(
        'before',
        `Somebody has read what ${match.what.replaceAll('`', "'")} does: it locks, rewrites and empties no busy table`,
      ),
    ),
});
