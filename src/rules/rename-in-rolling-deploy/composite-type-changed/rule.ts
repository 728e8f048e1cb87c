import { identifier, literal, shortName, type RelationName } from '../../../sql/names.js';
import type { Step } from '../../../timeline.js';
import { box, whenAsked } from '../../boxes.js';
import { isOthers } from '../../existing.js';
import { code, lockClause, sql, comment, table } from '../../prose.js';
import { statementRule, type Match } from '../../rule.js';
import { at, nodeIf } from '../../scope.js';
import { alteredTable, subcommandAt } from '../../subcommand.js';

interface ChangedType extends Match {
  readonly step: Step;
  readonly type: RelationName;
  readonly change: string;
}

export const rule = statementRule<ChangedType>({
  id: 'composite-type-changed',
  mode: 'rename-in-rolling-deploy',
  on: ['AT_AddColumn', 'AT_DropColumn', 'AT_AlterColumnType'],
  detect: (step) => {
    if (nodeIf(step, 'AlterTableStmt')?.objtype !== 'OBJECT_TYPE' || step.effects.fails !== null) return [];
    const type = alteredTable(step);
    if (!isOthers(step, type)) return [];
    return step.statement.parts.flatMap((_span, part): ChangedType[] => {
      const change = CHANGES[subcommandAt(step, part)?.subtype ?? ''];
      if (change === undefined) return [];
      return [{ severity: 'caution', at: at(step, part), alsoModes: ['lock-queue-freeze'], step, type, change }];
    });
  },
  describe: ({ step, type, change }) => ({
    title: `Values of the type ${shortName(type)} have another shape from now on`,
    message: `${code(change)} ${lockClause(step, type)} until the transaction ends. Code that reads or writes a ${code(shortName(type))} whole, ${code('ROW(…)')} and drivers that decode it by position, expects the attributes it was written for and fails with more, fewer or other ones.`,
    fix: sql(
      comment(`1. make a second type beside ${shortName(type)}, for instance ${identifier(`${shortName(type)}_2`)}`),
      comment('2. release code that uses it'),
      comment(`3. drop ${shortName(type)} once nothing uses it`),
    ),
  }),
  boxes: (match) =>
    whenAsked(
      match,
      box(
        'before',
        `Code that runs works with values of ${table(match.type)} both before and after ${match.change}`,
        usersOf(match.type),
      ),
    ),
});

const CHANGES: Readonly<Record<string, string>> = {
  AT_AddColumn: 'ADD ATTRIBUTE',
  AT_DropColumn: 'DROP ATTRIBUTE',
  AT_AlterColumnType: 'ALTER ATTRIBUTE',
};

/** Columns and functions of the type, or of arrays of it. */
function usersOf(type: RelationName): string {
  return sql(
    'SELECT pg_describe_object(classid, objid, objsubid) AS used_by FROM pg_depend',
    "WHERE refclassid = 'pg_type'::regclass AND deptype = 'n'",
    `  AND refobjid IN (to_regtype(${literal(type)}), to_regtype(${literal(`${type}[]`)}));`,
  );
}
