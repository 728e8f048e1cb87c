import { typeWords } from '../../../catalog/types.js';
import { usesOf, type CodeUse, type CodeUses } from '../../../code/uses.js';
import { identifier, shortName, type RelationName } from '../../../sql/names.js';
import type { Step } from '../../../timeline.js';
import { batchOf, shrinkingLoop } from '../../batching.js';
import { columnObject } from '../../changed-object.js';
import { placesAtBase } from '../../base-mentions.js';
import { asRelated, oldNameWords } from '../../code-places.js';
import { notNullSteps } from '../../not-null-steps.js';
import { isOthersColumn, rangeAt } from '../../existing.js';
import { BOUNDED_WAIT, code, comment, fileName, lockClause, sql, table as tableWords, type Fix } from '../../prose.js';
import { statementRule, type Match } from '../../rule.js';
import { at, nodeIf } from '../../scope.js';

interface RenamedColumn extends Match {
  readonly step: Step;
  readonly table: RelationName;
  readonly from: string;
  readonly to: string;
  /** Of the old name, in the code of the change. */
  readonly uses: CodeUses;
  /** The same at the base commit, where it was searched. */
  readonly atBase: readonly CodeUse[];
}

export const rule = statementRule<RenamedColumn>({
  id: 'rename-column',
  mode: 'rename-in-rolling-deploy',
  on: ['RenameStmt'],
  detect: (step, changeset) => {
    const body = nodeIf(step, 'RenameStmt');
    if (body?.renameType !== 'OBJECT_COLUMN' || step.effects.fails !== null) return [];
    const table = rangeAt(step, body.relation);
    const from = body.subname ?? '';
    if (!isOthersColumn(step, table, from)) return [];
    const object = columnObject(step, changeset, table, from);
    const uses = usesOf(object, changeset.code);
    return [
      {
        severity: 'unsafe',
        at: at(step),
        alsoModes: ['lock-queue-freeze'],
        places: asRelated(uses.added),
        step,
        table,
        from,
        to: body.newname ?? '',
        uses,
        atBase: placesAtBase(object, changeset),
      },
    ];
  },
  describe: (match) => ({
    title: `Renaming ${identifier(match.from)} of ${shortName(match.table)} breaks the code that is running`,
    message: messageOf(match),
    fix: isView(match) ? onView(match) : expandAndContract(match),
  }),
});

function messageOf({ step, table, from, to, uses, atBase }: RenamedColumn): string {
  return (
    `From the commit on, every query that says ${code(identifier(from))} of ${tableWords(table)} fails with "column does not exist", and old and new code run side by side ` +
    `during a rolling deploy: whichever is first, one of them knows only the other name (${code(identifier(to))}). The statement ${lockClause(step, table)} until the transaction ends.${oldNameWords(uses, atBase)}`
  );
}

function isView({ step, table }: RenamedColumn): boolean {
  return step.before.relations.get(table)?.kind.endsWith('view') === true;
}

function expandAndContract({ step, table, from, to }: RenamedColumn): Fix {
  const name = shortName(table);
  const [before, after] = [identifier(from), identifier(to)];
  const column = step.before.relations.get(table)?.columns.get(from);
  const type = column?.type ?? null;
  return [
    {
      name: fileName(table, to),
      about: 'in this release the new column beside the old one; the code writes both and reads the old one',
      lines: [
        BOUNDED_WAIT,
        ...(type === null ? [comment(`with the type that ${before} has, which is not known here`)] : []),
        `ALTER TABLE ${name} ADD COLUMN ${after} ${type === null ? 'text' : typeWords(type)};`,
      ],
    },
    {
      name: fileName(table, to, 'fill'),
      about: 'the old rows, in batches',
      lines: [
        shrinkingLoop(
          `UPDATE ${name} SET ${after} = ${before} WHERE ${batchOf(table, `${after} IS DISTINCT FROM ${before}`)};`,
          step.version,
        ),
      ],
    },
    ...(column?.notNull === true ? notNullSteps(table, [to], step.version) : []),
    `next release: the code uses ${after} alone`,
    `the release after that, with a backup: ALTER TABLE ${name} DROP COLUMN ${before};`,
  ];
}

function onView({ table, from, to }: RenamedColumn): string {
  return sql(
    comment(`1. make a second view beside ${shortName(table)} that calls the column ${identifier(to)}`),
    '-- 2. release code that uses the second view',
    comment(`3. drop ${shortName(table)} once no running version names ${identifier(from)}`),
  );
}
