CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint NOT NULL, email text, total int);
CREATE INDEX orders_user_id_idx ON orders (user_id);

-- case: a short statement_timeout
SET statement_timeout = '30s';
DROP INDEX CONCURRENTLY orders_user_id_idx; -- finding: concurrently-with-short-timeout

-- case: long timeouts may still be too short
SET statement_timeout = '1h';
REINDEX INDEX CONCURRENTLY orders_user_id_idx; -- finding: concurrently-with-short-timeout (caution)

-- case: both
SET lock_timeout = '5min';
SET statement_timeout = '1min';
CREATE INDEX CONCURRENTLY orders_email_idx ON orders (email); -- finding: concurrently-with-short-timeout

-- case: taken back before
SET lock_timeout = '2s';
ALTER TABLE orders ADD COLUMN note text;
RESET lock_timeout;
CREATE INDEX CONCURRENTLY orders_note_idx ON orders (note); -- finding: concurrently-beside-others (caution)
