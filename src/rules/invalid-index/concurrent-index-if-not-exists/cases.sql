CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint NOT NULL, email text, total int);
CREATE INDEX orders_user_id_idx ON orders (user_id);

-- case: the drop of another index is no help
DROP INDEX CONCURRENTLY IF EXISTS orders_user_id_idx;
CREATE INDEX CONCURRENTLY IF NOT EXISTS orders_email_idx ON orders (email); -- finding: concurrent-index-if-not-exists (caution)

-- case: the drop in an earlier file of the set
-- file: 0001_drop.sql
DROP INDEX CONCURRENTLY IF EXISTS orders_email_idx;
-- file: 0002_create.sql
CREATE INDEX CONCURRENTLY IF NOT EXISTS orders_email_idx ON orders (email);

-- case: a name in quotes, and a comment between the words
CREATE INDEX CONCURRENTLY IF NOT /* yet */ EXISTS "orders_email_idx" ON orders (email); -- finding: concurrent-index-if-not-exists (caution)

-- case: a block that fails while the index is INVALID
CREATE INDEX CONCURRENTLY IF NOT EXISTS orders_user_id ON orders (user_id);
DO $$
BEGIN
  IF EXISTS (SELECT FROM pg_index WHERE indexrelid = 'orders_user_id'::regclass AND NOT indisvalid) THEN
    RAISE EXCEPTION 'orders_user_id is INVALID';
  END IF;
END $$;

-- case: a block that looks at another index
CREATE INDEX CONCURRENTLY IF NOT EXISTS orders_user_id ON orders (user_id); -- finding: concurrent-index-if-not-exists (caution)
DO $$
BEGIN
  IF EXISTS (SELECT FROM pg_index WHERE indexrelid = 'orders_pkey'::regclass AND NOT indisvalid) THEN
    RAISE EXCEPTION 'orders_pkey is INVALID';
  END IF;
END $$;
