-- allowed: none
CREATE TABLE users (id bigint PRIMARY KEY);
CREATE TABLE shops (id bigint PRIMARY KEY);
-- file: 0001_orders.sql
SET lock_timeout = '2s';
CREATE TABLE orders (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  user_id bigint NOT NULL REFERENCES users (id),
  shop_id bigint NOT NULL REFERENCES shops (id),
  code text NOT NULL UNIQUE,
  total numeric(10, 2) NOT NULL DEFAULT 0 CHECK (total >= 0),
  token uuid NOT NULL DEFAULT gen_random_uuid(),
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX orders_user_id ON orders (user_id);
CREATE INDEX orders_lower_code ON orders (lower(code));
CREATE TABLE lines (order_id bigint NOT NULL, number int NOT NULL, PRIMARY KEY (order_id, number));
ALTER TABLE lines ADD CONSTRAINT lines_order FOREIGN KEY (order_id) REFERENCES orders (id);
INSERT INTO orders (user_id, shop_id, code) SELECT 1, 1, 'a' WHERE false;
COMMENT ON TABLE orders IS 'what people bought';
