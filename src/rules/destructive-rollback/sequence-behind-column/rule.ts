import { shortName } from '../../../sql/names.js';
import { code, table as tableWords } from '../../prose.js';
import { statementRule, type Match } from '../../rule.js';
import { at } from '../../scope.js';
import { isCaughtUp } from './caught-up.js';
import { setBack, type Sequence } from './set-back.js';
import { writtenIds } from './written-ids.js';

interface Behind extends Match {
  readonly sequence: Sequence;
}

export const rule = statementRule<Behind>({
  id: 'sequence-behind-column',
  mode: 'destructive-rollback',
  on: ['AlterSeqStmt', 'SelectStmt', 'AT_SetIdentity', 'AT_AddIdentity', 'InsertStmt'],
  detect: (step, changeset) => {
    if (step.effects.fails !== null) return [];
    return [...setBack(step), ...writtenIds(step)]
      .filter((sequence) => !isCaughtUp(step, changeset, sequence))
      .map((sequence) => ({ severity: 'caution', at: at(step, sequence.part), sequence }));
  },
  describe: ({ sequence }) => ({ title: titleOf(sequence), message: messageOf(sequence), fix: fixOf(sequence) }),
  boxes: ({ sequence }) => [
    {
      phase: 'after',
      text: `The next number of ${wordsOf(sequence)} is above every one that is used`,
      sql:
        sequence.table === null || sequence.column === null
          ? ''
          : `SELECT max(${sequence.column}) FROM ${shortName(sequence.table)};`,
    },
  ],
});

function wordsOf({ name, table, column }: Sequence): string {
  if (table !== null && column !== null) return `${code(column)} of ${tableWords(table)}`;
  return code(name);
}

function titleOf({ why, name, table }: Sequence): string {
  switch (why) {
    case 'set':
      return `${name} may give out numbers that are used already`;
    case 'begins':
      return `The new identity of ${shortName(table ?? name)} begins at 1`;
    case 'written':
      return `The sequence of ${shortName(table ?? name)} does not know the numbers that are written here`;
  }
}

function messageOf(sequence: Sequence): string {
  const words = wordsOf(sequence);
  const then =
    'every INSERT that gets a used number fails with "duplicate key", or, without a unique index, two rows share it';
  switch (sequence.why) {
    case 'set':
      return `The next number of ${words} is set to a fixed one. Where rows with higher numbers exist, ${then}; this is not undone by a ROLLBACK of setval().`;
    case 'begins':
      return `The sequence of the new identity of ${words} begins at 1, whatever stands in the column. Where rows exist, ${then}.`;
    case 'written':
      return `Rows are inserted with numbers of their own for ${words}, and its sequence does not move: when it comes to them, ${then}.`;
  }
}

function fixOf({ table, column, name }: Sequence): string {
  if (table === null || column === null)
    return `-- afterwards: SELECT setval('${name.replaceAll("'", "''").replace(/[\r\n]/g, ' ')}', (SELECT max(the column) FROM its table));`;
  return `SELECT setval(pg_get_serial_sequence('${shortName(table).replaceAll("'", "''")}', '${unquoted(column)}'), (SELECT max(${column}) FROM ${shortName(table)}));`;
}

function unquoted(column: string): string {
  const name = column.startsWith('"') ? column.slice(1, -1).replaceAll('""', '"') : column;
  return name.replaceAll("'", "''");
}
