CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint NOT NULL, email text, total int);
CREATE INDEX orders_user_id_idx ON orders (user_id);

-- case: a partial unique index
CREATE UNIQUE INDEX CONCURRENTLY orders_email_key ON orders (email) WHERE total > 0; -- finding: unique-index-on-existing-rows (note)

-- case: on an expression
CREATE UNIQUE INDEX CONCURRENTLY orders_email_key ON orders (lower(email)); -- finding: unique-index-on-existing-rows (note)

-- case: on several, with all that may stand behind one
CREATE UNIQUE INDEX CONCURRENTLY orders_email_key ON public.orders USING btree -- finding: unique-index-on-existing-rows (note)
  (user_id DESC, (coalesce(total, 0) + 1) NULLS FIRST, lower(email /* as it was typed */) COLLATE "C" text_pattern_ops)
  INCLUDE (id) WHERE total > 0;

-- case: on a constant: one row at most
CREATE UNIQUE INDEX CONCURRENTLY orders_single ON orders ((true)); -- finding: unique-index-on-existing-rows (note)

-- case: a new table
CREATE TABLE fresh (id bigint PRIMARY KEY, email text);
CREATE UNIQUE INDEX CONCURRENTLY fresh_email_key ON fresh (email);
