CREATE TABLE orders (id bigint PRIMARY KEY, note text);

-- case: a DELETE
DELETE FROM orders WHERE id IN (SELECT id FROM orders ORDER BY id OFFSET 100 LIMIT 100); -- finding: offset-paged-batches (note)

-- case: LIMIT alone takes the next rows
UPDATE orders SET note = 'x' WHERE id IN (SELECT id FROM orders WHERE note IS NULL ORDER BY id LIMIT 100);

-- case: a table that the set created
CREATE TABLE fresh (id bigint PRIMARY KEY, note text);
UPDATE fresh SET note = 'x' WHERE id IN (SELECT id FROM fresh ORDER BY id OFFSET 1 LIMIT 1);
