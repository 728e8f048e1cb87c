CREATE TABLE orders (id bigint PRIMARY KEY, note text);

-- case: an identity that was set back
-- file: 0001_identity.sql
SET lock_timeout = '2s';
ALTER TABLE orders REPLICA IDENTITY FULL;
ALTER TABLE orders REPLICA IDENTITY DEFAULT;
-- file: 0002_backfill.sql
UPDATE orders SET note = 'x'; -- finding: unbatched-write

-- case: a few rows
-- file: 0001_identity.sql
SET lock_timeout = '2s';
ALTER TABLE orders REPLICA IDENTITY FULL;
-- file: 0002_update.sql
UPDATE orders SET note = 'x' WHERE id = 1;
