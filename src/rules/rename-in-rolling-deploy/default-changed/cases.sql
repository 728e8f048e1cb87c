CREATE TABLE orders (id bigint PRIMARY KEY, status text DEFAULT 'new');

-- case: a default where there was none
SET lock_timeout = '2s';
ALTER TABLE orders ALTER COLUMN id SET DEFAULT 7; -- finding: default-changed (note)

-- case: a table that the set created
CREATE TABLE fresh (id bigint, status text);
ALTER TABLE fresh ALTER COLUMN status SET DEFAULT 'new';
