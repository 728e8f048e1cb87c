import { identifier, literal, shortName } from '../../../sql/names.js';
import { texts } from '../../../sql/statement.js';
import type { Changeset, Step } from '../../../timeline.js';
import { batchOf, shrinkingLoop } from '../../batching.js';
import { keyAt } from '../../existing.js';
import { code, fileName, type Fix } from '../../prose.js';
import { statementRule, type Match } from '../../rule.js';
import { at, nodeIf } from '../../scope.js';

interface RenamedValue extends Match {
  readonly step: Step;
  /** Key of the type in the catalog. */
  readonly type: string;
  readonly from: string;
  readonly to: string;
}

export const rule = statementRule<RenamedValue>({
  id: 'rename-enum-value',
  mode: 'rename-in-rolling-deploy',
  on: ['AlterEnumStmt'],
  detect: (step, changeset) => {
    const body = nodeIf(step, 'AlterEnumStmt');
    if (body?.oldVal === undefined || step.effects.fails !== null) return [];
    const type = keyAt(step, step.before.types, texts(body.typeName));
    if (step.before.types.get(type)?.set === step.set || isNewValue(step, type, body.oldVal, changeset)) return [];
    return [{ severity: 'unsafe', at: at(step), step, type, from: body.oldVal, to: body.newVal ?? '' }];
  },
  describe: ({ step, type, from, to }) => ({
    title: `Renaming a value of ${shortName(type)} breaks the code that is running`,
    message: `From the commit on ${code(literal(from))} is no value of ${code(shortName(type))}: old code that writes or compares it fails with "invalid input value for enum", and reads ${code(literal(to))}, which it does not know.`,
    fix: beside(step, type, from, to),
  }),
});

/** Added by the same set: nobody writes it yet. */
function isNewValue(step: Step, type: string, value: string, { stepsInSet }: Changeset): boolean {
  return (stepsInSet.get(step.set) ?? []).some((one) => {
    const body = nodeIf(one, 'AlterEnumStmt');
    if (body === null || one.index >= step.index || body.oldVal !== undefined || body.newVal !== value) return false;
    return keyAt(one, one.before.types, texts(body.typeName)) === type;
  });
}

function beside({ before, version }: Step, type: string, from: string, to: string): Fix {
  const columns = [...before.relations.values()].flatMap((relation) =>
    [...relation.columns.values()]
      .filter((column) => column.type?.name === type && !column.type.array)
      .map(({ name }) => [relation.name, identifier(name)] as const),
  );
  const added = `ALTER TYPE ${shortName(type)} ADD VALUE IF NOT EXISTS ${literal(to)} AFTER ${literal(from)};`;
  return [
    { name: `${shortName(type)}_${to}`, about: 'the new value beside the old one', lines: [added] },
    'then release code that reads both values and writes the new one',
    ...columns.map(([table, column]) => ({
      name: fileName(table, column, to),
      about: `the old rows of ${shortName(table)}`,
      lines: [
        shrinkingLoop(
          `UPDATE ${shortName(table)} SET ${column} = ${literal(to)} WHERE ${batchOf(table, `${column} = ${literal(from)}`)};`,
          version,
        ),
      ],
    })),
    ...(columns.length === 0 ? [`then the old rows, in batches, in a migration of their own`] : []),
    `${literal(from)} stays in the type, unused: Postgres cannot drop a value`,
  ];
}
