import type { TypeRef } from '../../../catalog/catalog.js';
import { linesNaming, type CodeUse } from '../../../code/uses.js';
import { typeRef, typeWords } from '../../../catalog/types.js';
import { identifier, shortName, type RelationName } from '../../../sql/names.js';
import { bodyOf } from '../../../sql/statement.js';
import { alteredParts } from '../../altered-part.js';
import { columnObject } from '../../changed-object.js';
import { asRelated, placesWords } from '../../code-places.js';
import { isOthersColumn } from '../../existing.js';
import { code, table as tableWords } from '../../prose.js';
import { statementRule, type Match } from '../../rule.js';
import { at } from '../../scope.js';

interface OtherType extends Match {
  readonly table: RelationName;
  readonly column: string;
  readonly from: TypeRef;
  readonly to: TypeRef;
  /** Lines of the code that changes with the migration. */
  readonly uses: readonly CodeUse[];
}

export const rule = statementRule<OtherType>({
  id: 'driver-reads-other-type',
  mode: 'rename-in-rolling-deploy',
  on: ['AT_AlterColumnType'],
  detect: (step, changeset) =>
    alteredParts(step, 'AT_AlterColumnType').flatMap(({ cmd, part, table }): OtherType[] => {
      const column = cmd.name ?? '';
      const written = bodyOf('ColumnDef', cmd.def)?.typeName;
      const from = step.before.relations.get(table)?.columns.get(column)?.type;
      if (written === undefined || from === undefined || from === null || !isOthersColumn(step, table, column))
        return [];
      const to = typeRef(written);
      if (familyOf(from) === familyOf(to)) return [];
      const uses = linesNaming(columnObject(step, changeset, table, column), changeset.code);
      return [{ severity: 'note', at: at(step, part), places: asRelated(uses), table, column, from, to, uses }];
    }),
  describe: ({ table, column, from, to, uses }) => ({
    title: `Drivers hand ${identifier(column)} of ${shortName(table)} over as another type`,
    message:
      `Code that read ${code(identifier(column))} of ${tableWords(table)} as ${code(typeWords(from))} gets ${code(typeWords(to))} from the commit on, and a driver may make something else of it ` +
      '(node-postgres gives bigint and numeric as strings): sums, comparisons and JSON change without an error.' +
      (uses.length === 0 ? '' : ` Code that changes with it has to work with both: ${placesWords(uses)}.`),
    fix: '',
  }),
});

/** Types that drivers turn into the same kind of value. */
const FAMILIES: Readonly<Record<string, string>> = {
  int2: 'number',
  int4: 'number',
  float4: 'number',
  float8: 'number',
  int8: 'long',
  numeric: 'decimal',
  text: 'string',
  varchar: 'string',
  bpchar: 'string',
  citext: 'string',
  json: 'json',
  jsonb: 'json',
  timestamp: 'time',
  timestamptz: 'time',
};

function familyOf({ name, array }: TypeRef): string {
  return `${FAMILIES[name] ?? name}${array ? '[]' : ''}`;
}
