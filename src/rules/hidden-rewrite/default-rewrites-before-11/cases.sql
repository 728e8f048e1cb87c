CREATE TABLE users (id bigint PRIMARY KEY);

-- case: now() is written into every row of PostgreSQL 10
-- postgres: 10
SET lock_timeout = '2s';
ALTER TABLE users
  ADD COLUMN created_at timestamptz DEFAULT now(), -- finding: default-rewrites-before-11
  ADD COLUMN name text;

-- case: a volatile default is a rewrite in every version
-- postgres: 10
SET lock_timeout = '2s';
ALTER TABLE users ADD COLUMN r float8 DEFAULT random(); -- finding: volatile-default

-- case: a constant default is free on 11
-- postgres: 11
SET lock_timeout = '2s';
ALTER TABLE users ADD COLUMN country varchar(2) NOT NULL DEFAULT 'KR';

-- case: DEFAULT NULL writes nothing
-- postgres: 10
SET lock_timeout = '2s';
ALTER TABLE users ADD COLUMN country varchar(2) DEFAULT NULL;

-- case: on a new table nothing is copied
-- postgres: 10
CREATE TABLE orders (id bigint PRIMARY KEY);
ALTER TABLE orders ADD COLUMN country varchar(2) DEFAULT 'KR';
