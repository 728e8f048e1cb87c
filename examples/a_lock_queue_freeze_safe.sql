-- Alone in its file, outside a transaction: reads and writes go on.
CREATE INDEX CONCURRENTLY orders_user_id_idx ON orders (user_id);
