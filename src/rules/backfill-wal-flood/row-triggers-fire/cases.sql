CREATE TABLE orders (id bigint PRIMARY KEY, note text);
CREATE FUNCTION log_it() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$;
CREATE TRIGGER log_it AFTER DELETE ON orders FOR EACH ROW EXECUTE FUNCTION log_it();
CREATE TABLE items (id bigint PRIMARY KEY, note text);

-- case: a DELETE
DELETE FROM orders; -- finding: unbatched-write, row-triggers-fire (note)

-- case: a table without triggers
DELETE FROM items; -- finding: unbatched-write

-- case: a few rows
DELETE FROM orders WHERE id = 1;
