import { identifier, shortName, type RelationName } from '../../../sql/names.js';
import { isNullConstant } from '../../../sql/statement.js';
import { alteredParts } from '../../altered-part.js';
import { isOthersColumn } from '../../existing.js';
import { code, table as tableWords } from '../../prose.js';
import { statementRule, type Match } from '../../rule.js';
import { at } from '../../scope.js';

interface OtherDefault extends Match {
  readonly table: RelationName;
  readonly column: string;
}

export const rule = statementRule<OtherDefault>({
  id: 'default-changed',
  mode: 'rename-in-rolling-deploy',
  on: ['AT_ColumnDefault'],
  detect: (step) =>
    alteredParts(step, 'AT_ColumnDefault').flatMap(({ cmd, part, table }): OtherDefault[] => {
      const column = cmd.name ?? '';
      if (cmd.def === undefined || isNullConstant(cmd.def) || !isOthersColumn(step, table, column)) return [];
      return [{ severity: 'note', at: at(step, part), table, column }];
    }),
  describe: ({ table, column }) => ({
    title: `New rows of ${shortName(table)} get another ${identifier(column)}`,
    message: `Rows that are there keep ${code(identifier(column))} as it is; INSERTs into ${tableWords(table)} that leave it out get the new default from now on, those of old code as well.`,
    fix: '',
  }),
});
