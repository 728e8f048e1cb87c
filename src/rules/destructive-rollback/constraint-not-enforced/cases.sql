CREATE TABLE users (id bigint PRIMARY KEY);
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint CONSTRAINT orders_user REFERENCES users (id), total int);

-- case: a new CHECK that checks nothing
-- postgres: 18
SET lock_timeout = '2s';
ALTER TABLE orders ADD CONSTRAINT c CHECK (total > 0) NOT ENFORCED; -- finding: constraint-not-enforced (caution)

-- case: a constraint that is only made deferrable
SET lock_timeout = '2s';
ALTER TABLE orders ALTER CONSTRAINT orders_user DEFERRABLE;

-- case: a table that the set created
-- postgres: 18
CREATE TABLE fresh (id bigint);
ALTER TABLE fresh ADD CONSTRAINT c CHECK (id > 0) NOT ENFORCED;
