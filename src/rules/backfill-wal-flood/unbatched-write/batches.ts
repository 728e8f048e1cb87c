import { resolveRange } from '../../../catalog/lookup.js';
import { effective } from '../../../session/session.js';
import type { Token } from '../../../sql/lexer.js';
import { identifier, shortName, type RelationName } from '../../../sql/names.js';
import { bodyOf, type BodyOf } from '../../../sql/statement.js';
import type { Step } from '../../../timeline.js';
import { batchKey, batchLoop, batchOf, batchRange, inLoop, shrinkingLoop } from '../../batching.js';
import { comment, fileName, sql, type Fix } from '../../prose.js';
import { nodeIf } from '../../scope.js';
import { textOf, tokensOf, wordOf } from '../../source-text.js';
import { onlySource } from '../writes.js';

/** The statement in a loop that takes 5,000 rows a round, as far as its own text allows. */
export function inBatches(step: Step, relation: RelationName): Fix {
  const update = nodeIf(step, 'UpdateStmt');
  if (update !== null) return ofRows(step, relation, update.relation, update.fromClause !== undefined);
  const remove = nodeIf(step, 'DeleteStmt');
  if (remove !== null) return ofRows(step, relation, remove.relation, remove.usingClause !== undefined);
  const insert = nodeIf(step, 'InsertStmt');
  const source = onlySource(bodyOf('SelectStmt', insert?.selectStmt));
  if (insert !== null && source !== null && insert.withClause === undefined)
    return ofSource(step, source, insert.onConflictClause !== undefined);
  if (nodeIf(step, 'CopyStmt') !== null)
    return '-- load the rows outside of the migrations, in files of at most 10,000 rows, each committed by itself';
  return sql(
    '-- cut the work into ranges of a key, at most 5,000 rows each, in a DO block outside a transaction:',
    '-- after each range COMMIT, and then PERFORM pg_sleep(0.1)',
  );
}

function ofRows(step: Step, relation: RelationName, range: BodyOf<'RangeVar'> | undefined, joined: boolean): Fix {
  const name = fileName(relation, nodeIf(step, 'UpdateStmt') === null ? 'delete' : 'fill');
  const key = batchKey(step.before, relation);
  if (key !== null) {
    const qualifier = joined ? (range?.alias?.aliasname ?? range?.relname ?? '') : '';
    const statement = `${withCondition(step, batchRange(key, qualifier), ['RETURNING'])};`;
    return inLoop(name, '', batchLoop(relation, key, statement, step.version), step.version);
  }
  const { condition, head } = parts(step, ['RETURNING']);
  if (joined || (condition === '' && nodeIf(step, 'UpdateStmt') !== null)) {
    return comment(
      `${shortName(relation)} has no key of one column: walk it by another column with an index, 5,000 rows a round, with COMMIT and pg_sleep(0.1) after each`,
    );
  }
  const loop = shrinkingLoop(`${head} WHERE ${batchOf(relation, condition)};`, step.version);
  const about =
    nodeIf(step, 'UpdateStmt') === null
      ? ''
      : 'the condition must become false for the rows that are done, or the loop never ends;';
  return inLoop(name, about, loop, step.version);
}

function ofSource(step: Step, source: BodyOf<'RangeVar'>, resolved: boolean): Fix {
  const relation = resolveRange(step.before, effective(step.session).searchPath, source);
  const key = batchKey(step.before, relation);
  if (key === null)
    return comment(
      `read ${shortName(relation)} in ranges of an indexed column, 5,000 rows a round, with COMMIT and pg_sleep(0.1) after each`,
    );
  const statement = withCondition(step, batchRange(key, source.alias?.aliasname ?? ''), ['RETURNING', 'ON']);
  const loop = batchLoop(
    relation,
    key,
    resolved ? `${statement};` : `${statement}\nON CONFLICT DO NOTHING;`,
    step.version,
  );
  return inLoop(fileName(relation, 'copy'), '', loop, step.version);
}

/** The rows that an UPDATE or DELETE of one table reaches; empty for one that is joined with others. */
export function countOf(step: Step, relation: RelationName): string {
  const body = nodeIf(step, 'UpdateStmt') ?? nodeIf(step, 'DeleteStmt');
  if (body === null || body.withClause !== undefined) return '';
  if (('fromClause' in body ? body.fromClause : 'usingClause' in body ? body.usingClause : undefined) !== undefined)
    return '';
  const alias = body.relation?.alias?.aliasname;
  const named = `${shortName(relation)}${alias === undefined ? '' : ` AS ${identifier(alias)}`}`;
  const { condition } = parts(step, ['RETURNING']);
  return condition === '' ? '' : `SELECT count(*) FROM ${named} WHERE ${condition};`;
}

interface Parts {
  /** All before WHERE. */
  readonly head: string;
  readonly condition: string;
  /** What follows the condition. */
  readonly tail: string;
}

function withCondition(step: Step, range: string, ends: readonly string[]): string {
  const { head, condition, tail } = parts(step, ends);
  const where = condition === '' ? `WHERE ${range}` : `WHERE (${condition}) AND ${range}`;
  return `${head}\n${where}${tail === '' ? '' : `\n${tail}`}`;
}

/** Cuts at the last WHERE outside of parentheses, and at the first clause behind it. */
function parts(step: Step, ends: readonly string[]): Parts {
  const tokens = tokensOf(step);
  const outside = outsideParentheses(step, tokens);
  const isWord = (at: number, ...words: readonly string[]): boolean =>
    outside.has(at) && words.includes(wordOf(step, tokens[at]));
  const where = tokens.findLastIndex((_, at) => isWord(at, 'WHERE'));
  const from = Math.max(
    where,
    tokens.findIndex((_, at) => isWord(at, 'FROM', 'SET')),
  );
  const tail = tokens.findIndex((_, at) => at > from && isWord(at, ...ends));
  const until = tail < 0 ? tokens.length : tail;
  return {
    head: textOf(step, tokens.slice(0, where < 0 ? until : where)),
    condition: where < 0 ? '' : textOf(step, tokens.slice(where + 1, until)),
    tail: tail < 0 ? '' : textOf(step, tokens.slice(tail)),
  };
}

function outsideParentheses(step: Step, tokens: readonly Token[]): ReadonlySet<number> {
  const outside = new Set<number>();
  let depth = 0;
  for (const [at, token] of tokens.entries()) {
    const word = wordOf(step, token);
    if (word === ')') depth -= 1;
    if (depth === 0) outside.add(at);
    if (word === '(') depth += 1;
  }
  return outside;
}
