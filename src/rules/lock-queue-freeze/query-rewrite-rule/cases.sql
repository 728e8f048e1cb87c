CREATE TABLE orders (id bigint PRIMARY KEY, total int);
CREATE VIEW all_orders AS SELECT id, total FROM orders;

-- case: DO INSTEAD NOTHING
SET lock_timeout = '2s';
CREATE OR REPLACE RULE keep AS ON DELETE TO orders DO INSTEAD NOTHING; -- finding: query-rewrite-rule (caution)

-- case: a view is written through rules
SET lock_timeout = '2s';
CREATE RULE keep AS ON DELETE TO all_orders DO INSTEAD NOTHING;

-- case: a table of the same set
CREATE TABLE fresh (id bigint);
CREATE RULE keep AS ON DELETE TO fresh DO INSTEAD NOTHING;
