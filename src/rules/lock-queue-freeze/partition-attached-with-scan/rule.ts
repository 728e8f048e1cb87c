import type { PartitionBoundSpec } from '@pgsql/types';
import type { Touch } from '../../../effects/effects.js';
import { resolveRange } from '../../../catalog/lookup.js';
import { effective } from '../../../session/session.js';
import { derivedName, identifier, shortName, type RelationName } from '../../../sql/names.js';
import { bodiesOf, bodyOf, isNullConstant } from '../../../sql/statement.js';
import type { Step } from '../../../timeline.js';
import { isSmall, whenAsked } from '../../boxes.js';
import { asWritten, blockedWhile, BOUNDED_WAIT, fileName, type Fix } from '../../prose.js';
import { statementRule, type Match } from '../../rule.js';
import { at, existing, nodeIf, onePerPart, severityOf } from '../../scope.js';
import { alteredTable, subcommandAt } from '../../subcommand.js';
import { writtenBound } from '../partition-bound.js';
import { bySize, worked } from '../../weight.js';

interface ScannedPartition extends Match {
  readonly step: Step;
  readonly touch: Touch;
}

export const rule = statementRule<ScannedPartition>({
  id: 'partition-attached-with-scan',
  mode: 'lock-queue-freeze',
  on: ['partition-bound', 'default-partition'],
  detect: (step) => {
    if (step.effects.fails !== null) return [];
    return onePerPart(existing(step.effects.scans))
      .filter(({ because }) => because.id === 'partition-bound' || because.id === 'default-partition')
      .map((touch) => ({
        severity: severityOf(touch),
        at: at(step, touch.part),
        bySize: bySize(worked(step, touch.part)),
        step,
        touch,
      }));
  },
  describe: ({ step, touch }) => ({
    title: `A new partition makes Postgres read ${shortName(touch.relation)} whole`,
    message: blockedWhile(step, touch, 'is read whole'),
    fix: provenBefore(step, touch),
  }),
  boxes: (match) => whenAsked(match, isSmall(match.touch.relation, 'be read')),
});

/** A validated CHECK that says the same as the bound (or, on the default partition, its opposite) spares the scan. */
function provenBefore(step: Step, touch: Touch): Fix {
  const range = boundRange(step, touch.part);
  if (range === null) return '';
  const name = shortName(touch.relation);
  const check = derivedName(touch.relation, 'bound');
  const fits = `${range.key} IS NOT NULL AND ${range.inside}`;
  const condition =
    touch.because.id === 'default-partition' ? `${range.key} IS NOT NULL AND NOT (${range.inside})` : fits;
  return [
    {
      name: fileName(touch.relation, 'bound'),
      about: 'new rows are checked from now on, old ones not yet',
      lines: [BOUNDED_WAIT, `ALTER TABLE ${name} ADD CONSTRAINT ${check} CHECK (${condition}) NOT VALID;`],
    },
    {
      name: fileName(touch.relation, 'bound', 'validate'),
      about: 'the old rows are checked while reads and writes go on',
      lines: [`ALTER TABLE ${name} VALIDATE CONSTRAINT ${check};`],
    },
    {
      name: fileName(touch.relation, 'attach'),
      about: 'the validated CHECK proves the bound, so nothing is read',
      lines: [BOUNDED_WAIT, asWritten(step), `ALTER TABLE ${name} DROP CONSTRAINT ${check};`],
    },
  ];
}

interface BoundRange {
  readonly key: string;
  readonly inside: string;
}

/** The bound as a condition on the one key column; null for several columns, hash bounds, or a key nobody has shown us. */
function boundRange(step: Step, part: number): BoundRange | null {
  const parent = parentOf(step, part);
  const bound = bodyOf('PartitionCmd', subcommandAt(step, part)?.def)?.bound ?? nodeIf(step, 'CreateStmt')?.partbound;
  const keys = (parent === null ? undefined : step.before.relations.get(parent))?.partitionKey ?? [];
  const [key] = keys;
  if (key === undefined || keys.length !== 1 || bound === undefined) return null;
  const inside = condition(step, bound, identifier(key));
  return inside === null ? null : { key: identifier(key), inside };
}

function condition(step: Step, bound: PartitionBoundSpec, key: string): string | null {
  const [low = '', high = ''] = writtenBound(step)?.values ?? [];
  // With a NULL in the list the partition takes rows that the condition would refuse.
  if (bound.strategy === 'l') return (bound.listdatums ?? []).some(isNullConstant) ? null : `${key} IN (${low})`;
  if (bound.strategy !== 'r' || low === '' || high === '') return null;
  const sides = [/^MINVALUE$/i.test(low) ? '' : `${key} >= ${low}`, /^MAXVALUE$/i.test(high) ? '' : `${key} < ${high}`];
  return sides.filter((side) => side !== '').join(' AND ') || null;
}

function parentOf(step: Step, part: number): RelationName | null {
  if (subcommandAt(step, part) !== null) return alteredTable(step);
  const [parent] = bodiesOf('RangeVar', nodeIf(step, 'CreateStmt')?.inhRelations);
  return parent === undefined ? null : resolveRange(step.before, effective(step.session).searchPath, parent);
}
