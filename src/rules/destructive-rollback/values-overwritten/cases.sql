CREATE TABLE orders (id bigint PRIMARY KEY, total int, email text, note text);
CREATE TABLE orders_before (id bigint, total int);

-- case: values that are erased
UPDATE orders SET note = NULL WHERE id = 7; -- finding: values-overwritten (caution)

-- case: with many rows it is a note beside the question about them
UPDATE orders SET email = lower(email); -- finding: unbatched-write, values-overwritten (note)

-- case: values that were copied to a table before
INSERT INTO orders_before SELECT id, total FROM orders WHERE id = 7;
UPDATE orders SET total = total + 1 WHERE id = 7;

-- case: only what is empty is filled
UPDATE orders SET note = coalesce(note, 'none'), email = coalesce(email, note) WHERE id = 7;
UPDATE orders SET email = lower(email) WHERE email IS NULL AND id = 7;

-- case: what the code could write as well
UPDATE orders SET note = 'paid', email = note WHERE id = 7;

-- case: a table that the set created
CREATE TABLE fresh (id bigint PRIMARY KEY, n int);
UPDATE fresh SET n = n + 1;
