CREATE TABLE users (id bigint PRIMARY KEY);
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint, total int);

-- case: a foreign key
SET lock_timeout = '2s';
ALTER TABLE orders ADD CONSTRAINT orders_user FOREIGN KEY (user_id) REFERENCES users NOT VALID; -- finding: constraint-left-not-valid (note)

-- case: NOT NULL as a constraint
-- postgres: 18
SET lock_timeout = '2s';
ALTER TABLE orders ADD CONSTRAINT total_there NOT NULL total NOT VALID; -- finding: constraint-left-not-valid (note)

-- case: dropped again
SET lock_timeout = '2s';
ALTER TABLE orders ADD CONSTRAINT positive CHECK (total > 0) NOT VALID;
ALTER TABLE orders DROP CONSTRAINT positive;

-- case: a table of the same set has no old rows
CREATE TABLE fresh (total int);
ALTER TABLE fresh ADD CONSTRAINT positive CHECK (total > 0) NOT VALID;
