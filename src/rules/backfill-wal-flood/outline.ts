import type { RelationName } from '../../sql/names.js';
import { shortName } from '../../sql/names.js';
import type { Step } from '../../timeline.js';
import { batchKey, batchLoop, batchRange, inLoop } from '../batching.js';
import { comment, fileName, sql, type Fix } from '../prose.js';

/** The loop with everything it needs, around a place for the statement that writes. */
export function backfillOutline(step: Step, relation: RelationName): Fix {
  const key = batchKey(step.before, relation);
  if (key === null) return '';
  const loop = batchLoop(
    relation,
    key,
    sql(
      comment(`the statement that writes ${shortName(relation)}, with this in its WHERE:`),
      comment(`AND ${batchRange(key)}`),
    ),
    step.version,
  );
  return inLoop(fileName(relation, 'fill'), '', loop, step.version);
}
