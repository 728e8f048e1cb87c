CREATE DOMAIN positive AS int CHECK (VALUE > 0);
CREATE DOMAIN required AS text NOT NULL;
CREATE DOMAIN plain AS text;
CREATE TYPE mood AS ENUM ('sad', 'happy');
CREATE TABLE users (id bigint PRIMARY KEY);

-- case: a domain that is made by the same migration
SET lock_timeout = '2s';
CREATE DOMAIN small AS int CHECK (VALUE < 10);
ALTER TABLE users ADD COLUMN a small; -- finding: constrained-domain-column

-- case: one bad column among good ones
SET lock_timeout = '2s';
ALTER TABLE users
  ADD COLUMN a plain,
  ADD COLUMN b positive DEFAULT 1, -- finding: constrained-domain-column
  ADD COLUMN c mood;

-- case: a domain without a constraint and an enum cost nothing
SET lock_timeout = '2s';
ALTER TABLE users ADD COLUMN a plain;
ALTER TABLE users ADD COLUMN b mood;
ALTER TABLE users ADD COLUMN c plain DEFAULT 'x';

-- case: a type that nobody has shown us
-- postgres: none
SET lock_timeout = '2s';
ALTER TABLE users ADD COLUMN a elsewhere; -- finding: constrained-domain-column (caution)

-- case: on a new table nothing is copied
CREATE TABLE orders (id bigint PRIMARY KEY);
ALTER TABLE orders ADD COLUMN a positive;
