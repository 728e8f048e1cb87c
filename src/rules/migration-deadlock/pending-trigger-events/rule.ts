import { foreignKeysOf, foreignKeysTo } from '../../../catalog/catalog.js';
import { identifier, shortName, type RelationName } from '../../../sql/names.js';
import { bodiesOf } from '../../../sql/statement.js';
import type { Changeset, Step } from '../../../timeline.js';
import { code, sql, table } from '../../prose.js';
import { statementRule, type Match } from '../../rule.js';
import { at, nodeIf } from '../../scope.js';
import { takenBackIn } from '../../undone.js';

interface PendingEvents extends Match {
  readonly step: Step;
  readonly relation: RelationName;
  readonly writer: Step;
  readonly key: string;
}

export const rule = statementRule<PendingEvents>({
  id: 'pending-trigger-events',
  mode: 'migration-deadlock',
  on: ['AlterTableStmt'],
  detect: (step, changeset) => {
    const transaction = step.session.transaction;
    const [target] = step.effects.locks;
    if (transaction === null || transaction.constraintsImmediate || target === undefined || step.effects.fails !== null)
      return [];
    for (const writer of earlier(step, changeset)) {
      const key = deferredKey(writer, target.relation);
      if (key !== null)
        return [{ severity: 'unsafe', at: at(step), related: [writer], step, relation: target.relation, writer, key }];
    }
    return [];
  },
  describe: ({ step, relation, writer, key }) => ({
    title: `${shortName(relation)} cannot be altered while a deferred foreign key is unchecked`,
    message: `${code(writer.statement.kind)} leaves rows of ${table(relation)} whose foreign key ${code(identifier(key))} is checked at the commit. Until then ${code(step.statement.kind)} fails: "cannot ALTER TABLE because it has pending trigger events".`,
    fix: sql(
      '-- check the keys right before the statement, or put it into a migration of its own:',
      'SET CONSTRAINTS ALL IMMEDIATE;',
    ),
  }),
});

/** Statements of the same transaction that ran before. */
function earlier(step: Step, { stepsInTransaction }: Changeset): readonly Step[] {
  const together = stepsInTransaction.get(step.session.transaction?.number ?? -1) ?? [];
  const before = together.filter(({ index }) => index < step.index);
  const isTakenBack = takenBackIn(before);
  return before.filter((one) => one.effects.writes !== 'none' && !isTakenBack(one));
}

/** The deferred key whose check a write to the relation leaves for the commit, if there is one. */
function deferredKey(writer: Step, relation: RelationName): string | null {
  const { writes, writesTo, mayWrite } = writer.effects;
  if (writes === 'none' || ![...writesTo, ...mayWrite].includes(relation)) return null;
  const own = foreignKeysOf(writer.before, relation).filter(({ key }) => key.deferred);
  const others = foreignKeysTo(writer.before, relation).filter(({ key }) => key.deferred);
  const update = nodeIf(writer, 'UpdateStmt');
  if (update !== null) {
    const set = new Set(bodiesOf('ResTarget', update.targetList).map((column) => column.name ?? ''));
    const touched =
      own.find(({ key }) => key.columns.some((column) => set.has(column))) ??
      others.find(({ key }) => key.referencedColumns.some((column) => set.has(column)));
    return touched?.key.name ?? null;
  }
  if (nodeIf(writer, 'DeleteStmt') !== null) return others[0]?.key.name ?? null;
  return own[0]?.key.name ?? null;
}
