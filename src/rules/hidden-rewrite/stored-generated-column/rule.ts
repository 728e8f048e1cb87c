import { typeWords } from '../../../catalog/types.js';
import type { Touch } from '../../../effects/effects.js';
import { identifier, shortName } from '../../../sql/names.js';
import { bodiesOf } from '../../../sql/statement.js';
import type { Step } from '../../../timeline.js';
import { backfillLoop } from '../../batching.js';
import { blockedWhile, sql } from '../../prose.js';
import { statementRule, type Match } from '../../rule.js';
import { at, existing, nodeIf, onePerPart, severityOf } from '../../scope.js';
import { addedColumn } from '../added-column.js';
import { syncTrigger } from '../steps.js';

interface StoredColumn extends Match {
  readonly step: Step;
  readonly touch: Touch;
}

export const rule = statementRule<StoredColumn>({
  id: 'stored-generated-column',
  mode: 'hidden-rewrite',
  detect: (step) => {
    if (step.effects.fails !== null) return [];
    const touches = onePerPart(existing(step.effects.rewrites)).filter(
      ({ because }) => because.id === 'stored-generated-column',
    );
    return touches.map((touch) => ({
      severity: severityOf(touch),
      at: at(step, touch.part),
      alsoModes: ['lock-queue-freeze'],
      step,
      touch,
    }));
  },
  describe: ({ severity, step, touch }) => ({
    title: `A STORED generated column rewrites ${shortName(touch.relation)}`,
    message:
      blockedWhile(step, touch, 'is rewritten') +
      (severity === 'caution'
        ? ' Whether the column is STORED or VIRTUAL is not known: its CREATE TABLE, given with `schema`, would settle it.'
        : ''),
    fix: inSteps(step, touch),
  }),
});

interface Wanted {
  readonly name: string;
  readonly type: string;
  readonly expression: string;
}

/** From 18 on a VIRTUAL column has nothing to store; before, a trigger keeps an ordinary column. */
function inSteps(step: Step, touch: Touch): string {
  const wanted = wantedColumn(step, touch);
  if (wanted === null) return '';
  const { relation } = touch;
  const added = `ALTER TABLE ${shortName(relation)} ADD COLUMN ${identifier(wanted.name)} ${wanted.type}`;
  if (step.version >= 18) return `${added} GENERATED ALWAYS AS ${wanted.expression} VIRTUAL;`;
  return sql(
    '-- migration 1: a trigger computes the column for rows written from now on',
    `${added};`,
    ...syncTrigger(step, relation, wanted.name, wanted.expression),
    '-- migration 2: the old rows',
    backfillLoop(step.after, relation, wanted.name, wanted.expression),
  );
}

/** SET EXPRESSION cannot be had without the rewrite: another column takes the new expression. */
function wantedColumn(step: Step, { relation, part, because }: Touch): Wanted | null {
  const added = addedColumn(step, part);
  if (added !== null) return added;
  const cmd = bodiesOf('AlterTableCmd', nodeIf(step, 'AlterTableStmt')?.cmds)[part];
  const name = because.id === 'stored-generated-column' ? because.column : '';
  const type = step.before.relations.get(relation)?.columns.get(name)?.type ?? null;
  const span = step.statement.parts[part] ?? step.statement.span;
  const expression = /\bAS\s*(\([\s\S]*\))\s*$/i.exec(step.migration.text.slice(span.start, span.end))?.[1];
  if (cmd?.subtype !== 'AT_SetExpression' || type === null || expression === undefined) return null;
  return { name: `${name}_new`, type: typeWords(type), expression };
}
