CREATE TABLE orders (id bigint PRIMARY KEY);
CREATE TABLE items (id bigint PRIMARY KEY);

-- case: the statements around it are judged
SET lock_timeout = '2s';
DROP TABLE items; -- finding: drop-table
SELEC 1; -- finding: unreadable-migration
ALTER TABLE orders RENAME TO purchases; -- finding: rename-table, several-tables-in-one-transaction (caution)

-- case: psql commands are no reason
\set ON_ERROR_STOP on
SELECT 1;

-- case: psql commands that run what stands elsewhere
\i other.sql -- finding: unreadable-migration (caution)
SELECT 1;

-- case: psql commands between which SQL stands
SET lock_timeout = '2s';
\timing \\ DROP TABLE items; -- finding: drop-table

-- case: migrations in code are named, each
-- file: alembic/versions/1a2b3c4d5e6f_orders.py
def upgrade(): pass # finding: unreadable-migration (caution)
-- file: shop/migrations/0002_orders.py
class Migration: pass # finding: unreadable-migration (caution)
-- file: src/migrations/1767225600000-Orders.ts
export class Orders {} // finding: unreadable-migration (caution)
-- file: priv/repo/migrations/20260101090000_orders.exs
defmodule Orders do end # finding: unreadable-migration (caution)
