CREATE TABLE users (id bigint PRIMARY KEY, handle text);
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint);

-- case: rows locked by SELECT FOR UPDATE
SET lock_timeout = '2s';
SELECT id FROM users WHERE id = 1 FOR UPDATE;
ALTER TABLE users ADD COLUMN plan text; -- finding: write-then-alter

-- case: a foreign key raises the lock on the table it points to
SET lock_timeout = '2s';
INSERT INTO users VALUES (1, 'admin');
ALTER TABLE orders ADD CONSTRAINT orders_user_fk FOREIGN KEY (user_id) REFERENCES users NOT VALID; -- finding: write-then-alter

-- case: said once, at the statement that raises it
SET lock_timeout = '2s';
INSERT INTO users VALUES (1, 'admin');
ALTER TABLE users ADD COLUMN a int; -- finding: write-then-alter
ALTER TABLE users ADD COLUMN b int;

-- case: writers are kept out before the write
SET lock_timeout = '2s';
ALTER TABLE users ADD COLUMN a int;
INSERT INTO users VALUES (1, 'admin', 1);
ALTER TABLE users ADD COLUMN b int;

-- case: outside a transaction nothing is held
SET lock_timeout = '2s';
BEGIN;
INSERT INTO users VALUES (1, 'admin');
COMMIT;
ALTER TABLE users ADD COLUMN a int;

-- case: another table is altered
SET lock_timeout = '2s';
INSERT INTO users VALUES (1, 'admin');
ALTER TABLE orders ADD COLUMN a int;

-- case: a new table
CREATE TABLE fresh (id bigint PRIMARY KEY);
INSERT INTO fresh VALUES (1);
ALTER TABLE fresh ADD COLUMN a int;
