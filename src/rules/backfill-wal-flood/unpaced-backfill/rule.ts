import { shortName, type RelationName } from '../../../sql/names.js';
import type { Step } from '../../../timeline.js';
import { backfillOutline } from '../outline.js';
import { isSmall, replicasKeepUp, whenAsked } from '../../boxes.js';
import { code, table } from '../../prose.js';
import { statementRule, type Match } from '../../rule.js';
import { at } from '../../scope.js';
import { routineWrites, type RoutineWrite } from '../writes.js';

interface Unpaced extends Match {
  readonly step: Step;
  readonly relation: RelationName;
  readonly missing: readonly Missing[];
}

type Missing = 'bound' | 'commit' | 'pause';

export const rule = statementRule<Unpaced>({
  id: 'unpaced-backfill',
  mode: 'backfill-wal-flood',
  on: ['routine'],
  detect: (step) => {
    if (step.effects.fails !== null) return [];
    const found = routineWrites(step).flatMap((write): Unpaced[] => {
      const missing = missingFrom(write);
      if (missing.length === 0) return [];
      return [
        {
          severity: severityFor(write, missing),
          at: at(step),
          alsoModes: ['lock-queue-freeze'],
          step,
          relation: write.relation,
          missing,
        },
      ];
    });
    const worst = found.find((one) => one.severity === 'unsafe') ?? found[0];
    return worst === undefined ? [] : [worst];
  },
  describe: ({ step, relation, missing }) => ({
    title: `The loop that writes ${shortName(relation)} ${missing.map((one) => SHORT[one]).join(', ')}`,
    message: `The loop that ${code(step.statement.kind)} runs writes ${table(relation)}: ${missing.map((one) => WHY[one]).join('; ')}.`,
    fix: backfillOutline(step, relation),
  }),
  boxes: (match) => whenAsked(match, isSmall(match.relation, 'be walked'), replicasKeepUp()),
});

const SHORT: Readonly<Record<Missing, string>> = {
  bound: 'has no bound',
  commit: 'never commits',
  pause: 'never pauses',
};

const WHY: Readonly<Record<Missing, string>> = {
  bound: 'a round has no bound such as `LIMIT 5000`, so it may write every row at once',
  commit: 'no `COMMIT` ends a round, so row locks and the old snapshot are held to the end of the loop',
  pause: 'no `pg_sleep` follows a round, so its WAL comes faster than replicas and archiving may follow',
};

function missingFrom({ bounded, round }: RoutineWrite): Missing[] {
  if (round === null) return [];
  const missing: Missing[] = [];
  if (!bounded) missing.push('bound');
  if (!round.commits) missing.push('commit');
  if (!round.pauses) missing.push('pause');
  return missing;
}

/** One of COMMIT and pause may be missing; and how often a loop inserts single rows cannot be told. */
function severityFor(write: RoutineWrite, missing: readonly Missing[]): 'unsafe' | 'caution' {
  if (!write.bounded) return 'unsafe';
  return missing.length === 1 || write.kind === 'InsertStmt' ? 'caution' : 'unsafe';
}
