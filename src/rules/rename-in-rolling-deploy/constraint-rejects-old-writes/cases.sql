CREATE TABLE users (id bigint PRIMARY KEY);
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint, total int, code text NOT NULL);
CREATE UNIQUE INDEX orders_code_idx ON orders (code);

-- case: a foreign key
SET lock_timeout = '2s';
ALTER TABLE orders ADD CONSTRAINT f FOREIGN KEY (user_id) REFERENCES users (id) NOT VALID; -- finding: constraint-rejects-old-writes (note)

-- case: a unique index
CREATE UNIQUE INDEX CONCURRENTLY orders_total_idx ON orders (total); -- finding: constraint-rejects-old-writes (note)

-- case: a condition on an old and a new column
SET lock_timeout = '2s';
ALTER TABLE orders ADD COLUMN discount int;
ALTER TABLE orders ADD CONSTRAINT c CHECK (discount < total) NOT VALID; -- finding: constraint-rejects-old-writes (note)

-- case: USING INDEX adds nothing to its index
SET lock_timeout = '2s';
ALTER TABLE orders ADD CONSTRAINT u UNIQUE USING INDEX orders_code_idx;

-- case: a second unique index adds nothing to the first
CREATE UNIQUE INDEX CONCURRENTLY orders_code_2_idx ON orders (code);

-- case: a constraint that is not enforced
-- postgres: 18
SET lock_timeout = '2s';
ALTER TABLE orders ADD CONSTRAINT c CHECK (total > 0) NOT ENFORCED; -- finding: constraint-not-enforced (caution)

-- case: a table that the set created
CREATE TABLE fresh (id bigint);
ALTER TABLE fresh ADD CONSTRAINT c CHECK (id > 0);
