import type { AlterTableCmd } from '@pgsql/types';
import { identifier, shortName, type RelationName } from '../../../sql/names.js';
import { isNullConstant } from '../../../sql/statement.js';
import type { Changeset, Step } from '../../../timeline.js';
import { alteredParts } from '../../altered-part.js';
import { isOthersColumn } from '../../existing.js';
import { BOUNDED_WAIT, code, sql, table as tableWords } from '../../prose.js';
import { statementRule, type Match } from '../../rule.js';
import { at } from '../../scope.js';
import { schemaAtEnd, schemaAtStart } from '../../set-end.js';
import { lockedMeanwhile } from '../locked.js';

interface DefaultGone extends Match {
  readonly step: Step;
  readonly table: RelationName;
  readonly column: string;
  readonly what: 'DEFAULT' | 'IDENTITY' | 'EXPRESSION';
  readonly required: boolean | null;
}

export const rule = statementRule<DefaultGone>({
  id: 'default-dropped',
  mode: 'destructive-rollback',
  on: ['AT_ColumnDefault', 'AT_DropIdentity', 'AT_DropExpression'],
  detect: (step, changeset) =>
    alteredParts(step, 'AT_ColumnDefault', 'AT_DropIdentity', 'AT_DropExpression').flatMap(
      ({ cmd, part, table }): DefaultGone[] => {
        const what = droppedBy(cmd);
        const column = cmd.name ?? '';
        if (what === null || !isOthersColumn(step, table, column)) return [];
        const known = step.before.relations.get(table)?.columns.get(column);
        const before = schemaAtStart(step, changeset).relations.get(table)?.columns.get(column);
        if (known?.hasDefault === false || before?.hasDefault === false) return [];
        if (endsWell(step, changeset, table, column)) return [];
        const required = known?.notNull ?? null;
        return [
          {
            severity: 'caution',
            at: at(step, part),
            alsoModes: ['rename-in-rolling-deploy'],
            step,
            table,
            column,
            what,
            required,
          },
        ];
      },
    ),
  describe: (match) => ({
    title: `Nothing fills ${identifier(match.column)} of ${shortName(match.table)} any more`,
    message: messageOf(match),
    fix: sql(
      '-- in a later release, when all code that inserts gives the column a value:',
      BOUNDED_WAIT,
      `ALTER TABLE ${shortName(match.table)} ALTER COLUMN ${identifier(match.column)} DROP ${match.what};`,
    ),
  }),
  boxes: ({ table, column }) => [
    {
      phase: 'before',
      text: `Every INSERT into ${tableWords(table)} by code that runs gives ${code(identifier(column))} a value`,
      sql: '',
    },
  ],
});

function droppedBy({ subtype, def }: AlterTableCmd): DefaultGone['what'] | null {
  if (subtype === 'AT_DropIdentity') return 'IDENTITY';
  if (subtype === 'AT_DropExpression') return 'EXPRESSION';
  return def === undefined || isNullConstant(def) ? 'DEFAULT' : null;
}

/** Another default follows in the same set, or the column goes altogether, which is told by itself. */
function endsWell(step: Step, changeset: Changeset, table: RelationName, column: string): boolean {
  const end = schemaAtEnd(step, changeset).relations.get(table);
  if (end === undefined) return step.before.relations.has(table);
  const known = end.columns.get(column);
  return known === undefined
    ? step.before.relations.get(table)?.columns.has(column) === true
    : known.hasDefault === true;
}

function messageOf({ step, table, column, what, required }: DefaultGone): string {
  const name = code(identifier(column));
  const then =
    required === true
      ? `an INSERT that leaves ${name} out fails, because it is NOT NULL`
      : required === false
        ? `an INSERT that leaves ${name} out writes NULL`
        : `an INSERT that leaves ${name} out writes NULL, or fails where the column is NOT NULL`;
  const stays = what === 'EXPRESSION' ? ' Values that are there stay as they are and are computed no more.' : '';
  return `Without its ${what.toLowerCase()} ${then}; old code in a rolling deploy does so.${stays} ${lockedMeanwhile(step, table, 'The statement')}`;
}
