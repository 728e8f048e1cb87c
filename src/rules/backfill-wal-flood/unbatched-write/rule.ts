import { momentOf } from '../../../effects/moment.js';
import { rowsChanged } from '../../../effects/rows.js';
import { shortName, type RelationName } from '../../../sql/names.js';
import type { Step } from '../../../timeline.js';
import { box, isSmall, replicasKeepUp, whenAsked } from '../../boxes.js';
import { code, table, tables } from '../../prose.js';
import { statementRule, type Box, type Match } from '../../rule.js';
import { at, nodeIf } from '../../scope.js';
import type { FailureModeId } from '../../mode.js';
import { bulkSources, unboundedTargets } from '../writes.js';
import { countOf, inBatches } from './batches.js';
import { bySize } from '../../weight.js';

interface UnbatchedWrite extends Match {
  readonly step: Step;
  readonly relations: readonly RelationName[];
  readonly kind: 'all' | 'some' | 'read';
}

export const rule = statementRule<UnbatchedWrite>({
  id: 'unbatched-write',
  mode: 'backfill-wal-flood',
  on: [
    'UpdateStmt',
    'DeleteStmt',
    'InsertStmt',
    'MergeStmt',
    'CopyStmt',
    'SelectStmt',
    'ExplainStmt',
    'CreateTableAsStmt',
  ],
  detect: (step) => {
    if (step.effects.fails !== null) return [];
    const targets = isShortCopy(step) ? [] : unboundedTargets(step);
    const alsoModes: FailureModeId[] = ['lock-queue-freeze', 'migration-deadlock'];
    if (nodeIf(step, 'DeleteStmt') !== null) alsoModes.push('destructive-rollback');
    if (targets.length > 0) {
      const some = reachesByValue(step);
      return [
        {
          severity: some ? 'caution' : 'unsafe',
          at: at(step),
          bySize: bySize(bounding(step, targets), nodeIf(step, 'DeleteStmt') === null ? 'note' : 'caution'),
          alsoModes,
          step,
          relations: targets,
          kind: some ? 'some' : 'all',
        },
      ];
    }
    const sources = bulkSources(step);
    return sources.length === 0
      ? []
      : [{ severity: 'caution', at: at(step), bySize: bySize(sources), step, relations: sources, kind: 'read' }];
  },
  describe: ({ step, relations, kind }) => ({
    title: titleOf(step, relations, kind),
    message: messageOf(step, relations, kind),
    fix: kind === 'read' ? '' : inBatches(step, relations[0] ?? ''),
  }),
  boxes: (match) => whenAsked(match, ...questions(match)),
});

/** The tables whose size bounds what is written: how much an INSERT writes is no matter of its target's. */
function bounding(step: Step, targets: readonly RelationName[]): readonly RelationName[] {
  const body = nodeIf(step, 'UpdateStmt') ?? nodeIf(step, 'DeleteStmt');
  return body === null || body.withClause !== undefined ? [] : targets;
}

function questions({ step, relations, kind }: UnbatchedWrite): readonly Box[] {
  const [relation = ''] = relations;
  if (kind === 'read') return [isSmall(relation, 'be copied'), replicasKeepUp()];
  const text = `${step.statement.kind} on ${table(relation)} reaches a few thousand rows at most`;
  return [box('before', text, countOf(step, relation)), replicasKeepUp()];
}

const FEW_ROWS = 10_000;

/** COPY FROM stdin whose rows stand in the file: as few as VALUES would have. */
function isShortCopy(step: Step): boolean {
  const copy = nodeIf(step, 'CopyStmt');
  if (copy === null || copy.filename !== undefined || copy.is_program === true) return false;
  const { text } = step.source;
  const end = /^\\\.\s*$/m.exec(text.slice(step.statement.span.end))?.index;
  return (
    end !== undefined &&
    text.slice(step.statement.span.end, step.statement.span.end + end).split('\n').length <= FEW_ROWS
  );
}

/** `status = 'x'` on a column that is not unique may be a handful of rows or most of the table. */
function reachesByValue(step: Step): boolean {
  const body = nodeIf(step, 'UpdateStmt') ?? nodeIf(step, 'DeleteStmt');
  const moment = momentOf(step.before, step.session, step.set, step.version);
  return body !== null && rowsChanged(body, moment).reach === 'by-value';
}

function titleOf(step: Step, relations: readonly RelationName[], kind: UnbatchedWrite['kind']): string {
  const name = shortName(relations[0] ?? '');
  if (kind === 'read') return `${step.statement.kind} copies the rows of ${name} in one go`;
  return kind === 'some'
    ? `${step.statement.kind} may write a large part of ${name} at once`
    : `${step.statement.kind} writes ${name} without batches`;
}

function messageOf(step: Step, relations: readonly RelationName[], kind: UnbatchedWrite['kind']): string {
  const what = code(step.statement.kind);
  if (kind === 'read') {
    return `${what} reads ${tables(relations)} and writes a copy in one transaction: the whole of it passes through the WAL at once, and replicas fall behind by as much.`;
  }
  const target = tables(relations);
  const inserts = nodeIf(step, 'InsertStmt') !== null || nodeIf(step, 'CopyStmt') !== null;
  if (inserts) return `${what} puts all of its rows into ${target} in one transaction: ${FLOOD}.${secondRun(step)}`;
  const some = kind === 'some' ? ' If the condition holds for more than a few thousand of them, batch it.' : '';
  return `${what} writes every row of ${target} that it reaches in one transaction: ${FLOOD}, and whoever else wants one of these rows waits until it commits.${some}`;
}

const FLOOD = 'the WAL of all of them comes at once and replicas fall behind';

function secondRun(step: Step): string {
  const insert = nodeIf(step, 'InsertStmt');
  if (insert === null || insert.onConflictClause !== undefined) return '';
  return ' Without `ON CONFLICT` a second run, after a failure for instance, doubles the rows.';
}
