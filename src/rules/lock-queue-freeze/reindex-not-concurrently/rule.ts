import { blocksWrites } from '../../../effects/lock-mode.js';
import { shortName, type RelationName } from '../../../sql/names.js';
import { bodiesOf } from '../../../sql/statement.js';
import type { Step } from '../../../timeline.js';
import { concurrentCommand, onlineWhereAllowed } from '../../concurrently.js';
import { code, fileName, lockClause, type Fix } from '../../prose.js';
import { statementRule, type Edit, type Match } from '../../rule.js';
import { at, nodeIf } from '../../scope.js';
import { edited, insertAfter } from '../../wording.js';
import { bySize, worked } from '../../weight.js';

interface BlockingRebuild extends Match {
  readonly step: Step;
  /** null: the statement names no table, and none of those it reaches has been shown to us. */
  readonly relation: RelationName | null;
  readonly wide: boolean;
}

export const rule = statementRule<BlockingRebuild>({
  id: 'reindex-not-concurrently',
  mode: 'lock-queue-freeze',
  on: ['ReindexStmt'],
  detect: (step) => {
    const body = nodeIf(step, 'ReindexStmt');
    if (body === null || step.effects.fails !== null || concurrentCommand(step.statement.node) !== null) return [];
    const wide = body.kind !== 'REINDEX_OBJECT_TABLE' && body.kind !== 'REINDEX_OBJECT_INDEX';
    const busy = step.effects.locks.filter((lock) => lock.existing && blocksWrites(lock.mode));
    if ((busy.length === 0 && !wide) || isPassedOver(step)) return [];
    const read = step.effects.scans.find((touch) => touch.existing)?.relation;
    const relation = read ?? busy[0]?.relation ?? null;
    return [{ severity: 'unsafe', at: at(step), bySize: bySize(wide ? [] : worked(step)), step, relation, wide }];
  },
  describe: ({ step, relation, wide }) => ({
    title: wide
      ? 'Rebuilding many indexes at once blocks table after table'
      : `Rebuilding indexes blocks ${shortName(relation ?? '')}`,
    message: messageOf(step, relation, wide),
    fix: wide
      ? '-- one index at a time, outside a transaction: REINDEX INDEX CONCURRENTLY name'
      : concurrently(step, relation),
  }),
  suggest: ({ step, wide }) =>
    !wide && step.version >= 12 ? onlineWhereAllowed(step, 'REINDEX CONCURRENTLY', inPlace(step)) : null,
});

/** Before 14 a partitioned table gets a warning, and `statement-without-effect` tells it. */
function isPassedOver({ version, before, effects }: Step): boolean {
  const [lock] = effects.locks;
  const table = before.indexes.get(lock?.relation ?? '')?.table ?? lock?.relation ?? '';
  return version < 14 && before.relations.get(table)?.kind === 'partitioned table' && effects.scans.length === 0;
}

function messageOf(step: Step, relation: RelationName | null, wide: boolean): string {
  const what = code(step.statement.kind);
  if (relation === null) {
    return `${what} rebuilds the indexes of every table that it reaches, one after the other, and what uses a table waits until its indexes are built.`;
  }
  if (wide)
    return `${what} rebuilds the indexes of every table that it reaches, one after the other: it ${lockClause(step, relation)}, until its indexes are built.`;
  return `${what} ${lockClause(step, relation)}, while the indexes are built anew. The planner opens every index of a table, so a query that is planned meanwhile may wait for the index that is being built.`;
}

/** `REINDEX TABLE CONCURRENTLY t`: the keyword follows what is rebuilt. */
function inPlace(step: Step): readonly Edit[] | null {
  // `(CONCURRENTLY false)`: the option would contradict the keyword.
  if (bodiesOf('DefElem', nodeIf(step, 'ReindexStmt')?.params).some(({ defname }) => defname === 'concurrently'))
    return null;
  return insertAfter(step, 'CONCURRENTLY', 'TABLE', 'INDEX');
}

function concurrently(step: Step, relation: RelationName | null): Fix {
  const edits = inPlace(step);
  if (step.version < 12) {
    return '-- before PostgreSQL 12: CREATE INDEX CONCURRENTLY under a new name, DROP INDEX CONCURRENTLY the old one, ALTER INDEX … RENAME TO';
  }
  const lines = [edits === null ? '-- REINDEX … CONCURRENTLY' : edited(step, edits)];
  return [{ name: fileName(relation ?? '', 'reindex'), about: '', lines, leaves: 'REINDEX CONCURRENTLY' }];
}
