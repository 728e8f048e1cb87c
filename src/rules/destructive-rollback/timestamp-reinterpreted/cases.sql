CREATE TABLE orders (id bigint PRIMARY KEY, placed timestamp, paid timestamptz);

-- case: back to timestamp
SET lock_timeout = '2s';
ALTER TABLE orders ALTER COLUMN paid TYPE timestamp; -- finding: timestamp-reinterpreted, column-type-rewrite

-- case: a zone that is no UTC still says what is meant
SET lock_timeout = '2s';
SET timezone = 'Asia/Seoul';
ALTER TABLE orders ALTER COLUMN placed TYPE timestamptz; -- finding: column-type-rewrite
RESET timezone;

-- case: USING AT TIME ZONE says what is meant
SET lock_timeout = '2s';
ALTER TABLE orders ALTER COLUMN placed TYPE timestamptz USING placed AT TIME ZONE 'UTC'; -- finding: column-type-rewrite

-- case: on a table that the set created
CREATE TABLE drafts (id bigint, placed timestamp);
ALTER TABLE drafts ALTER COLUMN placed TYPE timestamptz;
