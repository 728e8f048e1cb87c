import { identifier, shortName, type RelationName } from '../../../sql/names.js';
import type { Step } from '../../../timeline.js';
import { alteredParts } from '../../altered-part.js';
import { isOthersColumn } from '../../existing.js';
import { code, table as tableWords } from '../../prose.js';
import { statementRule, type Match } from '../../rule.js';
import { at } from '../../scope.js';

interface NullAllowed extends Match {
  readonly step: Step;
  readonly table: RelationName;
  readonly column: string;
}

export const rule = statementRule<NullAllowed>({
  id: 'not-null-dropped',
  mode: 'rename-in-rolling-deploy',
  on: ['AT_DropNotNull'],
  detect: (step) =>
    alteredParts(step, 'AT_DropNotNull').flatMap(({ cmd, part, table }): NullAllowed[] => {
      const column = cmd.name ?? '';
      const wasNull = step.before.relations.get(table)?.columns.get(column)?.notNull === false;
      if (wasNull || !isOthersColumn(step, table, column)) return [];
      return [{ severity: 'note', at: at(step, part), alsoModes: ['destructive-rollback'], step, table, column }];
    }),
  describe: ({ table, column }) => ({
    title: `${identifier(column)} of ${shortName(table)} may be NULL from now on`,
    message: `Old code reads ${code(identifier(column))} of ${tableWords(table)} as a value that is always there; a NULL that new code writes may break it. Going back needs every NULL filled first.`,
    fix: '',
  }),
});
