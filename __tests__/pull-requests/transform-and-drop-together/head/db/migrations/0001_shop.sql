CREATE TABLE users (id bigint PRIMARY KEY, email text NOT NULL);
CREATE TABLE orders (
  id bigint PRIMARY KEY,
  user_id bigint NOT NULL REFERENCES users,
  total numeric(10, 2) NOT NULL DEFAULT 0
);
CREATE INDEX orders_total_idx ON orders (total);
ALTER TABLE users ADD COLUMN full_name text;
