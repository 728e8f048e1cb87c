CREATE TABLE orders (id bigint PRIMARY KEY, total int, note text);
CREATE INDEX orders_note ON orders (note);

-- case: two builds, of which the second may fail
CREATE INDEX CONCURRENTLY orders_total ON orders (total);
CREATE INDEX CONCURRENTLY orders_note_total ON orders (note, total); -- finding: concurrently-beside-others (caution)

-- case: a transaction before it has committed too
BEGIN;
SET LOCAL lock_timeout = '2s';
ALTER TABLE orders ADD COLUMN state text;
COMMIT;
CREATE INDEX CONCURRENTLY orders_state ON orders (state); -- finding: concurrently-beside-others (caution)

-- case: it is said once for a file
CREATE INDEX CONCURRENTLY one ON orders (total);
CREATE INDEX CONCURRENTLY two ON orders (note, total); -- finding: concurrently-beside-others (caution)
CREATE INDEX CONCURRENTLY three ON orders (note);

-- case: a leftover is dropped first, which can be done twice
DROP INDEX CONCURRENTLY IF EXISTS orders_total;
CREATE INDEX CONCURRENTLY orders_total ON orders (total);

-- case: settings and guarded statements can run twice
SET lock_timeout = '2s';
ALTER TABLE orders ADD COLUMN IF NOT EXISTS state text;
COMMENT ON TABLE orders IS 'what people bought';
UPDATE orders SET note = '' WHERE id = 1;
RESET lock_timeout;
CREATE INDEX CONCURRENTLY orders_state ON orders (state);

-- case: an index that is rebuilt twice is the same index
REINDEX INDEX CONCURRENTLY orders_note;
REINDEX TABLE CONCURRENTLY orders;

-- case: what follows a build that fails has not run
CREATE INDEX CONCURRENTLY orders_total ON orders (total);
CREATE TABLE drafts (id bigint PRIMARY KEY);
