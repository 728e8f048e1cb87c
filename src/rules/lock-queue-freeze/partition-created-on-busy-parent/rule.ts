import { shortName, type RelationName } from '../../../sql/names.js';
import { bodiesOf } from '../../../sql/statement.js';
import { nameParts, resolveParts, resolveRange } from '../../../catalog/lookup.js';
import { blocksReads } from '../../../effects/lock-mode.js';
import { effective } from '../../../session/session.js';
import type { Step } from '../../../timeline.js';
import { isCalm, whenAsked } from '../../boxes.js';
import { BOUNDED_WAIT, code, lockClause, lockOn, sql, fileName, type Fix } from '../../prose.js';
import { statementRule, type Match } from '../../rule.js';
import { at, nodeIf } from '../../scope.js';
import { writtenBound } from '../partition-bound.js';

interface BusyParent extends Match {
  readonly step: Step;
  readonly parent: RelationName;
  readonly partition: RelationName;
  readonly dropped: boolean;
}

export const rule = statementRule<BusyParent>({
  id: 'partition-created-on-busy-parent',
  mode: 'lock-queue-freeze',
  on: ['CreateStmt', 'DropStmt'],
  detect: (step) => {
    if (step.effects.fails !== null) return [];
    return [...created(step), ...dropped(step)]
      .filter(({ parent }) => isBusy(step, parent))
      .map((found) => ({ ...found, byTraffic: [found.parent] }))
      .slice(0, 1);
  },
  describe: ({ step, parent, partition, dropped: isDropped }) => ({
    title: `${isDropped ? 'Dropping' : 'Creating'} a partition blocks all of ${shortName(parent)}`,
    message: `${code(step.statement.kind)} ${lockClause(step, parent)} on every partition that is reached through it, and waits for every query on it first.`,
    fix: isDropped ? detachedFirst(step, parent, partition) : attachedLater(step, parent, partition),
  }),
  boxes: (match) => whenAsked(match, isCalm(match.parent, 'all its readers and writers')),
});

function created(step: Step): BusyParent[] {
  const body = nodeIf(step, 'CreateStmt');
  const [range] = bodiesOf('RangeVar', body?.inhRelations);
  if (!body || body.partbound === undefined || range === undefined) return [];
  const path = effective(step.session).searchPath;
  const parts = [body.relation?.schemaname ?? '', body.relation?.relname ?? ''].filter((part) => part !== '');
  const common = { severity: 'caution', at: at(step), step, dropped: false } as const;
  return [
    { ...common, parent: resolveRange(step.before, path, range), partition: resolveParts(step.before, path, parts) },
  ];
}

function dropped(step: Step): BusyParent[] {
  const body = nodeIf(step, 'DropStmt');
  if (body?.removeType !== 'OBJECT_TABLE') return [];
  return (body.objects ?? []).flatMap((object): BusyParent[] => {
    const partition = resolveParts(step.before, effective(step.session).searchPath, nameParts(object));
    const parent = step.before.relations.get(partition)?.partitionOf;
    if (!parent || step.before.relations.get(parent)?.kind !== 'partitioned table') return [];
    return [{ severity: 'caution', at: at(step), step, parent, partition, dropped: true }];
  });
}

function isBusy(step: Step, parent: RelationName): boolean {
  const mode = lockOn(step.effects, parent);
  return mode !== null && blocksReads(mode) && step.before.relations.get(parent)?.set !== step.set;
}

function detachedFirst(step: Step, parent: RelationName, partition: RelationName): Fix {
  if (step.version < 14) return '';
  return [
    {
      name: fileName(partition, 'detach'),
      about: '',
      lines: [`ALTER TABLE ${shortName(parent)} DETACH PARTITION ${shortName(partition)} CONCURRENTLY;`],
    },
    `in a later release, after a backup: DROP TABLE ${shortName(partition)}`,
  ];
}

/** ATTACH lets reads and writes of the parent go on from 12 on, and the new table is empty. */
function attachedLater(step: Step, parent: RelationName, partition: RelationName): string {
  const bound = writtenBound(step);
  // LIKE knows nothing of columns and constraints that the statement gives the partition alone.
  if (step.version < 12 || bound === null || nodeIf(step, 'CreateStmt')?.tableElts !== undefined) return '';
  const rest = bound.rest === '' ? '' : ` ${bound.rest}`;
  return sql(
    BOUNDED_WAIT,
    `CREATE TABLE ${shortName(partition)} (LIKE ${shortName(parent)} INCLUDING ALL)${rest};`,
    `ALTER TABLE ${shortName(parent)} ATTACH PARTITION ${shortName(partition)} ${bound.text};`,
  );
}
