import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { preflight } from '../../src/preflight.js';
import { loadParser } from '../../src/sql/parse.js';
import { inputOf } from '../engine-input.js';
import { EMBEDDED_MAJOR, startEmbedded, type ObservedPostgres } from '../postgres.js';

let server: ObservedPostgres;

beforeAll(async () => {
  await loadParser();
  server = await startEmbedded();
}, 60_000);

afterAll(async () => server.stop());

/** A change that runs well, and code from before it that then does not. */
interface Breakage {
  readonly rule: string;
  readonly schema: string;
  readonly change: string;
  /** What old code says: it runs before the change, and meets this error after it. */
  readonly code: string;
  readonly error: RegExp;
}

const ORDERS = 'CREATE TABLE orders (id bigint PRIMARY KEY, code text UNIQUE, total int);';

const BREAKAGES: readonly Breakage[] = [
  {
    rule: 'conflict-target-dropped',
    schema: ORDERS,
    change: 'ALTER TABLE orders DROP CONSTRAINT orders_code_key;',
    code: "INSERT INTO orders (id, code) VALUES (1, 'a') ON CONFLICT (code) DO NOTHING",
    error: /no unique or exclusion constraint matching/,
  },
  {
    rule: 'generated-always-rejects-writes',
    schema: ORDERS,
    change: 'ALTER TABLE orders ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (START WITH 100);',
    code: 'INSERT INTO orders (id) VALUES (1) ON CONFLICT DO NOTHING',
    error: /cannot insert a non-DEFAULT value/,
  },
  {
    rule: 'cached-plan-broken',
    schema: `${ORDERS} PREPARE all_orders AS SELECT * FROM orders;`,
    change: 'ALTER TABLE orders DROP COLUMN total;',
    code: 'EXECUTE all_orders',
    error: /cached plan must not change result type/,
  },
  {
    rule: 'rename-other-object',
    schema:
      "CREATE TYPE mood AS ENUM ('sad'); CREATE TABLE people (feeling mood); PREPARE felt(mood) AS SELECT count(*) FROM people WHERE feeling = $1;",
    change:
      "ALTER TYPE mood RENAME TO mood_old; CREATE TYPE mood AS ENUM ('sad', 'calm'); ALTER TABLE people ALTER COLUMN feeling TYPE mood USING feeling::text::mood;",
    code: "EXECUTE felt('sad')",
    error: /operator does not exist: mood = mood_old/,
  },
  {
    rule: 'rename-column',
    schema:
      'CREATE TABLE keys (id int, id_new bigint); CREATE FUNCTION keys_sync() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.id_new := NEW.id; RETURN NEW; END $$; CREATE TRIGGER keys_sync BEFORE INSERT OR UPDATE ON keys FOR EACH ROW EXECUTE FUNCTION keys_sync(); PREPARE numbers AS SELECT id FROM keys;',
    change:
      'BEGIN; DROP TRIGGER keys_sync ON keys; ALTER TABLE keys RENAME COLUMN id TO id_old; ALTER TABLE keys RENAME COLUMN id_new TO id; COMMIT;',
    code: 'EXECUTE numbers',
    error: /cached plan must not change result type/,
  },
  {
    rule: 'function-contract-changed',
    schema: "CREATE FUNCTION price(amount int) RETURNS int LANGUAGE sql AS 'SELECT amount';",
    change: "CREATE OR REPLACE FUNCTION price(amount int, rate int DEFAULT 1) RETURNS int LANGUAGE sql AS 'SELECT 1';",
    code: 'SELECT price(1)',
    error: /is not unique/,
  },
  {
    rule: 'default-dropped',
    schema: "CREATE TABLE orders (id bigint, stage text NOT NULL DEFAULT 'new');",
    change: 'ALTER TABLE orders ALTER COLUMN stage DROP DEFAULT;',
    code: 'INSERT INTO orders (id) VALUES (1)',
    error: /null value in column "stage"/,
  },
  {
    rule: 'not-null-before-writers',
    schema: 'CREATE TABLE orders (id bigint);',
    change:
      'ALTER TABLE orders ADD COLUMN stage text; ALTER TABLE orders ADD CONSTRAINT c CHECK (stage IS NOT NULL) NOT VALID;',
    code: 'INSERT INTO orders (id) VALUES (1)',
    error: /violates check constraint "c"/,
  },
  {
    rule: 'constraint-rejects-old-writes',
    schema: ORDERS,
    change: 'ALTER TABLE orders ADD CONSTRAINT c CHECK (total > 0) NOT VALID;',
    code: 'INSERT INTO orders (id, total) VALUES (1, 0) ON CONFLICT DO NOTHING',
    error: /violates check constraint "c"/,
  },
  {
    rule: 'sequence-behind-column',
    schema: 'CREATE TABLE orders (id serial PRIMARY KEY, total int); INSERT INTO orders (total) VALUES (1);',
    change: 'ALTER SEQUENCE orders_id_seq RESTART WITH 1;',
    code: 'INSERT INTO orders (total) VALUES (1)',
    error: /duplicate key/,
  },
  {
    rule: 'access-taken-away',
    schema: `${ORDERS} GRANT USAGE ON SCHEMA public TO pg_read_all_settings; GRANT SELECT ON orders TO pg_read_all_settings; SET ROLE pg_read_all_settings;`,
    change: 'RESET ROLE; REVOKE SELECT ON orders FROM pg_read_all_settings; SET ROLE pg_read_all_settings;',
    code: 'SELECT id FROM orders',
    error: /permission denied/,
  },
  {
    rule: 'replica-identity-lost',
    schema: `${ORDERS} CREATE PUBLICATION orders_feed FOR TABLE orders; SET session_replication_role = origin;`,
    change: 'ALTER TABLE orders REPLICA IDENTITY NOTHING;',
    code: 'UPDATE orders SET total = 1',
    error: /does not have a replica identity/,
  },
];

async function errorOf(sql: string): Promise<string | null> {
  return (await server.runAlone(sql))?.message ?? null;
}

describe('code from before the change fails after it, and the rule says so', () => {
  test.each(BREAKAGES.map((one) => [one.rule, one] as const))('%s', async (rule, { schema, change, code, error }) => {
    await server.reset();
    await server.run(schema);
    expect(await errorOf(code)).toBeNull();
    await server.run(change);
    expect(await errorOf(code)).toMatch(error);
    const files = [{ path: '0001_change.sql', text: change }];
    const { findings } = preflight(inputOf(files, schema, {}, EMBEDDED_MAJOR));
    expect(findings.map((finding) => finding.rule)).toContain(rule);
  });
});

describe('what the pages of the rules say besides', () => {
  test('a view goes on reading a column that has given its name away', async () => {
    await server.reset();
    await server.run(
      'CREATE TABLE keys (id int, id_new bigint); CREATE VIEW numbers AS SELECT id FROM keys; ALTER TABLE keys RENAME COLUMN id TO id_old; ALTER TABLE keys RENAME COLUMN id_new TO id; INSERT INTO keys (id) VALUES (5);',
    );
    expect(await server.session.rows('SELECT id FROM numbers')).toEqual([{ id: null }]);
  });

  test('a RESTART gives out a number again', async () => {
    await server.reset();
    await server.run("CREATE SEQUENCE s; SELECT nextval('s'); ALTER SEQUENCE s RESTART;");
    const [row] = await server.session.rows<{ n: string }>("SELECT nextval('s')::text AS n");
    expect(row?.n).toBe('1');
  });

  test('ADD COLUMN breaks a prepared SELECT * as well, which the page of the rule says', async () => {
    await server.reset();
    await server.run(`${ORDERS} PREPARE every_order AS SELECT * FROM orders; EXECUTE every_order;`);
    await server.run('ALTER TABLE orders ADD COLUMN note text;');
    expect(await errorOf('EXECUTE every_order')).toMatch(/cached plan must not change result type/);
  });

  test('IF NOT EXISTS keeps what is there, whatever the text says', async () => {
    await server.reset();
    await server.run(`${ORDERS} CREATE TABLE IF NOT EXISTS orders (id text, other int);`);
    expect(await errorOf('SELECT other FROM orders')).toMatch(/column "other" does not exist/);
  });

  test('a row that passed a CHECK on the clock does not pass it for ever', async () => {
    await server.reset();
    await server.run(
      "CREATE TABLE slots (at timestamptz, CHECK (at > clock_timestamp())); INSERT INTO slots VALUES (clock_timestamp() + '10 ms'); SELECT pg_sleep(0.05);",
    );
    expect(await errorOf('UPDATE slots SET at = at')).toMatch(/violates check constraint/);
  });
});
