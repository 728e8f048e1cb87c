import { identifier, shortName, type RelationName } from '../../../sql/names.js';
import { bodiesOf } from '../../../sql/statement.js';
import type { Step } from '../../../timeline.js';
import { code, table } from '../../prose.js';
import { statementRule, type Match } from '../../rule.js';
import { at, existing, nodeIf } from '../../scope.js';
import { indexOfWords, textOf, tokensOf } from '../../source-text.js';

interface UniqueBuild extends Match {
  readonly step: Step;
  readonly relation: RelationName;
  /** Query for rows that would make the build fail; empty when the keys are not all columns. */
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
  const named = columns.filter((name) => name !== undefined).map(identifier);
  if (named.length !== columns.length || named.length === 0) return '';
  const predicate = body?.whereClause === undefined ? undefined : writtenPredicate(step);
  const filled = body?.nulls_not_distinct === true ? [] : named.map((name) => `${name} IS NOT NULL`);
  const where = [...(predicate === undefined ? [] : [`(${predicate})`]), ...filled].join(' AND ');
  const list = named.join(', ');
  return `SELECT ${list}, count(*) FROM ${shortName(relation)}${where === '' ? '' : ` WHERE ${where}`} GROUP BY ${list} HAVING count(*) > 1 LIMIT 20;`;
}

function writtenPredicate(step: Step): string {
  const tokens = tokensOf(step);
  return textOf(step, tokens.slice(indexOfWords(step, tokens, 'WHERE') + 1));
}
