import type { Touch } from '../../../effects/effects.js';
import { isFullVacuum } from '../../../effects/maintenance.js';
import { shortName, type RelationName } from '../../../sql/names.js';
import type { Step } from '../../../timeline.js';
import { isSmall, whenAsked } from '../../boxes.js';
import { blockedWhile, code, lockClause, table as tableWords } from '../../prose.js';
import { statementRule, type Match } from '../../rule.js';
import { at, existing, nodeIf, onePerPart, severityOf } from '../../scope.js';
import { bySize, worked } from '../../weight.js';

interface Copied extends Match {
  readonly step: Step;
  /** null: every table of the database, and nobody has shown us one. */
  readonly touch: Touch | null;
}

export const rule = statementRule<Copied>({
  id: 'table-copied-under-lock',
  mode: 'lock-queue-freeze',
  on: ['copied', 'VacuumStmt', 'ClusterStmt', 'AlterTableMoveAllStmt'],
  detect: (step) => {
    if (step.effects.fails !== null) return [];
    const alsoModes = ['backfill-wal-flood', 'hidden-rewrite'] as const;
    const copied = onePerPart(existing(step.effects.rewrites)).filter(
      ({ because }) => because.id === 'copied' && because.command !== 'REFRESH MATERIALIZED VIEW',
    );
    if (copied.length === 0 && reachesEverything(step))
      return [{ severity: 'unsafe', at: at(step), alsoModes, step, touch: null }];
    const [moved] = existing(step.effects.rebuildsIndexes).filter(({ because }) => because.id === 'copied');
    if (copied.length === 0 && moved !== undefined)
      return [
        { severity: 'unsafe', at: at(step, moved.part), bySize: bySize(worked(step)), alsoModes, step, touch: moved },
      ];
    return copied.map((touch) => ({
      severity: severityOf(touch),
      at: at(step, touch.part),
      bySize: bySize(worked(step)),
      alsoModes,
      step,
      touch,
    }));
  },
  describe: ({ step, touch }) => ({
    title:
      touch === null
        ? `${step.statement.kind} copies table after table`
        : `${copiedThing(step, touch)} is copied whole under a lock`,
    message: `${touch === null ? `${code(step.statement.kind)} copies every table that it reaches, one after the other, and nobody can use a table while it is copied.` : copiedWords(step, touch)} The copy also needs as much room again and writes all of it to the WAL.`,
    fix:
      nodeIf(step, 'VacuumStmt') === null || touch === null
        ? ''
        : `VACUUM (ANALYZE) ${shortName(touch.relation)}; -- or pg_repack, which copies the table while it is in use`,
  }),
  boxes: (match) => (match.touch === null ? [] : whenAsked(match, isSmall(match.touch.relation, 'be copied'))),
});

function copiedThing(step: Step, touch: Touch): string {
  return movedIndex(step) === null ? shortName(touch.relation) : `An index of ${shortName(touch.relation)}`;
}

function movedIndex(step: Step): RelationName | null {
  if (nodeIf(step, 'AlterTableStmt')?.objtype !== 'OBJECT_INDEX') return null;
  return step.effects.locks[0]?.relation ?? null;
}

/** ALTER INDEX … SET TABLESPACE: every query on the table has to open the index that is copied. */
function copiedWords(step: Step, touch: Touch): string {
  const index = movedIndex(step);
  if (index === null) return blockedWhile(step, touch, 'is rewritten');
  return `${code(step.statement.kind)} ${lockClause(step, index)} of ${tableWords(touch.relation)}, while the index is copied: a query has to open every index of a table before it is planned, so all of them wait.`;
}

/** VACUUM FULL and CLUSTER without a table, and whatever a tablespace holds. */
function reachesEverything(step: Step): boolean {
  if (step.statement.node.tag === 'AlterTableMoveAllStmt') return true;
  const vacuum = nodeIf(step, 'VacuumStmt');
  if (vacuum !== null) return (vacuum.rels ?? []).length === 0 && isFullVacuum(vacuum);
  const cluster = nodeIf(step, 'ClusterStmt');
  return cluster !== null && cluster.relation === undefined;
}
