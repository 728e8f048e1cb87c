import { provenColumns } from '../../../catalog/apply-proof.js';
import { identifier, shortName, type RelationName } from '../../../sql/names.js';
import { bodyOf, texts } from '../../../sql/statement.js';
import type { Changeset, Step } from '../../../timeline.js';
import { alteredParts, type AlteredPart } from '../../altered-part.js';
import { rangeAt } from '../../existing.js';
import { code, sql, table as tableWords } from '../../prose.js';
import { statementRule, type Match } from '../../rule.js';
import { at, isDown, nodeIf } from '../../scope.js';
import { schemaAtEnd } from '../../set-end.js';

interface EarlyNotNull extends Match {
  readonly step: Step;
  readonly table: RelationName;
  readonly column: string;
}

export const rule = statementRule<EarlyNotNull>({
  id: 'not-null-before-writers',
  mode: 'not-null-without-backfill',
  on: ['AT_SetNotNull', 'AT_AddConstraint'],
  detect: (step, changeset) =>
    isDown(step)
      ? []
      : alteredParts(step, 'AT_SetNotNull', 'AT_AddConstraint').flatMap((part) => early(step, changeset, part)),
  describe: ({ table, column }) => ({
    title: `Code that does not know ${identifier(column)} can no longer insert into ${shortName(table)}`,
    message:
      `The same change adds ${code(identifier(column))} to ${tableWords(table)} and forbids NULL in it, without a default. ` +
      'Code that was released before leaves the column out, and each of its INSERTs fails from this statement on.',
    fix: sql(
      '-- in this release: the column, and code that writes it in every INSERT',
      '-- in the next, when no old code runs any more: the old rows in batches, and then NOT NULL',
    ),
  }),
  boxes: ({ table, column }) => [
    {
      phase: 'before',
      text: `All code that inserts into ${tableWords(table)} and still runs gives ${code(identifier(column))} a value`,
      sql: '',
    },
  ],
});

/** A column of the same set that forbids NULL from here on, and has no default when the set has run. */
function early(step: Step, changeset: Changeset, { cmd, part, table }: AlteredPart): EarlyNotNull[] {
  const relation = step.before.relations.get(table);
  const end = schemaAtEnd(step, changeset).relations.get(table);
  if (isFilledByTrigger(step, changeset, table)) return [];
  return forbidden(cmd).flatMap((column): EarlyNotNull[] => {
    if (relation?.columns.get(column)?.set !== step.set || end?.columns.get(column)?.hasDefault !== false) return [];
    if (hadDefault(step, changeset, table, column)) return [];
    // The first statement that forbids it is the one to tell: the rest of the recipe changes nothing for writers.
    const before = relation.constraints.some((one) => one.kind === 'check' && one.proves.includes(column));
    return before || relation.columns.get(column)?.notNull === true
      ? []
      : [
          {
            severity: 'caution',
            at: at(step, part),
            alsoModes: ['rename-in-rolling-deploy', 'replica-schema-drift'],
            step,
            table,
            column,
          },
        ];
  });
}

/** A default that the set gave and took away again: the rule about that statement speaks. */
function hadDefault(step: Step, { stepsInSet }: Changeset, table: RelationName, column: string): boolean {
  const earlier = (stepsInSet.get(step.set) ?? []).filter(({ index }) => index <= step.index);
  return earlier.some(({ before }) => before.relations.get(table)?.columns.get(column)?.hasDefault === true);
}

/** A trigger of the same set gives the column a value in the INSERTs of old code as well. */
function isFilledByTrigger(step: Step, { stepsInSet }: Changeset, table: RelationName): boolean {
  return (stepsInSet.get(step.set) ?? []).some((one) => {
    const trigger = nodeIf(one, 'CreateTrigStmt');
    return trigger?.row === true && rangeAt(one, trigger.relation) === table;
  });
}

function forbidden({ subtype, name, def }: AlteredPart['cmd']): readonly string[] {
  if (subtype === 'AT_SetNotNull') return [name ?? ''];
  const constraint = bodyOf('Constraint', def);
  if (constraint?.contype === 'CONSTR_NOTNULL') return texts(constraint.keys);
  return constraint?.contype === 'CONSTR_CHECK' ? provenColumns(constraint.raw_expr) : [];
}
