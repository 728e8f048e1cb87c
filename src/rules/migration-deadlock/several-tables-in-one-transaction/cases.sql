CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint, item_id bigint);
CREATE TABLE users (id bigint PRIMARY KEY);
CREATE TABLE items (id bigint PRIMARY KEY);
CREATE TABLE events (id bigint, at date) PARTITION BY RANGE (at);
CREATE TABLE events_1 PARTITION OF events FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');

-- case: said once a transaction
SET lock_timeout = '2s';
ALTER TABLE orders ADD COLUMN note text;
ALTER TABLE users ADD COLUMN note text; -- finding: several-tables-in-one-transaction (caution)
ALTER TABLE items ADD COLUMN note text;

-- case: the other end of one foreign key is no second table
SET lock_timeout = '2s';
ALTER TABLE orders ADD CONSTRAINT a FOREIGN KEY (user_id) REFERENCES users NOT VALID;
ALTER TABLE orders ADD COLUMN note text;

-- case: the other ends of two foreign keys are two tables
SET lock_timeout = '2s';
ALTER TABLE orders ADD CONSTRAINT a FOREIGN KEY (user_id) REFERENCES users NOT VALID;
ALTER TABLE orders ADD CONSTRAINT b FOREIGN KEY (item_id) REFERENCES items NOT VALID; -- finding: several-tables-in-one-transaction (caution)

-- case: a partition is no second table
SET lock_timeout = '2s';
ALTER TABLE events ADD COLUMN note text;
ALTER TABLE events ADD COLUMN other text;

-- case: LOCK of two tables
BEGIN;
SET LOCAL lock_timeout = '2s';
LOCK TABLE orders, users IN SHARE ROW EXCLUSIVE MODE; -- finding: several-tables-in-one-transaction (caution), table-locked-explicitly
COMMIT;

-- case: the statements of a DO block
SET lock_timeout = '2s';
DO $$ BEGIN
  ALTER TABLE orders ADD COLUMN note text;
  ALTER TABLE users ADD COLUMN note text; -- finding: several-tables-in-one-transaction (caution)
END $$;

-- case: a foreign key in a DO block, as some tools write it
SET lock_timeout = '2s';
DO $$ BEGIN
  ALTER TABLE orders ADD CONSTRAINT a FOREIGN KEY (user_id) REFERENCES users NOT VALID;
EXCEPTION WHEN duplicate_object THEN NULL;
END $$;

-- case: transactions of their own
SET lock_timeout = '2s';
BEGIN;
ALTER TABLE orders ADD COLUMN note text;
COMMIT;
BEGIN;
ALTER TABLE users ADD COLUMN note text;
COMMIT;

-- case: a table of this migration counts for nothing
SET lock_timeout = '2s';
CREATE TABLE fresh (id bigint PRIMARY KEY, user_id bigint);
ALTER TABLE fresh ADD COLUMN a int;
ALTER TABLE orders ADD COLUMN note text;

-- case: a weak lock makes no write wait
SET lock_timeout = '2s';
ALTER TABLE orders ALTER COLUMN user_id SET STATISTICS 500;
ALTER TABLE users ADD COLUMN note text;

-- case: two files that lock the same tables in two orders
-- file: 0001_notes.sql
SET lock_timeout = '2s';
ALTER TABLE orders ADD COLUMN note text;
ALTER TABLE users ADD COLUMN note text; -- finding: several-tables-in-one-transaction (caution)
-- file: 0002_tags.sql
SET lock_timeout = '2s';
ALTER TABLE users ADD COLUMN tag text;
ALTER TABLE orders ADD COLUMN tag text; -- finding: several-tables-in-one-transaction (caution)
