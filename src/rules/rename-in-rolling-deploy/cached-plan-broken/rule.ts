import { shortName, type RelationName } from '../../../sql/names.js';
import { alteredParts } from '../../altered-part.js';
import { isOthersColumn } from '../../existing.js';
import { code, table as tableWords } from '../../prose.js';
import { statementRule, type Match } from '../../rule.js';
import { at } from '../../scope.js';

interface BrokenPlan extends Match {
  readonly table: RelationName;
  readonly kind: string;
}

export const rule = statementRule<BrokenPlan>({
  id: 'cached-plan-broken',
  mode: 'rename-in-rolling-deploy',
  on: ['AT_DropColumn', 'AT_AlterColumnType'],
  detect: (step) => {
    // Once a statement: one column more or less changes the same rows.
    const [first] = alteredParts(step, 'AT_DropColumn', 'AT_AlterColumnType').filter(({ cmd, table }) =>
      isOthersColumn(step, table, cmd.name ?? ''),
    );
    if (first === undefined) return [];
    return [{ severity: 'note', at: at(step, first.part), table: first.table, kind: step.statement.kind }];
  },
  describe: ({ table, kind }) => ({
    title: `Prepared statements that read all of ${shortName(table)} fail once`,
    message:
      `A statement prepared before ${code(kind)} that says ${code('SELECT *')} or ${code('RETURNING *')} of ${tableWords(table)} fails when it runs next: "cached plan must not change result type". ` +
      'Drivers and pools that prepare under a name get the error on each connection, inside a transaction for good; queries that list their columns do not.',
    fix: '',
  }),
});
