import { beforeAll, expect, test } from '@jest/globals';
import { preflight } from '../../src/preflight.js';
import { loadParser } from '../../src/sql/parse.js';
import { inputOf } from '../engine-input.js';

beforeAll(loadParser);

const SCHEMA = 'CREATE TABLE orders (id bigint PRIMARY KEY, total int, note text);';

test('a whole tree tells once what a step has left undone, and not where a later file goes on', () => {
  const texts = [
    'ALTER TABLE orders ADD CONSTRAINT positive CHECK (total > 0) NOT VALID;',
    'ALTER TABLE orders ADD CONSTRAINT short CHECK (length(note) < 9) NOT VALID;',
    'ALTER TABLE orders ADD COLUMN a int;',
    'ALTER TABLE orders VALIDATE CONSTRAINT positive;',
    'ALTER TABLE orders ADD COLUMN b int;',
  ];
  const files = texts.map((text, at) => ({ path: `db/000${at}_x.sql`, text }));
  const { findings } = preflight(inputOf(files, SCHEMA, { sets: 'each', subject: 'files' }));
  const left = findings.filter(({ rule }) => rule === 'expand-left-unfinished');
  expect(left.map(({ path, title }) => `${path ?? ''}: ${title}`)).toEqual([
    'db/0004_x.sql: short of orders was never validated',
  ]);
});
