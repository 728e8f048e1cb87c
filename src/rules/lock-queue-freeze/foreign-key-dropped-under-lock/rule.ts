import { shortName, type RelationName } from '../../../sql/names.js';
import type { Step } from '../../../timeline.js';
import { isCalm, whenAsked } from '../../boxes.js';
import { isOthers } from '../../existing.js';
import { asWritten, BOUNDED_WAIT, code, lockClause, sql, table } from '../../prose.js';
import { statementRule, type Match } from '../../rule.js';
import { at } from '../../scope.js';
import { alteredTable, subcommandAt } from '../../subcommand.js';

interface BothEnds extends Match {
  readonly step: Step;
  readonly relation: RelationName;
  readonly referenced: RelationName;
}

export const rule = statementRule<BothEnds>({
  id: 'foreign-key-dropped-under-lock',
  mode: 'lock-queue-freeze',
  on: ['AT_DropConstraint'],
  detect: (step) => {
    if (step.effects.fails !== null) return [];
    const relation = alteredTable(step);
    const constraints = step.before.relations.get(relation)?.constraints;
    return step.statement.parts.flatMap((_span, part): BothEnds[] => {
      const cmd = subcommandAt(step, part);
      const key = cmd?.subtype === 'AT_DropConstraint' ? constraints?.get(cmd.name ?? '') : undefined;
      if (key?.kind !== 'foreign-key' || key.references === relation) return [];
      const { references } = key;
      const busy = step.effects.locks.some((lock) => lock.relation === references && lock.existing);
      if (!busy) return [];
      const alsoModes = ['migration-deadlock'] as const;
      return [
        {
          severity: 'caution',
          at: at(step, part),
          byTraffic: [relation, references],
          alsoModes,
          step,
          relation,
          referenced: references,
        },
      ];
    });
  },
  describe: ({ step, relation, referenced }) => ({
    title: `Dropping a foreign key of ${shortName(relation)} blocks ${shortName(referenced)} as well`,
    message: `A foreign key has triggers on both tables, so ${code(step.statement.kind)} ${lockClause(step, referenced)} as on ${table(relation)}. It waits for the queries of both, and while it waits for the second it holds the first.`,
    fix: sql('-- alone in its transaction, at a quiet time:', BOUNDED_WAIT, asWritten(step)),
  }),
  boxes: (match) =>
    whenAsked(
      match,
      ...[match.relation, match.referenced]
        .filter((relation) => isOthers(match.step, relation))
        .map((relation) => isCalm(relation, 'its readers and writers')),
    ),
});
