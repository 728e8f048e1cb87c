import { nameParts, resolveParts } from '../../../catalog/lookup.js';
import { effective } from '../../../session/session.js';
import { literal, type RelationName, shortName } from '../../../sql/names.js';
import type { Step } from '../../../timeline.js';
import { box, isCalm, whenAsked } from '../../boxes.js';
import { onlineWhereAllowed } from '../../concurrently.js';
import { code, fileName, lockClause, table, type FixFile } from '../../prose.js';
import { statementRule, type Match } from '../../rule.js';
import { at, nodeIf } from '../../scope.js';
import { edited, insertAfter } from '../../wording.js';

interface BlockingDrop extends Match {
  readonly step: Step;
  readonly index: RelationName;
  readonly indexes: readonly RelationName[];
  /** null: nobody has shown us which table it is on. */
  readonly on: RelationName | null;
  /** CONCURRENTLY takes one index at a time and no CASCADE. */
  readonly alone: boolean;
}

export const rule = statementRule<BlockingDrop>({
  id: 'drop-index-not-concurrently',
  mode: 'lock-queue-freeze',
  on: ['DropStmt'],
  detect: (step) => {
    const body = nodeIf(step, 'DropStmt');
    if (body?.removeType !== 'OBJECT_INDEX' || body.concurrent === true || step.effects.fails !== null) return [];
    const objects = body.objects ?? [];
    const alone = objects.length === 1 && body.behavior !== 'DROP_CASCADE';
    const { searchPath } = effective(step.session);
    const indexes = objects
      .map((object) => resolveParts(step.before, searchPath, nameParts(object)))
      .filter((name) => isBusy(step, name));
    const [index] = indexes;
    if (index === undefined) return [];
    const on = step.before.indexes.get(index)?.table ?? null;
    return [{ severity: 'caution', at: at(step), byTraffic: on === null ? [] : [on], step, index, indexes, on, alone }];
  },
  describe: ({ step, index, indexes, on, alone }) => ({
    title: `Dropping the index ${shortName(index)} blocks ${on === null ? 'its table' : shortName(on)}`,
    message:
      on === null
        ? `${code(step.statement.kind)} locks the table of ${table(index)} as strongly as the index itself: it ${lockClause(step, index)}. It waits for every query on that table, and later ones wait behind it.`
        : `${code(step.statement.kind)} ${lockClause(step, on)}. The drop is quick, but it waits for every query on the table, and later ones wait behind it.`,
    fix: online(step, indexes, alone),
  }),
  boxes: (match) =>
    whenAsked(
      match,
      box(
        'before',
        `No query needs the index ${table(match.index)} any more, on replicas neither`,
        `SELECT idx_scan FROM pg_stat_all_indexes WHERE indexrelid = to_regclass(${literal(match.index)});`,
      ),
      ...(match.on === null ? [] : [isCalm(match.on, 'its readers and writers')]),
    ),
  suggest: ({ step, alone }) =>
    alone ? onlineWhereAllowed(step, 'DROP INDEX CONCURRENTLY', insertAfter(step, 'CONCURRENTLY', 'INDEX')) : null,
});

/** CONCURRENTLY is refused for the index of a partitioned table, and what is new is nobody's. */
function isBusy(step: Step, index: RelationName): boolean {
  const known = step.before.indexes.get(index);
  if (known === undefined) return true;
  const relation = step.before.relations.get(known.table);
  return known.set !== step.set && relation?.set !== step.set && relation?.kind !== 'partitioned table';
}

function online(step: Step, indexes: readonly RelationName[], alone: boolean): FixFile[] {
  const edits = alone ? insertAfter(step, 'CONCURRENTLY', 'INDEX') : null;
  return indexes.map((index) => ({
    name: fileName(index, 'drop'),
    about: alone ? '' : `the index ${shortName(index)}`,
    lines: [edits === null ? `DROP INDEX CONCURRENTLY ${shortName(index)};` : edited(step, edits)],
  }));
}
