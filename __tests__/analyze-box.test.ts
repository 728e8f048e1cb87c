import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { preflight } from '../src/preflight.js';
import { loadParser } from '../src/sql/parse.js';
import { inputOf } from './engine-input.js';
import { startEmbedded, type ObservedPostgres } from './postgres.js';

const SCHEMA = 'CREATE TABLE orders (id bigint PRIMARY KEY, code varchar(50), total int);';

let server: ObservedPostgres;

beforeAll(async () => {
  await loadParser();
  server = await startEmbedded();
}, 60_000);

afterAll(async () => server.stop());

function analyzeBoxes(sql: string): readonly string[] {
  const { checklist } = preflight(inputOf([{ path: 'db/migrations/0001_change.sql', text: sql }], SCHEMA));
  return checklist.filter((box) => box.sql.startsWith('ANALYZE')).map((box) => box.sql);
}

describe('a box asks for ANALYZE', () => {
  test.each([
    'ALTER TABLE orders ALTER COLUMN total TYPE bigint;',
    'ALTER TABLE orders ALTER COLUMN code TYPE varchar(255);',
    'CREATE INDEX CONCURRENTLY orders_lower_code ON orders (lower(code));',
    'ALTER TABLE orders ALTER COLUMN total TYPE bigint; ANALYZE (VERBOSE) other;',
    'ANALYZE orders; ALTER TABLE orders ALTER COLUMN total TYPE bigint;',
  ])('after %s', (sql) => {
    expect(analyzeBoxes(sql)).toEqual(['ANALYZE orders;']);
  });

  test.each([
    'CREATE INDEX CONCURRENTLY orders_code ON orders (code);',
    'ALTER TABLE orders ALTER COLUMN total TYPE bigint; ANALYZE orders;',
    'ALTER TABLE orders ALTER COLUMN total TYPE bigint; ANALYZE;',
    'CREATE TABLE fresh (code varchar(50)); ALTER TABLE fresh ALTER COLUMN code TYPE text;',
    'ALTER TABLE orders ADD COLUMN note text;',
  ])('but not after %s', (sql) => {
    expect(analyzeBoxes(sql)).toEqual([]);
  });
});

describe('on a server', () => {
  const statistics = "SELECT 1 / (count(*))::int FROM pg_stats WHERE tablename = 'orders' AND attname = 'code'";
  const ofIndex = "SELECT 1 / (count(*))::int FROM pg_stats WHERE tablename = 'orders_lower_code'";

  beforeAll(async () => {
    await server.reset();
    await server.run(
      `${SCHEMA} INSERT INTO orders SELECT n, 'c' || n, n FROM generate_series(1, 100) AS n; ANALYZE orders;`,
    );
  });

  test('even a change of type that copies nothing throws the statistics of its column away', async () => {
    expect(await server.runAlone(statistics)).toBeNull();
    await server.run('ALTER TABLE orders ALTER COLUMN code TYPE varchar(255)');
    expect((await server.runAlone(statistics))?.message).toMatch(/division by zero/);
    await server.run('ANALYZE orders');
    expect(await server.runAlone(statistics)).toBeNull();
  });

  test('an expression index has none before ANALYZE', async () => {
    await server.run('CREATE INDEX orders_lower_code ON orders (lower(code))');
    expect((await server.runAlone(ofIndex))?.message).toMatch(/division by zero/);
    await server.run('ANALYZE orders');
    expect(await server.runAlone(ofIndex)).toBeNull();
  });
});
