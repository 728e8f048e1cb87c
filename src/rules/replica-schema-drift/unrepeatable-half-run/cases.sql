CREATE TABLE orders (id bigint PRIMARY KEY, total int);

-- case: rows that a second run would insert again
COMMIT;
INSERT INTO orders (id) VALUES (1); -- finding: unrepeatable-half-run (note)
INSERT INTO orders (id) VALUES (2) ON CONFLICT DO NOTHING;

-- case: one statement alone
COMMIT;
CREATE TABLE drafts (id bigint PRIMARY KEY);

-- case: guarded statements
COMMIT;
CREATE TABLE IF NOT EXISTS drafts (id bigint PRIMARY KEY);
INSERT INTO orders (id) VALUES (1) ON CONFLICT DO NOTHING;
CREATE OR REPLACE VIEW all_orders AS SELECT id FROM orders;

-- case: in one transaction nothing stays of what failed
CREATE TABLE drafts (id bigint PRIMARY KEY);
CREATE TABLE drafts_old (id bigint PRIMARY KEY);

-- case: of a file with CONCURRENTLY another rule speaks
CREATE INDEX CONCURRENTLY one ON orders (total);
CREATE INDEX CONCURRENTLY two ON orders (total, id); -- finding: concurrently-beside-others (caution)
