import type { Touch } from '../../../effects/effects.js';
import { shortName } from '../../../sql/names.js';
import type { Step } from '../../../timeline.js';
import { asWritten, blockedWhile, sql, table } from '../../prose.js';
import { statementRule, type Edit, type Match } from '../../rule.js';
import { at, existing, nodeIf, severityOf } from '../../scope.js';
import { buildTimeouts } from '../../timeouts.js';
import { edited, insertAfter } from '../../wording.js';

interface BlockingBuild extends Match {
  readonly step: Step;
  readonly touch: Touch;
  /** CONCURRENTLY is refused on a partitioned table: the index is built partition by partition. */
  readonly partitions: readonly string[];
}

export const rule = statementRule<BlockingBuild>({
  id: 'create-index-not-concurrently',
  mode: 'lock-queue-freeze',
  detect: (step) => {
    const body = nodeIf(step, 'IndexStmt');
    if (body === null || body.concurrent === true) return [];
    const [touch, ...others] = existing(step.effects.scans);
    if (touch === undefined) return [];
    const parent = step.effects.locks.find((lock) => step.before.relations.get(lock.relation)?.kind === 'partitioned table');
    const partitions = parent === undefined ? [] : [touch, ...others].map(({ relation }) => relation);
    return [{ severity: severityOf(touch), at: at(step), step, touch, partitions }];
  },
  describe: ({ step, touch, partitions }) => ({
    title: `Building an index blocks writes to ${shortName(touch.relation)}`,
    message: blockedWhile(step, touch, 'is read whole'),
    fix: partitions.length > 0 ? onPartitions(step, partitions) : concurrently(step),
  }),
  suggest: ({ step, partitions }) => {
    const section = step.section;
    const mayLeave = section.transaction === 'statement' ? step.session.transaction === null : section.assumed;
    return partitions.length === 0 && mayLeave ? inPlace(step) : null;
  },
});

/** A short timeout would cancel the concurrent build and leave an INVALID index, so it is lifted first. */
function inPlace(step: Step): readonly Edit[] | null {
  const edits = insertAfter(step, 'CONCURRENTLY', 'INDEX');
  const start = step.statement.span.start;
  const lifted = buildTimeouts(step).map(({ setting }) => `SET ${setting} = 0;\n`);
  if (edits === null || lifted.length === 0) return edits;
  return [{ span: { start, end: start }, text: lifted.join('') }, ...edits];
}

function concurrently(step: Step): string {
  const edits = insertAfter(step, 'CONCURRENTLY', 'INDEX');
  return sql(
    '-- in a migration of its own that runs outside a transaction, with no lock_timeout or statement_timeout:',
    edits === null ? asWritten(step) : edited(step, edits),
  );
}

function onPartitions(step: Step, partitions: readonly string[]): string {
  return sql(
    '-- 1. on the parent alone: nothing is built, the index stays invalid until every partition has its own',
    asWritten(step).replace(/\bON\s+(?:ONLY\s+)?/i, 'ON ONLY '),
    ...partitions.map((partition) => `-- 2. on ${table(partition)}, outside a transaction: CREATE INDEX CONCURRENTLY …; ALTER INDEX … ATTACH PARTITION …`),
  );
}
