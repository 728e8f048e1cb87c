import { typeWords } from '../../../catalog/types.js';
import { usesOf, type CodeUse, type CodeUses } from '../../../code/uses.js';
import { identifier, shortName, type RelationName } from '../../../sql/names.js';
import type { Step } from '../../../timeline.js';
import { backfillLoop } from '../../batching.js';
import { columnObject } from '../../changed-object.js';
import { placesAtBase } from '../../base-mentions.js';
import { asRelated, oldNameWords } from '../../code-places.js';
import { isOthersColumn, rangeAt } from '../../existing.js';
import { BOUNDED_WAIT, code, comment, fileName, lockClause, sql, table as tableWords, type Fix } from '../../prose.js';
import { statementRule, type Match } from '../../rule.js';
import { at, nodeIf } from '../../scope.js';
import { builtBeside } from '../../second-column-files.js';
import { switchLines } from '../../second-column-switch.js';
import { bothWaysTrigger } from '../../sync-trigger.js';

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
  if (column !== undefined && column.generated !== null) return onGenerated({ table, from, to });
  const type = column?.type ?? null;
  const trigger = bothWaysTrigger(step, table, from, to);
  const second = { step, table, old: from, fresh: to, type };
  return [
    {
      name: fileName(table, to),
      about: 'the new column beside the old one; a trigger keeps the two alike, whichever of them the code writes',
      lines: [
        BOUNDED_WAIT,
        ...(type === null ? [comment(`with the type that ${before} has, which is not known here`)] : []),
        `ALTER TABLE ${name} ADD COLUMN ${after} ${type === null ? 'text' : typeWords(type)};`,
        ...trigger.lines,
      ],
    },
    {
      name: fileName(table, to, 'fill'),
      about: 'the old rows, in batches',
      lines: [backfillLoop(step.before, table, to, before, step.version)],
    },
    ...builtBeside(second),
    `then deploy code that reads and writes ${after} alone, and wait until nothing that runs names ${before}`,
    {
      name: fileName(table, 'without', from),
      about: `${after} stands alone from now on`,
      lines: switchLines(second, trigger.name, 'keeps its own'),
    },
    `in a later release, with a backup: ALTER TABLE ${name} DROP COLUMN ${before};`,
  ];
}

/** Nothing but its expression writes it. */
function onGenerated({ table, from, to }: Pick<RenamedColumn, 'table' | 'from' | 'to'>): string {
  return sql(
    comment(`1. add ${identifier(to)} to ${shortName(table)}, filled by a trigger with the expression of ${identifier(from)}, and fill the old rows in batches`),
    comment(`2. release code that reads ${identifier(to)}`),
    comment(`3. drop ${identifier(from)} once no running version names it`),
  );
}

function onView({ table, from, to }: RenamedColumn): string {
  return sql(
    comment(`1. make a second view beside ${shortName(table)} that calls the column ${identifier(to)}`),
    '-- 2. release code that uses the second view',
    comment(`3. drop ${shortName(table)} once no running version names ${identifier(from)}`),
  );
}
