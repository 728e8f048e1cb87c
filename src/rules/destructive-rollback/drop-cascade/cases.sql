CREATE TABLE users (id bigint PRIMARY KEY, email text UNIQUE, age int CONSTRAINT grown CHECK (age > 17));
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint REFERENCES users (id));
CREATE VIEW grown_ups AS SELECT email FROM users;
CREATE DOMAIN amount AS int;
CREATE TABLE points (id bigint PRIMARY KEY, value amount);
CREATE FUNCTION one() RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT 1';

-- case: a view
SET lock_timeout = '2s';
DROP VIEW grown_ups CASCADE; -- finding: drop-cascade

-- case: a function
DROP FUNCTION one() CASCADE; -- finding: drop-cascade

-- case: a domain takes its columns along
SET lock_timeout = '2s';
DROP DOMAIN amount CASCADE; -- finding: drop-cascade

-- case: a unique constraint that foreign keys may need
SET lock_timeout = '2s';
ALTER TABLE users DROP CONSTRAINT users_email_key CASCADE; -- finding: drop-cascade

-- case: a primary key takes the foreign keys along
SET lock_timeout = '2s';
ALTER TABLE users DROP CONSTRAINT users_pkey CASCADE; -- finding: drop-cascade, replica-identity-lost (caution)

-- case: a table is told by its own rule
SET lock_timeout = '2s';
DROP TABLE orders CASCADE; -- finding: drop-table

-- case: nothing depends on a CHECK
SET lock_timeout = '2s';
ALTER TABLE users DROP CONSTRAINT grown CASCADE; -- finding: integrity-check-dropped (caution)

-- case: what the set created
CREATE TYPE colour AS ENUM ('red');
CREATE VIEW drafts AS SELECT id FROM users;
DROP VIEW drafts CASCADE;
DROP TYPE colour CASCADE;

-- case: a trigger has no dependents
CREATE TABLE t (id bigint);
CREATE FUNCTION nothing() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
CREATE TRIGGER each BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION nothing();
DROP TRIGGER each ON t CASCADE;

-- case: the CASCADE of a foreign key beside it is another one
SET lock_timeout = '2s';
ALTER TABLE users
  DROP CONSTRAINT users_email_key -- unused -- finding: drop-cascade
    CASCADE,
  ADD CONSTRAINT users_boss FOREIGN KEY (id) REFERENCES users (id) ON DELETE CASCADE NOT VALID;
