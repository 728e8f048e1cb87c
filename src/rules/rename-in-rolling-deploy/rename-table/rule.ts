import { usesOf, type CodeUse, type CodeUses } from '../../../code/uses.js';
import { identifier, relationName, shortName, splitName, type RelationName } from '../../../sql/names.js';
import type { Step } from '../../../timeline.js';
import { placesAtBase } from '../../base-mentions.js';
import { asRelated, oldNameWords } from '../../code-places.js';
import { isOthers, rangeAt } from '../../existing.js';
import { code, comment, lockClause, sql, table as tableWords } from '../../prose.js';
import { statementRule, type Match } from '../../rule.js';
import { at, isInTransaction, nodeIf } from '../../scope.js';
import { compatibleView } from '../compatible-view.js';

interface RenamedTable extends Match {
  readonly step: Step;
  readonly table: RelationName;
  readonly to: string;
  readonly hasView: boolean;
  /** Of the old name, in the code of the change. */
  readonly uses: CodeUses;
  /** The same at the base commit, where it was searched. */
  readonly atBase: readonly CodeUse[];
}

export const rule = statementRule<RenamedTable>({
  id: 'rename-table',
  mode: 'rename-in-rolling-deploy',
  on: ['RenameStmt'],
  detect: (step, changeset) => {
    const body = nodeIf(step, 'RenameStmt');
    if (body === null || (body.renameType !== 'OBJECT_TABLE' && body.renameType !== 'OBJECT_FOREIGN_TABLE')) return [];
    const table = rangeAt(step, body.relation);
    if (!isOthers(step, table) || step.effects.fails !== null) return [];
    const view = compatibleView(step, table, changeset);
    const related = view === null ? [] : [view];
    const severity = view === null ? 'unsafe' : 'note';
    const object = { kind: 'table', name: splitName(table).name } as const;
    const uses = usesOf(object, changeset.code);
    return [
      {
        severity,
        at: at(step),
        alsoModes: ['lock-queue-freeze'],
        related,
        places: view === null ? asRelated(uses.added) : [],
        step,
        table,
        to: body.newname ?? '',
        hasView: view !== null,
        uses,
        atBase: placesAtBase(object, changeset),
      },
    ];
  },
  describe: (match) => ({
    title: match.hasView
      ? `${shortName(match.table)} lives on as a view`
      : `Renaming ${shortName(match.table)} breaks the code that is running`,
    message: messageOf(match),
    fix: match.hasView ? '' : withView(match),
  }),
});

function messageOf({ step, table, to, hasView, uses, atBase }: RenamedTable): string {
  if (hasView) {
    return `Old code reads and writes ${tableWords(table)} through the view of that name. ${code('TRUNCATE')}, foreign keys and changes of the table need the new name ${code(identifier(to))}; drop the view once no running version uses it.`;
  }
  return (
    `From the commit on, every query on ${tableWords(table)} fails with "relation does not exist", while old code that knows only this name still runs in a rolling deploy. ` +
    `The statement ${lockClause(step, table)} until the transaction ends.${oldNameWords(uses, atBase)}`
  );
}

function withView({ step, table, to }: RenamedTable): string {
  const renamed = shortName(relationName(splitName(table).schema, to));
  const inTransaction = isInTransaction(step);
  return sql(
    '-- 1. one transaction: the old name stays, as a view that can be read and written',
    ...(inTransaction ? [] : ['BEGIN;']),
    "SET LOCAL lock_timeout = '2s';",
    `ALTER TABLE ${shortName(table)} RENAME TO ${identifier(to)};`,
    `CREATE VIEW ${shortName(table)} AS SELECT * FROM ${renamed};`,
    ...(inTransaction ? [] : ['COMMIT;']),
    comment(`2. next release: the code uses ${renamed}`),
    comment(`3. the release after that: DROP VIEW ${shortName(table)};`),
  );
}
