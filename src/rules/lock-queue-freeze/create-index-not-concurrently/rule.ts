import type { Touch } from '../../../effects/effects.js';
import { shortName } from '../../../sql/names.js';
import type { Step } from '../../../timeline.js';
import { isSmall, whenAsked } from '../../boxes.js';
import { onlineWhereAllowed } from '../../concurrently.js';
import { asWritten, blockedWhile, comment, sql, type Fix } from '../../prose.js';
import { statementRule, type Match } from '../../rule.js';
import { at, existing, makesOthersWait, nodeIf, severityOf } from '../../scope.js';
import { indexOfWords, tokensOf, wordOf } from '../../source-text.js';
import { edited, insertAfter } from '../../wording.js';
import { bySize, worked } from '../../weight.js';

interface BlockingBuild extends Match {
  readonly step: Step;
  readonly touch: Touch;
  /** CONCURRENTLY is refused on a partitioned table: the index is built partition by partition. */
  readonly partitions: readonly string[];
}

export const rule = statementRule<BlockingBuild>({
  id: 'create-index-not-concurrently',
  mode: 'lock-queue-freeze',
  on: ['IndexStmt'],
  detect: (step) => {
    const body = nodeIf(step, 'IndexStmt');
    if (body === null || body.concurrent === true) return [];
    const [touch, ...others] = existing(step.effects.scans);
    // SHARE on a materialized view makes nobody wait but its REFRESH.
    if (touch === undefined || !step.effects.locks.some((lock) => lock.existing && makesOthersWait(step, lock)))
      return [];
    const parent = step.effects.locks.find(
      (lock) => step.before.relations.get(lock.relation)?.kind === 'partitioned table',
    );
    const partitions = parent === undefined ? [] : [touch, ...others].map(({ relation }) => relation);
    return [{ severity: severityOf(touch), at: at(step), bySize: bySize(worked(step)), step, touch, partitions }];
  },
  describe: ({ step, touch, partitions }) => ({
    title: `Building an index blocks writes to ${shortName(touch.relation)}`,
    message: blockedWhile(step, touch, 'is read whole'),
    fix: partitions.length > 0 ? onPartitions(step, partitions) : concurrently(step, touch),
  }),
  boxes: (match) => whenAsked(match, isSmall(match.touch.relation, 'be read')),
  suggest: ({ step, partitions }) =>
    partitions.length === 0
      ? onlineWhereAllowed(step, 'CREATE INDEX CONCURRENTLY', insertAfter(step, 'CONCURRENTLY', 'INDEX'))
      : null,
});

function concurrently(step: Step, touch: Touch): Fix {
  const edits = insertAfter(step, 'CONCURRENTLY', 'INDEX');
  const name = nodeIf(step, 'IndexStmt')?.idxname ?? shortName(touch.relation);
  return [{ name, about: '', lines: [edits === null ? asWritten(step) : edited(step, edits)] }];
}

function onPartitions(step: Step, partitions: readonly string[]): string {
  return sql(
    '-- 1. on the parent alone: nothing is built, the index stays invalid until every partition has its own',
    onParentOnly(step),
    ...partitions.map((partition) =>
      comment(
        `2. on ${shortName(partition)}, outside a transaction: CREATE INDEX CONCURRENTLY …; ALTER INDEX … ATTACH PARTITION …`,
      ),
    ),
  );
}

function onParentOnly(step: Step): string {
  const tokens = tokensOf(step);
  const at = indexOfWords(step, tokens, 'ON');
  const on = tokens[at];
  if (on === undefined || wordOf(step, tokens[at + 1]) === 'ONLY') return asWritten(step);
  return edited(step, [{ span: { start: on.end, end: on.end }, text: ' ONLY' }]);
}
