CREATE SCHEMA billing;
CREATE SCHEMA "Odd Name";
CREATE TABLE users (id bigint PRIMARY KEY);
CREATE TABLE billing.invoices (id bigint PRIMARY KEY, user_id bigint REFERENCES users (id));
CREATE TABLE "Odd Name".things (id bigint PRIMARY KEY);

-- case: tables elsewhere that its foreign keys reference are locked
SET lock_timeout = '2s';
DROP SCHEMA billing CASCADE; -- finding: drop-schema

-- case: a schema whose name needs quotes
SET lock_timeout = '2s';
DROP SCHEMA "Odd Name" CASCADE; -- finding: drop-schema

-- case: a schema that nobody has shown us
-- postgres: none
DROP SCHEMA reports CASCADE; -- finding: drop-schema

-- case: without CASCADE the name and its grants still go
-- postgres: none
DROP SCHEMA reports; -- finding: drop-schema

-- case: an extension
-- postgres: none
DROP EXTENSION postgis; -- finding: drop-schema

-- case: what a role owns
-- postgres: none
DROP OWNED BY reporting; -- finding: drop-schema

-- case: a database
-- postgres: none
DROP DATABASE reports; -- finding: drop-schema

-- case: a tablespace
-- postgres: none
DROP TABLESPACE fast; -- finding: drop-schema

-- case: a schema that the set created
CREATE SCHEMA drafts;
CREATE TABLE drafts.one (id bigint);
DROP SCHEMA drafts CASCADE;

-- case: an extension that the set created
-- postgres: none
CREATE EXTENSION pg_trgm;
DROP EXTENSION pg_trgm;
