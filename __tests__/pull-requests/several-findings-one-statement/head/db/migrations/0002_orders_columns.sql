SET lock_timeout = '2s';

ALTER TABLE orders
  ADD COLUMN token uuid DEFAULT gen_random_uuid(),
  ADD COLUMN state text NOT NULL,
  ADD CONSTRAINT orders_total_positive CHECK (total >= 0);
