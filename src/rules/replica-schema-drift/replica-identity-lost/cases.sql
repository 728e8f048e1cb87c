CREATE TABLE orders (id bigint PRIMARY KEY, code text NOT NULL UNIQUE);
CREATE TABLE items (id bigint PRIMARY KEY, code text NOT NULL);
CREATE UNIQUE INDEX items_code_idx ON items (code);
ALTER TABLE items REPLICA IDENTITY USING INDEX items_code_idx;
CREATE TABLE whole (id bigint PRIMARY KEY);
ALTER TABLE whole REPLICA IDENTITY FULL;

-- case: dropping the primary key is a question
SET lock_timeout = '2s';
ALTER TABLE orders DROP CONSTRAINT orders_pkey; -- finding: replica-identity-lost (caution), conflict-target-dropped (caution)

-- case: dropping a column of the primary key
SET lock_timeout = '2s';
ALTER TABLE orders DROP COLUMN id; -- finding: replica-identity-lost (caution), drop-column

-- case: a primary key that nobody has shown us
-- postgres: none
SET lock_timeout = '2s';
ALTER TABLE elsewhere DROP CONSTRAINT elsewhere_pkey; -- finding: replica-identity-lost (caution), conflict-target-dropped (caution)

-- case: another identity in the same transaction
SET lock_timeout = '2s';
ALTER TABLE orders REPLICA IDENTITY USING INDEX orders_code_key;
ALTER TABLE orders DROP CONSTRAINT orders_pkey; -- finding: conflict-target-dropped (caution)

-- case: whole rows
SET lock_timeout = '2s';
ALTER TABLE orders REPLICA IDENTITY FULL;

-- case: another constraint
SET lock_timeout = '2s';
ALTER TABLE orders DROP CONSTRAINT orders_code_key; -- finding: conflict-target-dropped (caution)

-- case: a table that the set created
CREATE TABLE drafts (id bigint PRIMARY KEY);
ALTER TABLE drafts REPLICA IDENTITY NOTHING;
ALTER TABLE drafts DROP CONSTRAINT drafts_pkey;

-- case: with a publication that has the table it is no question
CREATE PUBLICATION orders_out FOR TABLE orders;
SET lock_timeout = '2s';
ALTER TABLE orders DROP CONSTRAINT orders_pkey; -- finding: replica-identity-lost, conflict-target-dropped (caution)

-- case: the index that the schema shows to be the identity
-- file: 0001_drop.sql
DROP INDEX CONCURRENTLY items_code_idx; -- finding: replica-identity-lost (caution), conflict-target-dropped (caution)

-- case: whole rows need no key
SET lock_timeout = '2s';
ALTER TABLE whole DROP CONSTRAINT whole_pkey; -- finding: conflict-target-dropped (caution)
