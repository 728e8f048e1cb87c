CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint NOT NULL);
CREATE INDEX orders_user_id_idx ON orders (user_id);

-- case: one index reads and blocks its table just the same
SET lock_timeout = '2s';
REINDEX INDEX orders_user_id_idx; -- finding: reindex-not-concurrently

-- case: an index that nobody has shown us
-- postgres: none
SET lock_timeout = '2s';
REINDEX INDEX elsewhere_idx; -- finding: reindex-not-concurrently

-- case: the option in parentheses is the same online form
REINDEX (CONCURRENTLY) INDEX orders_user_id_idx;

-- case: the option can be turned off
SET lock_timeout = '2s';
REINDEX (CONCURRENTLY false) INDEX orders_user_id_idx; -- finding: reindex-not-concurrently

-- case: a whole schema
SET lock_timeout = '2s';
REINDEX SCHEMA public; -- finding: reindex-not-concurrently

-- case: a new table
CREATE TABLE users (id bigint PRIMARY KEY, email text);
REINDEX TABLE users;
