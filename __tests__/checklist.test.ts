import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { preflight } from '../src/preflight.js';
import type { ChecklistItem, Report } from '../src/report/report.js';
import { loadParser, parseSource } from '../src/sql/parse.js';
import { inputOf } from './engine-input.js';
import { startEmbedded, type ObservedPostgres } from './postgres.js';
import { allExamples, DEFAULT_MAJOR, type Example } from './rule-examples.js';

let server: ObservedPostgres;

beforeAll(async () => {
  await loadParser();
  server = await startEmbedded();
}, 60_000);

afterAll(async () => server.stop());

const examples = allExamples().map((example) => [example.title, example] as const);
const seen = new Set<string>();

/** The embedded Postgres has no such extension; the columns are what our queries use of it. */
const STATEMENTS = 'CREATE TABLE pg_stat_statements (calls bigint, query text)';

describe('every caution becomes a box with a question of its own', () => {
  test.each(examples)('%s', (_title, example) => {
    const { checklist, findings } = judged(example);
    const titles = new Set(findings.map(({ title }) => title.replaceAll('`', "'")));
    expect(checklist.filter(({ text }) => titles.has(text))).toEqual([]);
    const asks = findings.some(({ severity, suppressed }) => severity === 'caution' && suppressed === null);
    expect(asks ? checklist.length : 1).toBeGreaterThan(0);
  });
});

describe('every query of a checklist runs: before on the schema, during and after on what the migration has made', () => {
  test.each(examples)('%s', async (_title, example) => {
    const { checklist } = judged(example);
    const fresh = checklist.filter(({ sql }) => sql !== '' && !seen.has(`${example.schema}\n${sql}`));
    if (example.postgres === null || fresh.length === 0) return;
    await server.reset();
    await server.runAlone(STATEMENTS);
    await runEach(example.schema);
    const before = await errorsOf(fresh.filter(({ phase }) => phase === 'before'));
    for (const { text } of example.files) await runEach(text);
    expect([...before, ...(await errorsOf(fresh.filter(({ phase }) => phase !== 'before')))]).toEqual([]);
    for (const { sql } of fresh) seen.add(`${example.schema}\n${sql}`);
  });
});

async function runEach(sql: string): Promise<void> {
  for (const piece of parseSource(sql).pieces) {
    const statement = sql.slice(piece.span.start, piece.span.end);
    if (piece.readable && piece.node.tag !== 'TransactionStmt') await server.runAlone(statement);
  }
  await server.runAlone('RESET ROLE; RESET ALL');
}

async function errorsOf(boxes: readonly ChecklistItem[]): Promise<readonly string[]> {
  const errors: string[] = [];
  for (const { sql } of boxes) {
    const error = await server.runAlone(sql);
    if (error !== null) errors.push(`${error.message}: ${sql}`);
  }
  return errors;
}

function judged({ files, schema, code, postgres }: Example): Report {
  return preflight(inputOf(files, schema, { code }, postgres ?? DEFAULT_MAJOR));
}
