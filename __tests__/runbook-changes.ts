/** A change with the schema before it, of which its runbook is tried on servers. */
export interface RunbookChange {
  readonly title: string;
  readonly schema: string;
  readonly files: readonly { readonly path: string; readonly text: string }[];
  /** Whether its rollback brings back the schema as it was. */
  readonly comesBack: boolean;
}

const SHOP = `
  CREATE TABLE users (id bigint PRIMARY KEY, name text NOT NULL, code varchar(20));
  CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint, total int NOT NULL, note text, email text);
  CREATE INDEX orders_note_email ON orders (note, email) INCLUDE (total);
  CREATE TYPE tone AS ENUM ('high');
  CREATE TABLE tunes (id bigint PRIMARY KEY, tone tone);
  CREATE TABLE events (id bigint, kind text) PARTITION BY RANGE (id);
  CREATE TABLE events_1 PARTITION OF events FOR VALUES FROM (1) TO (100);
  CREATE TABLE "Odd, \`Table\`" (id bigint PRIMARY KEY, "it's" text);
  INSERT INTO users SELECT n, 'n' FROM generate_series(1, 50) AS n;
  INSERT INTO orders SELECT n, n, n, 'note', 'e' FROM generate_series(1, 50) AS n;`;

function change(title: string, comesBack: boolean, ...texts: readonly string[]): RunbookChange {
  const files = texts.map((text, at) => ({
    path: `db/migrations/${String(at + 2).padStart(4, '0')}_change.sql`,
    text,
  }));
  return { title, schema: SHOP, files, comesBack };
}

export const RUNBOOK_CHANGES: readonly RunbookChange[] = [
  change('a column', true, 'ALTER TABLE orders ADD COLUMN state text, ALTER COLUMN note SET NOT NULL;'),
  change('names of strangers', true, `ALTER TABLE "Odd, \`Table\`" ADD COLUMN "no'te" text;`),
  change('a concurrent index', true, 'CREATE INDEX CONCURRENTLY orders_user ON orders (user_id);'),
  change('an index without a name, under lock', true, 'CREATE INDEX ON orders (user_id, note);'),
  change(
    'constraints in two steps',
    true,
    `ALTER TABLE orders ADD CONSTRAINT orders_user_fk FOREIGN KEY (user_id) REFERENCES users (id) NOT VALID;
     ALTER TABLE orders ADD CHECK (total > 0) NOT VALID;
     ALTER TABLE orders ADD CONSTRAINT orders_email_once UNIQUE (id, email);`,
    'ALTER TABLE orders VALIDATE CONSTRAINT orders_user_fk;',
  ),
  change(
    'a column with its backfill',
    true,
    'ALTER TABLE orders ADD COLUMN state text;',
    "UPDATE orders SET state = 'open';",
    'CREATE INDEX CONCURRENTLY orders_state ON orders (state);',
  ),
  change(
    'a backfill in batches',
    true,
    'ALTER TABLE orders ADD COLUMN state text;',
    `DO $$ BEGIN LOOP
       UPDATE orders SET state = 'open' WHERE id IN (SELECT id FROM orders WHERE state IS NULL LIMIT 20);
       EXIT WHEN NOT FOUND; COMMIT; END LOOP; END $$;`,
  ),
  change(
    'a backfill of a column that was there, in batches',
    false,
    `DO $$ BEGIN LOOP
       UPDATE orders SET email = 'x' WHERE id IN (SELECT id FROM orders WHERE email IS DISTINCT FROM 'x' LIMIT 20);
       EXIT WHEN NOT FOUND; COMMIT; END LOOP; END $$;`,
  ),
  change('an index that goes', true, 'DROP INDEX CONCURRENTLY orders_note_email;'),
  change('a type that takes its columns along', false, 'DROP TYPE tone CASCADE;'),
  change("a type's new value", false, "ALTER TYPE tone ADD VALUE 'low';"),
  change(
    'an index of a partitioned table, put together',
    true,
    'CREATE INDEX events_kind ON ONLY events (kind);',
    'CREATE INDEX CONCURRENTLY events_1_kind ON events_1 (kind);',
    'ALTER INDEX events_kind ATTACH PARTITION events_1_kind;',
  ),
  change(
    'what it makes and drops again',
    true,
    `ALTER TABLE orders ADD CONSTRAINT seen CHECK (email IS NOT NULL) NOT VALID;
     CREATE TABLE scratch (id bigint); CREATE INDEX scratch_id ON orders (note); ALTER TABLE orders ADD COLUMN gone int;`,
    'ALTER TABLE orders VALIDATE CONSTRAINT seen; ALTER TABLE orders ALTER COLUMN email SET NOT NULL;',
    'ALTER TABLE orders DROP CONSTRAINT seen, DROP COLUMN gone; DROP TABLE scratch; DROP INDEX scratch_id;',
  ),
  change('new names', true, 'ALTER TABLE orders RENAME COLUMN note TO remark;', 'ALTER TABLE users RENAME TO people;'),
  change(
    'new things beside a default',
    true,
    `CREATE TYPE mood AS ENUM ('good');
     CREATE TABLE moods (id bigint PRIMARY KEY, mood mood);
     INSERT INTO moods VALUES (1, 'good');
     CREATE VIEW few AS SELECT id FROM orders;
     CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
     CREATE TRIGGER t BEFORE UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION f();
     ALTER TABLE orders ALTER COLUMN note SET DEFAULT '';`,
  ),
  change(
    'an enum for a column that was there',
    false,
    "CREATE TYPE mood AS ENUM ('note'); ALTER TABLE orders ALTER COLUMN note TYPE mood USING note::mood;",
  ),
  change('a rewrite', false, 'ALTER TABLE orders ALTER COLUMN total TYPE bigint;'),
  change('a column that goes', false, 'ALTER TABLE orders DROP COLUMN note;'),
  change('a table that goes, and rows', false, 'DROP TABLE users;', 'TRUNCATE orders;'),
  change('rows that go', false, "DELETE FROM orders WHERE note <> 'x';"),
  change('a new build', true, 'REINDEX TABLE CONCURRENTLY orders;'),
  change(
    'a primary key',
    false,
    'ALTER TABLE "Odd, `Table`" DROP CONSTRAINT "Odd, `Table`_pkey", ADD PRIMARY KEY ("it\'s");',
  ),
];
