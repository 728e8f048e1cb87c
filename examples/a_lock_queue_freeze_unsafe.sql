-- Writes to orders wait until the index is built.
SET lock_timeout = '2s';
CREATE INDEX orders_status_idx ON orders (status);
