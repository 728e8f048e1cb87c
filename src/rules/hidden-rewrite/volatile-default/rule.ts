import type { Touch } from '../../../effects/effects.js';
import { typeWords, typeRef } from '../../../catalog/types.js';
import { derivedName, identifier, shortName } from '../../../sql/names.js';
import type { Step } from '../../../timeline.js';
import { bodiesOf, bodyOf } from '../../../sql/statement.js';
import { blockedWhile, sql } from '../../prose.js';
import { statementRule, type Match } from '../../rule.js';
import { at, existing, nodeIf, onePerPart, severityOf } from '../../scope.js';

interface VolatileDefault extends Match {
  readonly step: Step;
  readonly touch: Touch;
  readonly column: string;
}

export const rule = statementRule<VolatileDefault>({
  id: 'volatile-default',
  mode: 'hidden-rewrite',
  detect: (step) => onePerPart(existing(step.effects.rewrites)).flatMap((touch) => matchOf(step, touch)),
  describe: ({ step, touch, column }) => ({
    title: `A default that differs by row rewrites ${shortName(touch.relation)}`,
    message: blockedWhile(step, touch, 'is rewritten'),
    fix: inSteps(step, touch, column),
  }),
});

function matchOf(step: Step, touch: Touch): VolatileDefault[] {
  const { because } = touch;
  if (because.id !== 'volatile-default' && because.id !== 'unknown-default') return [];
  return [{ severity: severityOf(touch), at: at(step, touch.part), alsoModes: ['lock-queue-freeze'], step, touch, column: because.column }];
}

/** New rows get the default at once, old rows in batches, and no row is written while the table is locked. */
function inSteps(step: Step, touch: Touch, column: string): string {
  const definition = bodiesOf('AlterTableCmd', nodeIf(step, 'AlterTableStmt')?.cmds)
    .map((cmd) => bodyOf('ColumnDef', cmd.def))
    .find((one) => one?.colname === column);
  const type = definition?.typeName === undefined ? 'text' : typeWords(typeRef(definition.typeName));
  const name = shortName(touch.relation);
  const quoted = identifier(column);
  return sql(
    `ALTER TABLE ${name} ADD COLUMN ${quoted} ${type};`,
    `ALTER TABLE ${name} ALTER COLUMN ${quoted} SET DEFAULT ${defaultText(step, touch.part)};`,
    `-- then fill the old rows in batches of 1,000 to 10,000, each committed by itself`,
    ...(definition?.constraints ?? []).some((one) => bodyOf('Constraint', one)?.contype === 'CONSTR_NOTNULL')
      ? [`-- and last: CHECK (${quoted} IS NOT NULL) NOT VALID as ${derivedName(touch.relation, column, 'not_null')}, VALIDATE, SET NOT NULL`]
      : [],
  );
}

/** The default expression as written: from after DEFAULT to the next constraint of the column. */
function defaultText(step: Step, part: number): string {
  const span = step.statement.parts[part] ?? step.statement.span;
  const written = step.migration.text.slice(span.start, span.end);
  const match = /\bDEFAULT\s+([\s\S]+)$/i.exec(written);
  return (match?.[1] ?? 'NULL').replace(/\s+(?:NOT\s+NULL|NULL|UNIQUE|PRIMARY\s+KEY|CHECK|REFERENCES|CONSTRAINT)\b[\s\S]*$/i, '').trim();
}
