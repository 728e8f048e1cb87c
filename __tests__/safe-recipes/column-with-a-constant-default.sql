-- allowed: none
CREATE TABLE orders (id bigint PRIMARY KEY);
-- file: 0001_columns.sql
BEGIN;
SET LOCAL lock_timeout = '2s';
ALTER TABLE orders ADD COLUMN state text NOT NULL DEFAULT 'new';
ALTER TABLE orders ADD COLUMN updated_at timestamptz NOT NULL DEFAULT now();
ALTER TABLE orders ADD COLUMN note varchar(255);
COMMIT;
