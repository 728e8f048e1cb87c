CREATE TABLE users (id bigint PRIMARY KEY);
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint REFERENCES users (id));

-- case: CASCADE empties the tables that reference it
SET lock_timeout = '2s';
TRUNCATE users CASCADE; -- finding: truncate, several-tables-in-one-transaction (caution)

-- case: several tables of one statement are one finding
SET lock_timeout = '2s';
TRUNCATE users, orders; -- finding: truncate, several-tables-in-one-transaction (caution)

-- case: a table that the set created
CREATE TABLE drafts (id bigint);
TRUNCATE drafts;

-- case: a temporary table
CREATE TEMP TABLE drafts (id bigint);
TRUNCATE drafts;

-- case: in a down migration it is as bad
-- file: 0001_users.up.sql
SELECT 1;
-- file: 0001_users.down.sql
SET lock_timeout = '2s';
TRUNCATE orders; -- finding: truncate
