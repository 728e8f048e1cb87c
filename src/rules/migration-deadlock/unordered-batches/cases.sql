CREATE TABLE orders (id bigint PRIMARY KEY, state text);

-- case: the batch in a WITH
WITH batch AS (SELECT id FROM orders WHERE state IS NULL LIMIT 1000) -- finding: unordered-batches (note)
UPDATE orders SET state = 'new' WHERE id IN (SELECT id FROM batch);

-- case: a DELETE
DELETE FROM orders WHERE ctid IN (SELECT ctid FROM orders WHERE state IS NULL LIMIT 1000); -- finding: unordered-batches (note)

-- case: locked as they are found, and passed over where others hold them
UPDATE orders SET state = 'new' WHERE id IN (SELECT id FROM orders WHERE state IS NULL LIMIT 1000 FOR UPDATE SKIP LOCKED);

-- case: in order
UPDATE orders SET state = 'new' WHERE id IN (SELECT id FROM orders WHERE state IS NULL ORDER BY id LIMIT 1000);

-- case: a table of the same set
CREATE TABLE fresh (id bigint PRIMARY KEY, state text);
UPDATE fresh SET state = 'new' WHERE id IN (SELECT id FROM fresh WHERE state IS NULL LIMIT 1000);
