import { readFileSync } from 'node:fs';
import { PGlite } from '@electric-sql/pglite';
import { describe, expect, test } from '@jest/globals';
import { ConfigError } from '../src/errors.js';
import { readTableSizes, SIZES_QUERY, sizesText } from '../src/settings/table-sizes.js';

const NOW = new Date('2026-06-01T12:00:00Z');
const HEADER = 'table,bytes,measured\n';

function refusal(text: string | null): string {
  try {
    readTableSizes(text, 's.csv', NOW);
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  return 'accepted';
}

describe('a file of sizes', () => {
  test('is read row by row, with names as SQL has them', () => {
    const text = `${HEADER}public.orders,4200000000,2026-05-30\r\n"public.""Odd, Name""",8192,2026-05-30\n\n`;
    expect(readTableSizes(text, 's.csv', NOW)).toEqual([
      { table: 'public.orders', bytes: 4_200_000_000 },
      { table: 'public."Odd, Name"', bytes: 8192 },
    ]);
  });

  test.each([
    [null, '`table-sizes` names s.csv, which does not exist'],
    ['', 's.csv, line 1 is not `table,bytes,measured`'],
    ['public.orders,1,2026-05-30\n', 's.csv, line 1 is not `table,bytes,measured`'],
    [`${HEADER}public.a,1,2026-05-30\npublic.b,many,2026-05-30\n`, 's.csv, line 3 is "public.b,many,2026-05-30"'],
    [`${HEADER}public.a,1\n`, 's.csv, line 2 is "public.a,1"'],
    [`${HEADER}public.a,1,2026-13-01\n`, 's.csv, line 2 is "public.a,1,2026-13-01"'],
    [`${HEADER}orders,1,2026-05-30\n`, 's.csv, line 2: "orders" has no schema'],
    [`${HEADER}public.a,1,2026-05-30\npublic.a,2,2026-05-30\n`, 's.csv, line 3: public.a stands on line 2 already'],
    [
      `${HEADER}public.a,1,2026-05-30\npublic.b,1,2026-03-01\n`,
      's.csv, line 3: measured on 2026-03-01, more than 90 days ago',
    ],
    [`${HEADER}public.a,1,2026-07-01\n`, 's.csv, line 2: 2026-07-01 is still to come'],
  ])('%j is refused: %s', (text, told) => {
    expect(refusal(text)).toBe(told);
  });

  test('counts on its 90th day', () => {
    expect(refusal(`${HEADER}public.a,1,2026-03-03\n`)).toBe('accepted');
  });
});

describe('the same as JSON', () => {
  const json = (tables: string, measured = '"2026-05-30"'): string =>
    `{ "measured": ${measured}, "tables": ${tables} }`;

  test('is what the command writes', () => {
    const text = sizesText([{ table: 'public."Odd, Name"', bytes: '8192', measured: '2026-05-30' }]);
    expect(readTableSizes(text, 's.csv', NOW)).toEqual([{ table: 'public."Odd, Name"', bytes: 8192 }]);
    expect(text).toBe(
      '{\n  "measured": "2026-05-30",\n  "tables": [\n    {"table":"public.\\"Odd, Name\\"","bytes":8192}\n  ]\n}\n',
    );
  });

  test.each([
    ['{', 's.csv is no JSON'],
    ['{}', 's.csv has no `measured` or no list `tables`'],
    [json('[1]'), 's.csv, table 1 is "1"'],
    [
      json('[{"table":"public.a","bytes":"1"}]'),
      String.raw`s.csv, table 1 is "{\"table\":\"public.a\",\"bytes\":\"1\"}"`,
    ],
    [json('[{"table":"a","bytes":1}]'), 's.csv, table 1: "a" has no schema'],
    [
      json('[{"table":"public.a","bytes":1},{"table":"public.a","bytes":2}]'),
      's.csv, table 2: public.a stands on table 1 already',
    ],
    [json('[]', '"2026-01-01"'), 's.csv: measured on 2026-01-01, more than 90 days ago'],
    [json('[{"table":"public.a","bytes":1}]', '"today"'), 's.csv, table 1: "today" is no day'],
  ])('%j is refused: %s', (text, told) => {
    expect(refusal(text)).toBe(told);
  });
});

test('the query of the command is that of the page', () => {
  const squeezed = (text: string): string => text.replace(/\s+/g, ' ').trim();
  expect(squeezed(readFileSync('docs/table-sizes.md', 'utf8'))).toContain(squeezed(SIZES_QUERY));
});

test('the query of the page gives such a file on a server, partitions with their parent', async () => {
  const page = readFileSync('docs/table-sizes.md', 'utf8');
  const query = /```sql\n([^]*?)```/.exec(page)?.[1] ?? '';
  const server = await PGlite.create();
  await server.exec(`
    CREATE TABLE big (id int, note text);
    INSERT INTO big SELECT n, repeat('x', 100) FROM generate_series(1, 20000) AS n;
    CREATE TABLE "Odd, Name" (id int);
    CREATE TABLE parent (id int) PARTITION BY RANGE (id);
    CREATE TABLE child PARTITION OF parent FOR VALUES FROM (0) TO (1000000);
    INSERT INTO parent SELECT generate_series(1, 50000);
    CREATE TEMP TABLE gone (id int);`);
  const { blob } = await server.query(query.replace('STDOUT', "'/dev/blob'"));
  const sizes = new Map(
    readTableSizes((await blob?.text()) ?? '', 's.csv', new Date()).map(({ table, bytes }) => [table, bytes]),
  );
  await server.close();
  expect([...sizes.keys()].sort()).toEqual(['public."Odd, Name"', 'public.big', 'public.child', 'public.parent']);
  expect(sizes.get('public.big')).toBeGreaterThan(2_000_000);
  expect(sizes.get('public.parent')).toBe(sizes.get('public.child'));
}, 60_000);
