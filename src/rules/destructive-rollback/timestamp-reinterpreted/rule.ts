import type { TypeRef } from '../../../catalog/catalog.js';
import { typeRef, typeWords } from '../../../catalog/types.js';
import { identifier, shortName, type RelationName } from '../../../sql/names.js';
import { bodiesOf, bodyOf, findAll, texts } from '../../../sql/statement.js';
import { effective } from '../../../session/session.js';
import type { Step } from '../../../timeline.js';
import { isOthersColumn, rangeAt } from '../../existing.js';
import { code, comment, lockClause, table as tableWords } from '../../prose.js';
import { statementRule, type Match } from '../../rule.js';
import { at, nodeIf } from '../../scope.js';
import { inUtc, zoned } from '../../time-zone.js';

interface Reinterpreted extends Match {
  readonly step: Step;
  readonly table: RelationName;
  readonly column: string;
  readonly part: number;
  readonly from: TypeRef;
  readonly to: TypeRef;
  readonly rewritten: boolean;
}

const OTHER = new Map([
  ['timestamp', 'timestamptz'],
  ['timestamptz', 'timestamp'],
]);

export const rule = statementRule<Reinterpreted>({
  id: 'timestamp-reinterpreted',
  mode: 'destructive-rollback',
  on: ['AT_AlterColumnType'],
  detect: (step) => {
    const body = nodeIf(step, 'AlterTableStmt');
    if (body === null || step.effects.fails !== null || effective(step.session).timeZone !== null) return [];
    const table = rangeAt(step, body.relation);
    return bodiesOf('AlterTableCmd', body.cmds).flatMap((cmd, part): Reinterpreted[] => {
      const definition = cmd.subtype === 'AT_AlterColumnType' ? bodyOf('ColumnDef', cmd.def) : null;
      const column = cmd.name ?? '';
      if (definition?.typeName === undefined || !isOthersColumn(step, table, column)) return [];
      const from = step.before.relations.get(table)?.columns.get(column)?.type;
      const to = typeRef(definition.typeName);
      if (from === null || from === undefined || from.array || to.array || OTHER.get(from.name) !== to.name) return [];
      if (findAll('FuncCall', definition.raw_default).some((call) => texts(call.funcname).at(-1) === 'timezone'))
        return [];
      const rewritten = step.effects.rewrites.some((touch) => touch.part === part && touch.existing);
      return [
        {
          severity: 'unsafe',
          at: at(step, part),
          alsoModes: rewritten ? ['hidden-rewrite'] : [],
          step,
          table,
          column,
          part,
          from,
          to,
          rewritten,
        },
      ];
    });
  },
  describe: ({ step, table, column, part, from, to }) => ({
    title: `The instants in ${identifier(column)} of ${shortName(table)} depend on who runs the migration`,
    message:
      `Without ${code('AT TIME ZONE')} each value of ${code(identifier(column))} in ${tableWords(table)} is read in the session's time zone, which the server, the role ` +
      `or the tool decides: another zone than the code wrote in shifts every value by hours, and nothing fails. The change to ${code(typeWords(to))} ${lockClause(step, table)} until the transaction ends.`,
    fix:
      inUtc(step, part) ??
      comment(
        `say which zone the values were written in: fill a second column in batches with ${zoned(step, column, from, to) ?? ''}`,
      ),
  }),
  boxes: ({ column }) => [
    {
      phase: 'before',
      text: `Everybody who writes ${code(identifier(column))} agrees on the time zone that its values are in`,
      sql: '',
    },
  ],
});
