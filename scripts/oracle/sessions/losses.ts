/** A migration that loses or hides data, or fails with what it meets, and one value that shows it. */
export interface Loss {
  readonly name: string;
  /** Run as one string, hence as one transaction, as most tools do. */
  readonly migration: string;
  readonly look: string;
  readonly before: string;
  /** `refused` and a SQLSTATE when the migration or the query after it is. */
  readonly after: string;
  /** The rule that has to speak of it. */
  readonly rule: string;
  /** The server dies and recovers before the second look. */
  readonly crash?: true;
  readonly from?: number;
}

export const LOSSES_SCHEMA = `
  CREATE TYPE mood AS ENUM ('sad', 'happy');
  CREATE FUNCTION plain(given text) RETURNS text LANGUAGE plpgsql IMMUTABLE AS $$ BEGIN RETURN lower(given); END $$;
  CREATE TABLE users (id int PRIMARY KEY, name text, feels mood);
  CREATE INDEX users_plain_idx ON users (plain(name));
  CREATE TABLE orders (
    id int PRIMARY KEY,
    user_id int CONSTRAINT orders_user_fkey REFERENCES users,
    price numeric(6, 3),
    placed timestamp
  );
  CREATE TABLE deferred (id int PRIMARY KEY, user_id int REFERENCES users DEFERRABLE INITIALLY DEFERRED);
  CREATE MATERIALIZED VIEW counts AS SELECT user_id, count(*) FROM orders GROUP BY user_id;
  INSERT INTO users VALUES (1, 'Ann', 'sad'), (2, 'Bob', 'happy');
  INSERT INTO orders VALUES (1, 1, 1.239, '2026-01-01'), (2, 2, 2.001, '2026-01-01');
  INSERT INTO deferred VALUES (1, 1);
  REFRESH MATERIALIZED VIEW counts;`;

const ORPHANS = 'SELECT count(*) FROM orders WHERE user_id NOT IN (SELECT id FROM users)';

export const LOSSES: readonly Loss[] = [
  {
    name: 'DROP COLUMN and ADD COLUMN: values',
    migration: 'ALTER TABLE users DROP COLUMN name; ALTER TABLE users ADD COLUMN name varchar(50);',
    look: 'SELECT count(name) FROM users',
    before: '2',
    after: '0',
    rule: 'drop-and-readd-column',
  },
  {
    name: 'DROP COLUMN: indexes',
    migration: 'ALTER TABLE users DROP COLUMN name;',
    look: "SELECT count(*) FROM pg_indexes WHERE tablename = 'users'",
    before: '2',
    after: '1',
    rule: 'drop-column',
  },
  {
    name: 'TRUNCATE CASCADE: rows of the table that references it',
    migration: 'TRUNCATE users CASCADE;',
    look: 'SELECT count(*) FROM orders',
    before: '2',
    after: '0',
    rule: 'truncate',
  },
  {
    name: 'a smaller numeric scale: digits, without an error',
    migration: 'ALTER TABLE orders ALTER COLUMN price TYPE numeric(6, 1);',
    look: 'SELECT max(price) FROM orders WHERE id = 1',
    before: '1.239',
    after: '1.2',
    rule: 'type-narrowing',
  },
  {
    name: 'timestamp to timestamptz: the instant, by the zone of the session',
    migration: 'ALTER TABLE orders ALTER COLUMN placed TYPE timestamptz;',
    look: 'SELECT extract(epoch FROM placed)::bigint / 3600 % 24 FROM orders WHERE id = 1',
    before: '0',
    after: '15',
    rule: 'timestamp-reinterpreted',
  },
  {
    name: 'DROP TYPE CASCADE: columns',
    migration: 'DROP TYPE mood CASCADE;',
    look: "SELECT count(*) FROM information_schema.columns WHERE table_name = 'users'",
    before: '3',
    after: '2',
    rule: 'drop-cascade',
  },
  {
    name: 'DROP TABLE CASCADE: the foreign keys to it',
    migration: 'DROP TABLE users CASCADE;',
    look: "SELECT count(*) FROM pg_constraint WHERE contype = 'f'",
    before: '2',
    after: '0',
    rule: 'drop-table',
  },
  {
    name: 'ENABLE ROW LEVEL SECURITY without a policy: rows, for whoever is not the owner',
    migration: 'ALTER TABLE users ENABLE ROW LEVEL SECURITY;',
    look: 'SET ROLE reader; SELECT count(*) FROM users',
    before: '2',
    after: '0',
    rule: 'row-security-without-policy',
  },
  {
    name: 'REFRESH WITH NO DATA: the view cannot be read',
    migration: 'REFRESH MATERIALIZED VIEW counts WITH NO DATA;',
    look: 'SELECT count(*) FROM counts',
    before: '2',
    after: 'refused 55000',
    rule: 'materialized-view-emptied',
  },
  {
    name: 'SET UNLOGGED: rows, in a crash',
    migration: 'ALTER TABLE orders SET UNLOGGED;',
    look: 'SELECT count(*) FROM orders',
    before: '2',
    after: '0',
    rule: 'unlogged-table',
    crash: true,
  },
  {
    name: 'another body of an IMMUTABLE function: rows that its index finds',
    migration: `CREATE OR REPLACE FUNCTION plain(given text) RETURNS text LANGUAGE plpgsql IMMUTABLE AS
      $$ BEGIN RETURN upper(given); END $$;`,
    look: "SET enable_seqscan = off; SELECT count(*) FROM users WHERE plain(name) = plain('ann')",
    before: '1',
    after: '0',
    rule: 'replaced-function-behind-index',
  },
  {
    name: 'DISABLE TRIGGER ALL: rows without the one they reference',
    migration: `ALTER TABLE orders DISABLE TRIGGER ALL;
      INSERT INTO orders (id, user_id) VALUES (9, 99);
      ALTER TABLE orders ENABLE TRIGGER ALL;`,
    look: ORPHANS,
    before: '0',
    after: '1',
    rule: 'triggers-disabled',
  },
  {
    name: 'session_replication_role = replica: rows without the one they reference',
    migration: `SET session_replication_role = replica;
      INSERT INTO orders (id, user_id) VALUES (9, 99);
      RESET session_replication_role;`,
    look: ORPHANS,
    before: '0',
    after: '1',
    rule: 'triggers-disabled',
  },
  {
    name: 'NOT ENFORCED: rows without the one they reference',
    migration: `ALTER TABLE orders ALTER CONSTRAINT orders_user_fkey NOT ENFORCED;
      INSERT INTO orders (id, user_id) VALUES (9, 99);`,
    look: ORPHANS,
    before: '0',
    after: '1',
    rule: 'constraint-not-enforced',
    from: 18,
  },
  {
    name: 'an enum value used in the transaction that adds it',
    migration: `ALTER TYPE mood ADD VALUE 'calm'; INSERT INTO users VALUES (9, 'Cat', 'calm');`,
    look: 'SELECT count(*) FROM users',
    before: '2',
    after: 'refused 55P04',
    rule: 'enum-value-used-too-early',
  },
  {
    name: 'ALTER TABLE while the check of a deferred foreign key is pending',
    migration: 'UPDATE deferred SET user_id = 2 WHERE id = 1; ALTER TABLE deferred ADD COLUMN note text;',
    look: 'SELECT count(*) FROM deferred',
    before: '1',
    after: 'refused 55006',
    rule: 'pending-trigger-events',
  },
];
