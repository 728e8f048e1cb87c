import { shortName, type RelationName } from '../../../sql/names.js';
import { bodiesOf } from '../../../sql/statement.js';
import type { Step } from '../../../timeline.js';
import { isOthers, rangeAt } from '../../existing.js';
import { asWritten, blockedWhile, code, table as tableWords } from '../../prose.js';
import { statementRule, type Match } from '../../rule.js';
import { at, nodeIf } from '../../scope.js';
import { edited, without } from '../../wording.js';

interface Unlogged extends Match {
  readonly step: Step;
  readonly table: RelationName;
  readonly created: boolean;
}

export const rule = statementRule<Unlogged>({
  id: 'unlogged-table',
  mode: 'destructive-rollback',
  on: ['AT_SetUnLogged', 'CreateStmt', 'CreateTableAsStmt', 'SelectStmt'],
  detect: (step) => (step.effects.fails === null ? [...altered(step), ...created(step)] : []),
  describe: (match) => ({
    title: `${shortName(match.table)} is emptied by a crash and cannot be read on a standby`,
    message: messageOf(match),
    fix: match.created ? logged(match.step) : '',
  }),
  suggest: ({ step, created: isNew }) => (isNew ? without(step, 'UNLOGGED') : null),
  boxes: ({ table }) => [
    {
      phase: 'before',
      text: `All rows of ${tableWords(table)} may be lost at any crash or failover, and no standby needs them`,
      sql: '',
    },
  ],
});

function altered(step: Step): Unlogged[] {
  const body = nodeIf(step, 'AlterTableStmt');
  if (body === null) return [];
  const table = rangeAt(step, body.relation);
  const known = step.before.relations.get(table);
  // A partitioned table has no rows of its own: before 18 the command does nothing to it.
  if (!isOthers(step, table) || known?.unlogged === true || known?.kind === 'partitioned table') return [];
  return bodiesOf('AlterTableCmd', body.cmds).flatMap((cmd, part): Unlogged[] =>
    cmd.subtype === 'AT_SetUnLogged'
      ? [
          {
            severity: 'unsafe',
            at: at(step, part),
            alsoModes: ['replica-schema-drift', 'hidden-rewrite'],
            step,
            table,
            created: false,
          },
        ]
      : [],
  );
}

function created(step: Step): Unlogged[] {
  const into =
    nodeIf(step, 'CreateStmt')?.relation ??
    nodeIf(step, 'CreateTableAsStmt')?.into?.rel ??
    nodeIf(step, 'SelectStmt')?.intoClause?.rel;
  if (into?.relpersistence !== 'u') return [];
  const table = rangeAt(step, into);
  const known = step.before.relations.get(table);
  if (known !== undefined && step.after.relations.get(table) === known) return [];
  return [{ severity: 'caution', at: at(step), alsoModes: ['replica-schema-drift'], step, table, created: true }];
}

function messageOf({ step, table, created: isNew }: Unlogged): string {
  const loss = `Nothing that is written to ${tableWords(table)} goes to the write-ahead log: a crash or a failover leaves it empty, and a query on a standby fails.`;
  if (isNew) return `${code('UNLOGGED')} saves the log. ${loss}`;
  const touch = step.effects.rewrites.find(({ relation }) => relation === table);
  return touch === undefined ? loss : `${loss} ${blockedWhile(step, touch, 'is rewritten')}`;
}

function logged(step: Step): string {
  const edits = without(step, 'UNLOGGED');
  return edits === null ? asWritten(step) : edited(step, edits);
}
