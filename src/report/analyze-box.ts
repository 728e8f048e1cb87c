import type { VacuumStmt } from '@pgsql/types';
import { rangeAt } from '../rules/existing.js';
import { table as tableWords } from '../rules/prose.js';
import type { Box } from '../rules/rule.js';
import { nodeIf } from '../rules/scope.js';
import { shortName, type RelationName } from '../sql/names.js';
import { bodiesOf } from '../sql/statement.js';
import type { Changeset, Step } from '../timeline.js';

/** What leaves the planner without statistics, which it then guesses: ANALYZE gives them back. */
export function analyzeBoxes(step: Step, changeset: Changeset): readonly Box[] {
  const relation = retyped(step) ?? indexedExpression(step);
  if (relation === null || step.effects.fails !== null || isAnalyzed(relation, step, changeset)) return [];
  // Nobody has rows in a table of the same change, and autovacuum comes to it with the first ones.
  if (step.before.relations.get(relation)?.set === step.set) return [];
  return [
    {
      phase: 'after',
      text: `The planner has statistics again for ${tableWords(relation)}, which a ${retyped(step) === null ? 'new expression index lacks' : 'change of type throws away'}`,
      sql: `ANALYZE ${shortName(relation)};`,
    },
  ];
}

function retyped(step: Step): RelationName | null {
  const body = nodeIf(step, 'AlterTableStmt');
  if (body?.objtype !== 'OBJECT_TABLE') return null;
  const changes = bodiesOf('AlterTableCmd', body.cmds).some(({ subtype }) => subtype === 'AT_AlterColumnType');
  return changes ? rangeAt(step, body.relation) : null;
}

function indexedExpression(step: Step): RelationName | null {
  const body = nodeIf(step, 'IndexStmt');
  const computed = bodiesOf('IndexElem', body?.indexParams).some(({ expr }) => expr !== undefined);
  return body !== null && computed ? rangeAt(step, body.relation) : null;
}

/** By a later statement of the same change, of this table or of all. */
function isAnalyzed(relation: RelationName, step: Step, { stepsInSet }: Changeset): boolean {
  return (stepsInSet.get(step.set) ?? []).some((one) => {
    const body = one.index > step.index ? nodeIf(one, 'VacuumStmt') : null;
    if (body === null || !analyzes(body)) return false;
    const listed = bodiesOf('VacuumRelation', body.rels);
    return listed.length === 0 || listed.some((entry) => rangeAt(one, entry.relation) === relation);
  });
}

function analyzes({ is_vacuumcmd, options }: VacuumStmt): boolean {
  return is_vacuumcmd !== true || bodiesOf('DefElem', options).some(({ defname }) => defname === 'analyze');
}
