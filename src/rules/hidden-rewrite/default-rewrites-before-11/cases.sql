CREATE TABLE users (id bigint PRIMARY KEY);

-- case: a constant is written into every row of PostgreSQL 10
-- postgres: none
SET lock_timeout = '2s';
ALTER TABLE users ADD COLUMN country varchar(2) NOT NULL DEFAULT 'KR';

-- case: a constant default is free on 11
-- postgres: 11
SET lock_timeout = '2s';
ALTER TABLE users ADD COLUMN country varchar(2) NOT NULL DEFAULT 'KR';

-- case: DEFAULT NULL writes nothing
SET lock_timeout = '2s';
ALTER TABLE users ADD COLUMN country varchar(2) DEFAULT NULL;
