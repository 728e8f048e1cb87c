import { identifier, literal, type RelationName, shortName, splitName } from '../../../sql/names.js';
import type { Changeset, Step } from '../../../timeline.js';
import { box, whenAsked } from '../../boxes.js';
import { code, lockClause, sql, table } from '../../prose.js';
import { statementRule, type Match } from '../../rule.js';
import { at } from '../../scope.js';
import { alteredTable, subcommandAt } from '../../subcommand.js';

interface NoPolicy extends Match {
  readonly step: Step;
  readonly relation: RelationName;
  /** The table was shown to us with everything on it. */
  readonly certain: boolean;
}

export const rule = statementRule<NoPolicy>({
  id: 'row-security-without-policy',
  mode: 'rename-in-rolling-deploy',
  on: ['AT_EnableRowSecurity'],
  detect: (step, changeset) => {
    if (step.effects.fails !== null) return [];
    return step.statement.parts.flatMap((_span, part): NoPolicy[] => {
      if (subcommandAt(step, part)?.subtype !== 'AT_EnableRowSecurity') return [];
      const relation = alteredTable(step);
      const known = step.before.relations.get(relation);
      if (known?.set === step.set || hasPolicy(step, changeset, relation)) return [];
      const certain = known?.complete === true;
      return [
        {
          severity: certain ? 'unsafe' : 'caution',
          at: at(step, part),
          alsoModes: ['lock-queue-freeze'],
          step,
          relation,
          certain,
        },
      ];
    });
  },
  describe: ({ step, relation, certain }) => ({
    title: `Without a policy ${shortName(relation)} looks empty to everyone but its owner`,
    message: `Once row level security is on, a table with no policy shows no row to anybody but its owner, takes no new one, and raises no error. ${code(step.statement.kind)} ${lockClause(step, relation)} meanwhile.${certain ? '' : ` Nobody has shown us the policies of ${table(relation)}: give \`schema\` to settle it.`}`,
    fix: sql(
      '-- first, with the condition under which a row may be seen and written:',
      `CREATE POLICY ${identifier('everyone')} ON ${shortName(relation)} USING (true);`,
      '-- and then:',
      `ALTER TABLE ${shortName(relation)} ENABLE ROW LEVEL SECURITY;`,
    ),
  }),
  boxes: (match) =>
    whenAsked(
      match,
      box(
        'before',
        `A policy of ${table(match.relation)} lets the application see and write its rows`,
        policiesOf(match.relation),
      ),
    ),
});

/** Known before, or made anywhere in the same set of migrations. */
function hasPolicy(step: Step, changeset: Changeset, relation: RelationName): boolean {
  const states = [step.before, ...(changeset.stepsInSet.get(step.set) ?? []).map(({ after }) => after)];
  return states.some((catalog) => (catalog.relations.get(relation)?.policies ?? []).length > 0);
}

function policiesOf(relation: RelationName): string {
  const { schema, name } = splitName(relation);
  return `SELECT policyname, roles, cmd FROM pg_policies WHERE schemaname = ${literal(schema)} AND tablename = ${literal(name)};`;
}
