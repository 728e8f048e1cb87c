import { beforeAll, describe, expect, test } from '@jest/globals';
import { preflight } from '../src/preflight.js';
import { loadParser } from '../src/sql/parse.js';
import { inputOf } from './engine-input.js';

beforeAll(loadParser);

const SCHEMA = 'CREATE TABLE orders (id bigint PRIMARY KEY, total int, note text);';

function rulesOf(text: string): readonly string[] {
  const sql = `SET lock_timeout = '2s';\n${text}`;
  return preflight(inputOf([{ path: '0001_x.sql', text: sql }], SCHEMA))
    .findings.filter(({ severity }) => severity !== 'note')
    .map(({ rule }) => rule);
}

describe('a transaction that ends in ROLLBACK', () => {
  test('destroys and renames nothing', () => {
    expect(rulesOf('BEGIN; DROP TABLE orders; ROLLBACK;')).toEqual([]);
    expect(rulesOf('BEGIN; ALTER TABLE orders DROP COLUMN total; ABORT;')).toEqual([]);
    expect(rulesOf('BEGIN; TRUNCATE orders; ALTER TABLE orders RENAME TO sales; ROLLBACK;')).toEqual([]);
  });

  test('still locks, scans and writes WAL', () => {
    expect(rulesOf('BEGIN; CREATE INDEX i ON orders (total); ROLLBACK;')).toEqual(['create-index-not-concurrently']);
    expect(rulesOf('BEGIN; DELETE FROM orders; ROLLBACK;')).toEqual(['unbatched-write']);
  });

  test('says nothing of what follows it, or of one that commits', () => {
    expect(rulesOf('BEGIN; DROP TABLE orders; ROLLBACK; DROP TABLE orders;')).toEqual(['drop-table']);
    expect(rulesOf('BEGIN; SAVEPOINT a; DROP TABLE orders; COMMIT;')).toEqual(['drop-table']);
    expect(rulesOf('ROLLBACK; DROP TABLE orders;')).toEqual(['drop-table']);
  });

  test('takes "destroys data" from the other modes of a finding as well', () => {
    const { findings } = preflight(
      inputOf([{ path: '0001_x.sql', text: 'BEGIN; DELETE FROM orders; ROLLBACK;' }], SCHEMA),
    );
    expect(findings[0]?.alsoModes).toEqual(['lock-queue-freeze', 'migration-deadlock']);
  });
});
