import { identifier, shortName, splitName, type RelationName } from '../../../sql/names.js';
import type { Step } from '../../../timeline.js';
import { fitsCode, statementsNaming, whenAsked } from '../../boxes.js';
import { isOthers, rangeAt } from '../../existing.js';
import { code, lockClause, table } from '../../prose.js';
import { statementRule, type Box, type Match } from '../../rule.js';
import { at, nodeIf } from '../../scope.js';

interface Rewritten extends Match {
  readonly step: Step;
  readonly relation: RelationName;
  readonly name: string;
  /** The command that it rewrites. */
  readonly event: string;
}

export const rule = statementRule<Rewritten>({
  id: 'query-rewrite-rule',
  mode: 'lock-queue-freeze',
  on: ['RuleStmt'],
  detect: (step) => {
    const body = nodeIf(step, 'RuleStmt');
    if (body === null || step.effects.fails !== null) return [];
    const relation = rangeAt(step, body.relation);
    // A view is written through rules where it cannot be written by itself.
    if (!isOthers(step, relation) || step.before.relations.get(relation)?.kind === 'view') return [];
    const alsoModes = ['rename-in-rolling-deploy'] as const;
    const event = body.event?.replace('CMD_', '') ?? '';
    return [{ severity: 'caution', at: at(step), alsoModes, step, relation, name: body.rulename ?? '', event }];
  },
  describe: ({ step, relation, name }) => ({
    title: `The rule ${identifier(name)} changes what statements on ${shortName(relation)} do`,
    message: `${code(step.statement.kind)} ${lockClause(step, relation)} until the transaction ends. From then on Postgres rewrites every matching statement on ${table(relation)} before it runs, that of old code as well: the count of rows and RETURNING may differ, and an expression such as nextval() may be evaluated twice. COPY passes a rule by. A trigger does none of this.`,
    fix: '',
  }),
  boxes: (match) => whenAsked(match, worksWithRule(match)),
});

function worksWithRule({ relation, name, event }: Rewritten): Box {
  return fitsCode(
    `Code that runs ${event} on ${table(relation)} works with what the rule ${code(identifier(name))} makes of it, row counts and RETURNING included`,
    statementsNaming(splitName(relation).name, event),
  );
}
