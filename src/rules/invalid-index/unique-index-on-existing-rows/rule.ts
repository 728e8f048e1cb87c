import { identifier, shortName, type RelationName } from '../../../sql/names.js';
import { bodiesOf } from '../../../sql/statement.js';
import type { Step } from '../../../timeline.js';
import { code, table } from '../../prose.js';
import { statementRule, type Match } from '../../rule.js';
import { at, existing, nodeIf } from '../../scope.js';
import { closingOf, indexOfWords, textOf, tokensOf, wordOf } from '../../source-text.js';

interface UniqueBuild extends Match {
  readonly step: Step;
  readonly relation: RelationName;
  /** Query for rows that would make the build fail. */
  readonly duplicates: string;
}

export const rule = statementRule<UniqueBuild>({
  id: 'unique-index-on-existing-rows',
  mode: 'invalid-index',
  on: ['IndexStmt'],
  detect: (step) => {
    const body = nodeIf(step, 'IndexStmt');
    const [touch] = existing(step.effects.scans);
    if (body?.unique !== true || body.concurrent !== true || touch === undefined || step.effects.fails !== null)
      return [];
    return [
      {
        severity: 'note',
        at: at(step),
        alsoModes: ['not-null-without-backfill'],
        step,
        relation: touch.relation,
        duplicates: duplicatesIn(step, touch.relation),
      },
    ];
  },
  describe: ({ step, relation }) => ({
    title: `Duplicates in ${shortName(relation)} would leave an INVALID index behind`,
    message: `${code(`${step.statement.kind} CONCURRENTLY`)} fails at the first pair of equal rows in ${table(relation)} and leaves the index behind, INVALID, which still refuses new duplicates. Look for them before.`,
    fix: '',
  }),
  boxes: ({ relation, duplicates }) => [
    { phase: 'before', text: `${table(relation)} has no duplicates under the new unique index`, sql: duplicates },
  ],
});

function duplicatesIn(step: Step, relation: RelationName): string {
  const body = nodeIf(step, 'IndexStmt');
  const columns = bodiesOf('IndexElem', body?.indexParams).map(({ name }) => name);
  const written = columns.every((name) => name !== undefined) ? [] : writtenKeys(step);
  const keys = columns.map((name, at) => (name === undefined ? (written[at] ?? '') : identifier(name)));
  if (keys.length === 0 || keys.includes('')) return '';
  const predicate = body?.whereClause === undefined ? undefined : writtenPredicate(step);
  const filled = body?.nulls_not_distinct === true ? [] : keys.map((key) => `${key} IS NOT NULL`);
  const where = [...(predicate === undefined ? [] : [`(${predicate})`]), ...filled].join(' AND ');
  // A constant, as in the index on ((true)) that keeps a table to one row, cannot stand in GROUP BY.
  const groups = written.length === 0 ? keys : keys.map((_, at) => at + 1);
  return `SELECT ${keys.join(', ')}, count(*) FROM ${shortName(relation)}${where === '' ? '' : ` WHERE ${where}`} GROUP BY ${groups.join(', ')} HAVING count(*) > 1 LIMIT 20;`;
}

/** The keys in their parentheses, each cut behind its expression: no operator class, collation or order. */
function writtenKeys(step: Step): readonly string[] {
  const tokens = tokensOf(step);
  const open = tokens.findIndex((token) => wordOf(step, token) === '(');
  const close = closingOf(step, tokens, open);
  const keys: string[] = [];
  for (let at = open + 1; at < close; at += 1) {
    const parenthesis = tokens.findIndex((token, index) => index >= at && '(,'.includes(wordOf(step, token)));
    const isColumn = parenthesis < 0 || parenthesis > close || wordOf(step, tokens[parenthesis]) === ',';
    const end = isColumn ? at : closingOf(step, tokens, parenthesis);
    keys.push(textOf(step, tokens.slice(at, end + 1)));
    at = end;
    while (at < close && wordOf(step, tokens[at]) !== ',') at += 1;
  }
  return keys;
}

function writtenPredicate(step: Step): string {
  const tokens = tokensOf(step);
  return textOf(step, tokens.slice(indexOfWords(step, tokens, 'WHERE') + 1));
}
