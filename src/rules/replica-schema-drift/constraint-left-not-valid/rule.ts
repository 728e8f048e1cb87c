import { identifier, shortName, type RelationName } from '../../../sql/names.js';
import type { Changeset, Step } from '../../../timeline.js';
import { code, fileName, table } from '../../prose.js';
import { statementRule, type Match } from '../../rule.js';
import { at } from '../../scope.js';
import { addedConstraint, alteredTable, constraintColumns, constraintName } from '../../subcommand.js';

interface NeverValid extends Match {
  readonly step: Step;
  readonly relation: RelationName;
  readonly constraint: string;
}

export const rule = statementRule<NeverValid>({
  id: 'constraint-left-not-valid',
  mode: 'replica-schema-drift',
  on: ['AT_AddConstraint'],
  detect: (step, changeset) => {
    if (step.effects.fails !== null) return [];
    const relation = alteredTable(step);
    if (step.before.relations.get(relation)?.set === step.set) return [];
    return step.statement.parts.flatMap((_span, part): NeverValid[] => {
      const node = addedConstraint(step, part);
      if (node?.skip_validation !== true || node.is_enforced === false) return [];
      const name = constraintName(step, relation, node, constraintColumns(node, null));
      if (name === null || !isPending(relation, name, step, changeset)) return [];
      const alsoModes = ['not-null-without-backfill'] as const;
      return [{ severity: 'note', at: at(step, part), alsoModes, step, relation, constraint: name }];
    });
  },
  describe: ({ relation, constraint }) => ({
    title: `Nothing here validates ${identifier(constraint)}`,
    message: `${code('NOT VALID')} holds for rows that are written from now on. Whether the old rows of ${table(relation)} keep to ${code(identifier(constraint))} nobody knows until a later migration validates it; until then it proves nothing, to ${code('SET NOT NULL')} and to the planner neither.`,
    fix: [
      {
        name: fileName(relation, constraint, 'validate'),
        about: 'later, while reads and writes go on',
        lines: [`ALTER TABLE ${shortName(relation)} VALIDATE CONSTRAINT ${identifier(constraint)};`],
      },
    ],
  }),
});

/** Still there and still not valid when the set has run. */
function isPending(relation: RelationName, name: string, step: Step, { stepsInSet }: Changeset): boolean {
  const last = stepsInSet.get(step.set)?.findLast(({ section }) => section.direction === step.section.direction);
  return last?.after.relations.get(relation)?.constraints.get(name)?.validated === false;
}
