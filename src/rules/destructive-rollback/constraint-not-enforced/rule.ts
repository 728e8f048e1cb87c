import type { AlterTableCmd } from '@pgsql/types';
import { identifier, shortName, type RelationName } from '../../../sql/names.js';
import { bodyOf } from '../../../sql/statement.js';
import { alteredParts } from '../../altered-part.js';
import { box, whenAsked } from '../../boxes.js';
import { code, lockClause, sql, table as tableWords } from '../../prose.js';
import type { Step } from '../../../timeline.js';
import { statementRule, type Match } from '../../rule.js';
import { at } from '../../scope.js';

interface NotEnforced extends Match {
  readonly step: Step;
  readonly table: RelationName;
  readonly constraint: string;
  /** It was enforced until now, so rows that it would have refused are new. */
  readonly was: boolean;
}

export const rule = statementRule<NotEnforced>({
  id: 'constraint-not-enforced',
  mode: 'destructive-rollback',
  on: ['AT_AlterConstraint', 'AT_AddConstraint'],
  detect: (step) =>
    alteredParts(step, 'AT_AlterConstraint', 'AT_AddConstraint').flatMap(({ cmd, part, table }): NotEnforced[] => {
      const found = notEnforced(cmd);
      if (found === null || step.before.relations.get(table)?.constraints.get(found.constraint)?.set === step.set)
        return [];
      return [{ severity: found.was ? 'unsafe' : 'caution', at: at(step, part), step, table, ...found }];
    }),
  describe: ({ step, table, constraint, was }) => ({
    title: `${constraint === '' ? 'The new constraint' : identifier(constraint)} of ${shortName(table)} checks nothing`,
    message:
      `A constraint that is ${code('NOT ENFORCED')} stands in the schema of ${tableWords(table)} and refuses no row, neither old nor new` +
      `${was ? '; enforcing it again reads every row and fails on the first that got in meanwhile' : ''}. The statement ${lockClause(step, table)} until the transaction ends.`,
    fix: was
      ? '-- leave it enforced; a load that breaks it for a while needs a table of its own'
      : sql('-- NOT VALID instead: new rows are checked, old ones when VALIDATE CONSTRAINT follows'),
  }),
  boxes: (match) =>
    whenAsked(
      match,
      box(
        'before',
        `All code that writes ${tableWords(match.table)} keeps to ${match.constraint === '' ? 'the new constraint' : code(identifier(match.constraint))} by itself, and nobody takes it for a check`,
      ),
    ),
});

function notEnforced({ subtype, def }: AlterTableCmd): Pick<NotEnforced, 'constraint' | 'was'> | null {
  const altered = subtype === 'AT_AlterConstraint' ? bodyOf('ATAlterConstraint', def) : null;
  if (altered !== null)
    return altered.alterEnforceability === true && altered.is_enforced !== true
      ? { constraint: altered.conname ?? '', was: true }
      : null;
  const added = bodyOf('Constraint', def);
  const canBe = added?.contype === 'CONSTR_CHECK' || added?.contype === 'CONSTR_FOREIGN';
  return canBe && added.is_enforced !== true ? { constraint: added.conname ?? '', was: false } : null;
}
