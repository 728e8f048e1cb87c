import type { Touch } from '../../../effects/effects.js';
import { isFullVacuum } from '../../../effects/maintenance.js';
import { shortName } from '../../../sql/names.js';
import type { Step } from '../../../timeline.js';
import { isSmall, whenAsked } from '../../boxes.js';
import { blockedWhile, code } from '../../prose.js';
import { statementRule, type Match } from '../../rule.js';
import { at, existing, nodeIf, onePerPart, severityOf } from '../../scope.js';

interface Copied extends Match {
  readonly step: Step;
  /** null: every table of the database, and nobody has shown us one. */
  readonly touch: Touch | null;
}

export const rule = statementRule<Copied>({
  id: 'table-copied-under-lock',
  mode: 'lock-queue-freeze',
  on: ['copied', 'VacuumStmt', 'ClusterStmt'],
  detect: (step) => {
    if (step.effects.fails !== null) return [];
    const alsoModes = ['backfill-wal-flood', 'hidden-rewrite'] as const;
    const copied = onePerPart(existing(step.effects.rewrites)).filter(
      ({ because }) => because.id === 'copied' && because.command !== 'REFRESH MATERIALIZED VIEW',
    );
    if (copied.length === 0 && reachesEverything(step))
      return [{ severity: 'unsafe', at: at(step), alsoModes, step, touch: null }];
    return copied.map((touch) => ({ severity: severityOf(touch), at: at(step, touch.part), alsoModes, step, touch }));
  },
  describe: ({ step, touch }) => ({
    title:
      touch === null
        ? `${step.statement.kind} copies table after table`
        : `${shortName(touch.relation)} is copied whole under a lock`,
    message: `${touch === null ? `${code(step.statement.kind)} without a table copies every table that it may, one after the other, and nobody can use a table while it is copied.` : blockedWhile(step, touch, 'is rewritten')} The copy also needs the room of a second table and writes all of it to the WAL.`,
    fix:
      nodeIf(step, 'VacuumStmt') === null || touch === null
        ? ''
        : `VACUUM (ANALYZE) ${shortName(touch.relation)}; -- or pg_repack, which copies the table while it is in use`,
  }),
  boxes: (match) => (match.touch === null ? [] : whenAsked(match, isSmall(match.touch.relation, 'be copied'))),
});

/** VACUUM FULL and CLUSTER without a table. */
function reachesEverything(step: Step): boolean {
  const vacuum = nodeIf(step, 'VacuumStmt');
  if (vacuum !== null) return (vacuum.rels ?? []).length === 0 && isFullVacuum(vacuum);
  const cluster = nodeIf(step, 'ClusterStmt');
  return cluster !== null && cluster.relation === undefined;
}
