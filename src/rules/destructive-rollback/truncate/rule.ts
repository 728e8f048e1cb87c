import { shortName, type RelationName } from '../../../sql/names.js';
import { bodiesOf } from '../../../sql/statement.js';
import type { Step } from '../../../timeline.js';
import { batchOf, inLoop, shrinkingLoop } from '../../batching.js';
import { rangeAt } from '../../existing.js';
import { code, fileName, tables as tableWords, type Fix } from '../../prose.js';
import { statementRule, type Match } from '../../rule.js';
import { at, nodeIf } from '../../scope.js';
import { backupBox } from '../acknowledged.js';
import { refusedOrLocked } from '../locked.js';

interface Emptied extends Match {
  readonly step: Step;
  readonly tables: readonly [RelationName, ...RelationName[]];
  /** Tables that CASCADE empties although nobody named them. */
  readonly others: readonly RelationName[];
  readonly cascade: boolean;
}

export const rule = statementRule<Emptied>({
  id: 'truncate',
  mode: 'destructive-rollback',
  on: ['TruncateStmt'],
  detect: (step) => {
    const body = nodeIf(step, 'TruncateStmt');
    if (body === null) return [];
    const named = bodiesOf('RangeVar', body.relations).map((range) => rangeAt(step, range));
    const emptied = step.effects.locks.filter(({ existing }) => existing).map(({ relation }) => relation);
    const [first, ...more] = emptied.filter((table) => named.includes(table));
    const others = emptied.filter((table) => !named.includes(table));
    const cascade = body.behavior === 'DROP_CASCADE';
    const tables = first === undefined ? others : [first, ...more];
    const [head, ...tail] = tables;
    if (head === undefined) return [];
    const along = first === undefined ? [] : others;
    return [
      {
        severity: 'unsafe',
        at: at(step),
        alsoModes: ['lock-queue-freeze'],
        step,
        tables: [head, ...tail],
        others: along,
        cascade,
      },
    ];
  },
  describe: (match) => ({
    title: `TRUNCATE deletes every row of ${match.tables.map(shortName).join(', ')}`,
    message: messageOf(match),
    fix: [
      'after a backup; foreign keys are obeyed:',
      ...match.tables.flatMap((table) => inLoops(table, match.step.version)),
    ],
  }),
  boxes: ({ tables, others }) => [backupBox(tableWords([...tables, ...others]))],
});

function inLoops(table: RelationName, version: number): Exclude<Fix, string> {
  const loop = shrinkingLoop(`DELETE FROM ${shortName(table)} WHERE ${batchOf(table, '')};`, version);
  const fix = inLoop(fileName(table, 'empty'), 'its rows', loop, version);
  return typeof fix === 'string' ? fix.split('\n').map((line) => line.replace(/^-- /, '')) : fix;
}

function messageOf({ step, tables, others, cascade }: Emptied): string {
  const known = others.length > 0 ? `: ${tableWords(others)}` : '';
  const along = cascade ? ` CASCADE also empties every table with a foreign key to it${known}.` : '';
  return (
    `${code('TRUNCATE')} deletes every row of ${tableWords(tables)} at once, fires no row trigger, and no rollback of the deploy brings them back.${along} ` +
    refusedOrLocked(step, tables[0])
  );
}
