import { beforeAll, expect, test } from '@jest/globals';
import { preflight } from '../src/preflight.js';
import { loadParser } from '../src/sql/parse.js';
import { inputOf } from './engine-input.js';

beforeAll(loadParser);

const SCHEMA = 'CREATE TABLE users (id bigint PRIMARY KEY, email text, tenant int, "Order" text);';

test.each([
  ['(email)', 'SELECT email, count(*) FROM users WHERE email IS NOT NULL GROUP BY email'],
  [
    '("Order", tenant) WHERE id > 9',
    'SELECT "Order", tenant, count(*) FROM users WHERE (id > 9) AND "Order" IS NOT NULL AND tenant IS NOT NULL GROUP BY "Order", tenant',
  ],
  ['(lower(email))', 'SELECT lower(email), count(*) FROM users WHERE lower(email) IS NOT NULL GROUP BY 1'],
  [
    'USING btree (tenant, (lower(email) || (\',\')) text_pattern_ops DESC, "Order")',
    `SELECT tenant, (lower(email) || (',')), "Order", count(*) FROM users WHERE tenant IS NOT NULL AND (lower(email) || (',')) IS NOT NULL AND "Order" IS NOT NULL GROUP BY 1, 2, 3`,
  ],
  ['(lower(email)) NULLS NOT DISTINCT', 'SELECT lower(email), count(*) FROM users GROUP BY 1'],
  ['((true))', 'SELECT (true), count(*) FROM users WHERE (true) IS NOT NULL GROUP BY 1'],
])('a concurrent unique index on users %s asks for its duplicates', (keys, query) => {
  const text = `CREATE UNIQUE INDEX CONCURRENTLY i ON users ${keys};`;
  const { checklist } = preflight(inputOf([{ path: '0001_x.sql', text }], SCHEMA, {}, 15));
  expect(checklist.find(({ phase }) => phase === 'before')?.sql).toBe(`${query} HAVING count(*) > 1 LIMIT 20;`);
});
