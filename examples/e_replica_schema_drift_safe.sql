-- Subscribers can still find the row to change.
SET lock_timeout = '2s';
ALTER TABLE orders REPLICA IDENTITY USING INDEX orders_id_user_id_idx;
