CREATE TABLE users (id bigint PRIMARY KEY, email text UNIQUE, handle text, org int, UNIQUE (org, handle));
CREATE UNIQUE INDEX users_handle_idx ON users (handle);
CREATE UNIQUE INDEX users_lower_idx ON users (lower(email));
CREATE INDEX users_org_idx ON users (org);

-- case: a unique index
DROP INDEX CONCURRENTLY users_handle_idx; -- finding: conflict-target-dropped (caution)

-- case: a unique index of an expression
DROP INDEX CONCURRENTLY users_lower_idx; -- finding: conflict-target-dropped (caution)

-- case: the primary key
SET lock_timeout = '2s';
ALTER TABLE users DROP CONSTRAINT users_pkey; -- finding: conflict-target-dropped (caution), replica-identity-lost (caution)

-- case: one that nobody has shown us is taken by its name
-- postgres: none
SET lock_timeout = '2s';
ALTER TABLE elsewhere DROP CONSTRAINT elsewhere_email_key; -- finding: conflict-target-dropped (caution)

-- case: an INVALID index that is built again
DROP INDEX CONCURRENTLY IF EXISTS users_handle_idx;
CREATE UNIQUE INDEX CONCURRENTLY users_handle_idx ON users (handle);

-- case: another key in its place
-- file: 0001_index.sql
CREATE UNIQUE INDEX CONCURRENTLY users_new_idx ON users (id);
-- file: 0002_swap.sql
SET lock_timeout = '2s';
ALTER TABLE users DROP CONSTRAINT users_pkey, ADD CONSTRAINT users_pkey PRIMARY KEY USING INDEX users_new_idx;

-- case: the same columns in another order stay unique
-- file: 0001_index.sql
CREATE UNIQUE INDEX CONCURRENTLY users_turned_idx ON users (handle, org);
-- file: 0002_drop.sql
SET lock_timeout = '2s';
ALTER TABLE users DROP CONSTRAINT users_org_handle_key;

-- case: an index that is not unique
DROP INDEX CONCURRENTLY users_org_idx;

-- case: the column goes as well
SET lock_timeout = '2s';
ALTER TABLE users DROP CONSTRAINT users_email_key;
ALTER TABLE users DROP COLUMN email; -- finding: drop-column

-- case: an index that the set made
CREATE UNIQUE INDEX CONCURRENTLY users_try_idx ON users (id, org);
DROP INDEX CONCURRENTLY users_try_idx; -- finding: concurrently-beside-others (caution)
