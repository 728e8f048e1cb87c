CREATE TABLE users (id bigint PRIMARY KEY);
CREATE TABLE orders (
  id bigint PRIMARY KEY,
  user_id bigint CONSTRAINT orders_user REFERENCES users (id),
  email text CONSTRAINT email_given CHECK (email IS NOT NULL),
  span int4range,
  total int CONSTRAINT total_positive CHECK (total > 0),
  EXCLUDE USING gist (span WITH &&)
);
CREATE TABLE events (at date NOT NULL) PARTITION BY RANGE (at);
CREATE TABLE events_2026 (at date NOT NULL, CONSTRAINT in_2026 CHECK (at >= '2026-01-01' AND at < '2027-01-01'));

-- case: a foreign key, which locks the other table as well
SET lock_timeout = '2s';
ALTER TABLE orders DROP CONSTRAINT orders_user; -- finding: integrity-check-dropped (caution), foreign-key-dropped-under-lock (caution)

-- case: an exclusion constraint
SET lock_timeout = '2s';
ALTER TABLE orders DROP CONSTRAINT orders_span_excl; -- finding: integrity-check-dropped (caution)

-- case: a constraint that nobody has shown us
-- postgres: none
SET lock_timeout = '2s';
ALTER TABLE elsewhere DROP CONSTRAINT something; -- finding: integrity-check-dropped (caution)

-- case: the proof of a NOT NULL
SET lock_timeout = '2s';
ALTER TABLE orders ALTER COLUMN email SET NOT NULL;
ALTER TABLE orders DROP CONSTRAINT email_given;

-- case: the proof of a NOT NULL that nobody has shown us
-- postgres: none
SET lock_timeout = '2s';
ALTER TABLE elsewhere ALTER COLUMN email SET NOT NULL; -- finding: not-null-unproved
ALTER TABLE elsewhere DROP CONSTRAINT email_given;

-- case: the proof of a partition's bound
-- file: 0001_attach.sql
SET lock_timeout = '2s';
ALTER TABLE events ATTACH PARTITION events_2026 FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
-- file: 0002_drop.sql
SET lock_timeout = '2s';
ALTER TABLE events_2026 DROP CONSTRAINT in_2026;

-- case: a second foreign key takes over
-- file: 0001_add.sql
SET lock_timeout = '2s';
ALTER TABLE orders ADD CONSTRAINT orders_user_2 FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE NOT VALID;
-- file: 0002_drop.sql
SET lock_timeout = '2s';
ALTER TABLE orders DROP CONSTRAINT orders_user; -- finding: foreign-key-dropped-under-lock (caution)

-- case: the table goes as well, which is told by itself
SET lock_timeout = '2s';
ALTER TABLE orders DROP CONSTRAINT orders_user; -- finding: foreign-key-dropped-under-lock (caution)
DROP TABLE orders; -- finding: drop-table

-- case: the column goes as well
SET lock_timeout = '2s';
ALTER TABLE orders DROP CONSTRAINT total_positive;
ALTER TABLE orders DROP COLUMN total; -- finding: drop-column

-- case: IF EXISTS of one that a known table does not have
SET lock_timeout = '2s';
ALTER TABLE orders DROP CONSTRAINT IF EXISTS nothing;

-- case: a constraint that the set added
SET lock_timeout = '2s';
ALTER TABLE orders ADD CONSTRAINT c CHECK (total < 100) NOT VALID;
ALTER TABLE orders DROP CONSTRAINT c;

-- case: a table that the set created
CREATE TABLE fresh (id bigint CONSTRAINT c CHECK (id > 0));
ALTER TABLE fresh DROP CONSTRAINT c;
