import type { Constraint } from '../../../catalog/catalog.js';
import type { Touch } from '../../../effects/effects.js';
import { identifier, shortName, type RelationName } from '../../../sql/names.js';
import { bodiesOf } from '../../../sql/statement.js';
import type { Step } from '../../../timeline.js';
import { notNullSteps } from '../../not-null-steps.js';
import {
  blockedWhile,
  BOUNDED_WAIT,
  code,
  comment,
  fileName,
  sql,
  table as tableWords,
  type Fix,
} from '../../prose.js';
import { statementRule, type Match } from '../../rule.js';
import { isOthersColumn } from '../../existing.js';
import { at, existing, nodeIf, onePerPart, severityOf } from '../../scope.js';
import { bySize, worked } from '../../weight.js';

interface Unproved extends Match {
  readonly step: Step;
  readonly touch: Touch;
  readonly column: string;
  /** A constraint that would prove it, but is not validated, or is dropped by the same statement. */
  readonly proof: { readonly name: string; readonly state: 'not validated' | 'dropped' } | null;
}

export const rule = statementRule<Unproved>({
  id: 'not-null-unproved',
  mode: 'not-null-without-backfill',
  on: ['not-null-verification'],
  detect: (step) => {
    if (step.effects.fails !== null) return [];
    return onePerPart(existing(step.effects.scans)).flatMap((touch): Unproved[] => {
      if (touch.because.id !== 'not-null-verification') return [];
      const [column = ''] = touch.because.columns;
      const proof = proofOf(step, touch.relation, column);
      return [
        {
          severity: severityOf(touch),
          at: at(step, touch.part),
          // One NULL makes it fail, however few rows there are.
          bySize: bySize(worked(step, touch.part), 'caution'),
          alsoModes: ['lock-queue-freeze'],
          step,
          touch,
          column,
          proof,
        },
      ];
    });
  },
  describe: ({ step, touch, column, proof }) => ({
    title: `SET NOT NULL reads the whole of ${shortName(touch.relation)} and fails on the first NULL`,
    message: `${blockedWhile(step, touch, 'is read whole')} One NULL and it fails.${proof === null ? unseen(step, touch.relation) : hint(proof)}`,
    fix: fixOf(step, touch.relation, column, proof),
  }),
  boxes: ({ step, touch, column }) => [
    {
      // A column of this very set is there only once the migration has begun.
      phase: isOthersColumn(step, touch.relation, column) ? 'before' : 'during',
      text: `No row of ${tableWords(touch.relation)} has NULL in ${code(identifier(column))}, and the code that runs writes no more of them`,
      sql: `SELECT count(*) FROM ${shortName(touch.relation)} WHERE ${identifier(column)} IS NULL;`,
    },
  ],
});

function unseen(step: Step, relation: RelationName): string {
  if (step.before.relations.get(relation)?.complete === true || step.version < 12) return '';
  return ' Nobody has shown us whether a CHECK proves it: give `schema` to settle that.';
}

function hint(proof: NonNullable<Unproved['proof']>): string {
  if (proof.state === 'dropped')
    return ` ${code(proof.name)} would prove it, but the same statement drops it, and drops run first.`;
  return ` ${code(proof.name)} would prove it once it is validated.`;
}

function proofOf(step: Step, relation: RelationName, column: string): Unproved['proof'] {
  const constraints = [...(step.before.relations.get(relation)?.constraints.values() ?? [])].filter((one) =>
    proves(one, column),
  );
  const cmds = bodiesOf('AlterTableCmd', nodeIf(step, 'AlterTableStmt')?.cmds);
  const dropped = constraints.find((one) =>
    cmds.some((cmd) => cmd.subtype === 'AT_DropConstraint' && cmd.name === one.name),
  );
  if (dropped !== undefined) return { name: dropped.name, state: 'dropped' };
  const pending = constraints.find((one) => !one.validated);
  return pending === undefined ? null : { name: pending.name, state: 'not validated' };
}

function proves(constraint: Constraint, column: string): boolean {
  if (constraint.kind === 'not-null') return constraint.columns.includes(column);
  return constraint.kind === 'check' && constraint.proves.includes(column);
}

function fixOf(step: Step, relation: RelationName, column: string, proof: Unproved['proof']): Fix {
  const table = shortName(relation);
  const set = `ALTER TABLE ${table} ALTER COLUMN ${identifier(column)} SET NOT NULL;`;
  if (proof === null || step.version < 12) return notNullSteps(relation, [column], step.version);
  const constraint = identifier(proof.name);
  if (proof.state === 'dropped')
    return sql(BOUNDED_WAIT, set, comment('and only then:'), `ALTER TABLE ${table} DROP CONSTRAINT ${constraint};`);
  return [
    {
      name: fileName(relation, proof.name, 'validate'),
      about: 'the old rows are checked while reads and writes go on',
      lines: [`ALTER TABLE ${table} VALIDATE CONSTRAINT ${constraint};`],
    },
    {
      name: fileName(relation, column, 'not', 'null'),
      about: 'now it is proved, so nothing is read',
      lines: [BOUNDED_WAIT, set],
    },
  ];
}
