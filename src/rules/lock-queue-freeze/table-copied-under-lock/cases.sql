CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint);
CREATE INDEX orders_user_id_idx ON orders (user_id);
CREATE UNLOGGED TABLE scratch (id bigint PRIMARY KEY);

-- case: CLUSTER
SET lock_timeout = '2s';
CLUSTER orders USING orders_user_id_idx; -- finding: table-copied-under-lock

-- case: an unlogged table becomes an ordinary one
SET lock_timeout = '2s';
ALTER TABLE scratch SET LOGGED; -- finding: table-copied-under-lock

-- case: an ordinary table stays one
SET lock_timeout = '2s';
ALTER TABLE orders SET LOGGED;

-- case: every table of the database
SET lock_timeout = '2s';
VACUUM FULL; -- finding: table-copied-under-lock

-- case: every table that was ever clustered
SET lock_timeout = '2s';
CLUSTER; -- finding: table-copied-under-lock

-- case: FULL can be turned off
VACUUM (FULL false) orders;

-- case: a new table
CREATE TABLE users (id bigint PRIMARY KEY);
VACUUM FULL users;

-- case: an option that is turned off
VACUUM (FULL 0) orders;
VACUUM (FULL OFF) orders;

-- case: an index goes to another tablespace
-- postgres: none
SET lock_timeout = '2s';
ALTER INDEX orders_user_id_idx SET TABLESPACE fast; -- finding: table-copied-under-lock

-- case: everything in a tablespace
-- postgres: none
SET lock_timeout = '2s';
ALTER TABLE ALL IN TABLESPACE pg_default SET TABLESPACE fast; -- finding: table-copied-under-lock
