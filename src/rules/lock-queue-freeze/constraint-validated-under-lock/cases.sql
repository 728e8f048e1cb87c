CREATE TABLE users (id bigint PRIMARY KEY);
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint, total int);
CREATE DOMAIN price AS int;
CREATE TABLE items (id bigint PRIMARY KEY, cost price);
CREATE DOMAIN unused AS int;

-- case: CHECK at a new column reads the table although every value is NULL
SET lock_timeout = '2s';
ALTER TABLE orders ADD COLUMN rating int CHECK (rating > 0); -- finding: constraint-validated-under-lock

-- case: a new column with a default and a foreign key
SET lock_timeout = '2s';
ALTER TABLE orders ADD COLUMN owner_id bigint DEFAULT 1 CONSTRAINT owned REFERENCES users (id); -- finding: constraint-validated-under-lock

-- case: an explicit DEFAULT NULL is looked up as well
SET lock_timeout = '2s';
ALTER TABLE orders ADD COLUMN owner_id bigint DEFAULT NULL REFERENCES users (id); -- finding: constraint-validated-under-lock

-- case: two constraints of one statement are two findings
SET lock_timeout = '2s';
ALTER TABLE orders
  ADD CONSTRAINT a CHECK (total > 0), -- finding: constraint-validated-under-lock
  ADD CONSTRAINT b CHECK (total < 9) NOT VALID,
  ADD CHECK (user_id > 0); -- finding: constraint-validated-under-lock

-- case: a constraint of a domain reads the tables that use it
SET lock_timeout = '2s';
ALTER DOMAIN price ADD CONSTRAINT positive CHECK (VALUE > 0); -- finding: constraint-validated-under-lock

-- case: SET NOT NULL of a domain does, too
SET lock_timeout = '2s';
ALTER DOMAIN price SET NOT NULL; -- finding: constraint-validated-under-lock

-- case: a constraint of a domain that is NOT VALID reads nothing
SET lock_timeout = '2s';
ALTER DOMAIN price ADD CONSTRAINT positive CHECK (VALUE > 0) NOT VALID;

-- case: a domain that no table uses
SET lock_timeout = '2s';
ALTER DOMAIN unused ADD CONSTRAINT positive CHECK (VALUE > 0);

-- case: NOT VALID is quick
SET lock_timeout = '2s';
ALTER TABLE orders ADD CONSTRAINT orders_user_fk FOREIGN KEY (user_id) REFERENCES users (id) NOT VALID;

-- case: a later file validates
-- file: 0001_add.sql
SET lock_timeout = '2s';
ALTER TABLE orders ADD CONSTRAINT total_positive CHECK (total > 0) NOT VALID;
-- file: 0002_validate.sql
ALTER TABLE orders VALIDATE CONSTRAINT total_positive;

-- case: both tables are new
CREATE TABLE a (id bigint PRIMARY KEY);
CREATE TABLE b (id bigint PRIMARY KEY, a_id bigint);
ALTER TABLE b ADD CONSTRAINT b_a_fk FOREIGN KEY (a_id) REFERENCES a (id);
ALTER TABLE b ADD CONSTRAINT b_id CHECK (id > 0);

-- case: a new table that refers to one of others has no rows to look up
SET lock_timeout = '2s';
CREATE TABLE carts (id bigint PRIMARY KEY, user_id bigint);
ALTER TABLE carts ADD CONSTRAINT carts_user_fk FOREIGN KEY (user_id) REFERENCES users (id);

-- case: comments and line breaks anywhere in the statement
SET lock_timeout = '2s';
ALTER TABLE orders ADD -- the rule -- finding: constraint-validated-under-lock
  CONSTRAINT /* of */ total_positive
  CHECK ( -- all of them
    total > 0);

-- case: comments in a constraint of a domain
SET lock_timeout = '2s';
ALTER DOMAIN price ADD CONSTRAINT named CHECK -- ( -- finding: constraint-validated-under-lock
  (value > 0 AND 'VALUE' <> '');
