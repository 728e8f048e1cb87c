CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint NOT NULL, email text, total int);
CREATE INDEX orders_user_id_idx ON orders (user_id);

-- case: a partial unique index
CREATE UNIQUE INDEX CONCURRENTLY orders_email_key ON orders (email) WHERE total > 0; -- finding: unique-index-on-existing-rows (note)

-- case: a new table
CREATE TABLE fresh (id bigint PRIMARY KEY, email text);
CREATE UNIQUE INDEX CONCURRENTLY fresh_email_key ON fresh (email);
