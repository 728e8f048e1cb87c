/** A statement that one session runs and does not commit while others come along. */
export interface BlockingStatement {
  readonly sql: string;
  readonly from?: number;
  /** For one that runs in no transaction: what an older transaction has done that it waits for. */
  readonly behind?: string;
}

export const SCHEMA = `
  CREATE DOMAIN small AS int;
  ALTER DOMAIN small ADD CONSTRAINT small_check CHECK (value < 100) NOT VALID;
  CREATE FUNCTION fire() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
  CREATE TABLE users (id int PRIMARY KEY, name text);
  CREATE INDEX users_name_idx ON users (name);
  ALTER TABLE users ADD CONSTRAINT users_name_check CHECK (name <> '') NOT VALID;
  CREATE TRIGGER users_fire BEFORE INSERT ON users FOR EACH ROW EXECUTE FUNCTION fire();
  CREATE TABLE orders (id int PRIMARY KEY, user_id int, amount small);
  ALTER TABLE orders ADD CONSTRAINT orders_user_fkey FOREIGN KEY (user_id) REFERENCES users NOT VALID;
  CREATE TABLE visits (id int PRIMARY KEY, user_id int);
  CREATE TABLE tickets (id serial PRIMARY KEY, note text);
  CREATE TABLE events (key int NOT NULL, body text) PARTITION BY RANGE (key);
  CREATE INDEX events_body_idx ON events (body);
  CREATE TABLE events_1 PARTITION OF events FOR VALUES FROM (0) TO (100);
  CREATE TABLE events_2 PARTITION OF events FOR VALUES FROM (100) TO (200);
  CREATE TABLE candidate (key int NOT NULL, body text);
  CREATE MATERIALIZED VIEW totals AS SELECT id, name FROM users;
  CREATE UNIQUE INDEX totals_id_idx ON totals (id);
  CREATE VIEW names AS SELECT id, name FROM users;
  INSERT INTO users VALUES (1, 'a'), (2, 'b');
  INSERT INTO orders VALUES (1, 1, 5), (2, 2, 6);
  INSERT INTO visits VALUES (1, 1);
  INSERT INTO tickets (note) VALUES ('a');
  INSERT INTO events VALUES (5, 'a'), (105, 'b');
  INSERT INTO candidate VALUES (205, 'c');`;

const IN_TRANSACTION: readonly string[] = [
  'ALTER TABLE users ADD COLUMN plan text',
  'ALTER TABLE users ADD COLUMN luck float8 DEFAULT random()',
  'ALTER TABLE tickets DROP COLUMN note',
  'ALTER TABLE orders DROP COLUMN user_id',
  'ALTER TABLE visits ALTER COLUMN user_id TYPE bigint',
  'ALTER TABLE visits ALTER COLUMN user_id SET DEFAULT 1',
  'ALTER TABLE visits ALTER COLUMN user_id SET NOT NULL',
  'ALTER TABLE visits ALTER COLUMN user_id SET STATISTICS 500',
  'ALTER TABLE visits ALTER COLUMN user_id SET (n_distinct = 5)',
  'ALTER TABLE users ALTER COLUMN name SET STORAGE MAIN',
  'ALTER TABLE visits SET (fillfactor = 70)',
  'ALTER TABLE visits SET UNLOGGED',
  'ALTER TABLE visits ADD CONSTRAINT visits_check CHECK (user_id > 0)',
  'ALTER TABLE visits ADD CONSTRAINT visits_check CHECK (user_id > 0) NOT VALID',
  'ALTER TABLE visits ADD CONSTRAINT visits_key UNIQUE (user_id)',
  'ALTER TABLE visits ADD FOREIGN KEY (user_id) REFERENCES users',
  'ALTER TABLE visits ADD FOREIGN KEY (user_id) REFERENCES users NOT VALID',
  'ALTER TABLE users VALIDATE CONSTRAINT users_name_check',
  'ALTER TABLE orders VALIDATE CONSTRAINT orders_user_fkey',
  'ALTER TABLE orders DROP CONSTRAINT orders_user_fkey',
  'ALTER TABLE users DROP CONSTRAINT users_name_check',
  'ALTER TABLE visits RENAME COLUMN user_id TO visitor_id',
  'ALTER TABLE visits RENAME TO calls',
  'ALTER TABLE visits ENABLE ROW LEVEL SECURITY',
  'ALTER TABLE users DISABLE TRIGGER users_fire',
  'ALTER TABLE visits CLUSTER ON visits_pkey',
  'ALTER TABLE visits REPLICA IDENTITY FULL',
  'ALTER TABLE visits OWNER TO reader',
  'ALTER TABLE events ADD COLUMN note text',
  'ALTER TABLE events ATTACH PARTITION candidate FOR VALUES FROM (200) TO (300)',
  'ALTER TABLE events DETACH PARTITION events_2',
  'CREATE INDEX visits_user_idx ON visits (user_id)',
  'CREATE INDEX events_key_idx ON events (key)',
  'CREATE INDEX events_key_idx ON ONLY events (key)',
  'DROP INDEX users_name_idx',
  'REINDEX INDEX users_name_idx',
  'REINDEX TABLE visits',
  'ALTER INDEX users_name_idx RENAME TO users_by_name',
  'ALTER INDEX users_name_idx SET (fillfactor = 70)',
  'CREATE TRIGGER visits_fire BEFORE INSERT ON visits FOR EACH ROW EXECUTE FUNCTION fire()',
  'CREATE TRIGGER events_fire AFTER INSERT ON events FOR EACH ROW EXECUTE FUNCTION fire()',
  'DROP TRIGGER users_fire ON users',
  'CREATE RULE visits_rule AS ON INSERT TO visits DO ALSO SELECT 1',
  'CREATE POLICY visits_policy ON visits USING (true)',
  'CREATE STATISTICS visits_statistics ON id, user_id FROM visits',
  'CREATE PUBLICATION everything FOR TABLE visits',
  "COMMENT ON TABLE visits IS 'calls'",
  'ANALYZE visits',
  'CLUSTER visits USING visits_pkey',
  'REFRESH MATERIALIZED VIEW totals',
  'REFRESH MATERIALIZED VIEW CONCURRENTLY totals',
  'CREATE OR REPLACE VIEW names AS SELECT id, name, 1 AS one FROM users',
  'TRUNCATE visits',
  'TRUNCATE users CASCADE',
  'DROP TABLE orders',
  'DROP TABLE events_2',
  'CREATE TABLE events_3 PARTITION OF events FOR VALUES FROM (200) TO (300)',
  'CREATE TABLE notes (id int PRIMARY KEY, user_id int REFERENCES users)',
  'CREATE TABLE copies (LIKE users INCLUDING ALL)',
  'ALTER SEQUENCE tickets_id_seq RESTART',
  "SELECT setval('tickets_id_seq', 50)",
  'ALTER DOMAIN small VALIDATE CONSTRAINT small_check',
  'ALTER DOMAIN small ADD CONSTRAINT small_positive CHECK (value > 0)',
  'ALTER DOMAIN small ADD CONSTRAINT small_positive CHECK (value > 0) NOT VALID',
  'LOCK TABLE visits IN ACCESS SHARE MODE',
  'LOCK TABLE visits IN ROW SHARE MODE',
  'LOCK TABLE visits IN ROW EXCLUSIVE MODE',
  'LOCK TABLE visits IN SHARE UPDATE EXCLUSIVE MODE',
  'LOCK TABLE visits IN SHARE MODE',
  'LOCK TABLE visits IN SHARE ROW EXCLUSIVE MODE',
  'LOCK TABLE visits IN EXCLUSIVE MODE',
  'LOCK TABLE visits',
];

const WAITING: readonly BlockingStatement[] = [
  { sql: 'CREATE INDEX CONCURRENTLY visits_user_idx ON visits (user_id)', behind: 'INSERT INTO visits VALUES (8, 1)' },
  { sql: 'DROP INDEX CONCURRENTLY users_name_idx', behind: 'SELECT FROM users' },
  { sql: 'REINDEX INDEX CONCURRENTLY users_name_idx', behind: "INSERT INTO users VALUES (8, 'y')" },
  { sql: 'REINDEX TABLE CONCURRENTLY visits', behind: 'INSERT INTO visits VALUES (8, 1)' },
  // The query of the parent holds up the first step; one of the partition itself holds up the last, which needs it alone.
  { sql: 'ALTER TABLE events DETACH PARTITION events_2 CONCURRENTLY', behind: 'SELECT FROM events_2', from: 14 },
];

export const STATEMENTS: readonly BlockingStatement[] = [...IN_TRANSACTION.map((sql) => ({ sql })), ...WAITING];
