SET lock_timeout = '2s';

-- pg-preflight: allow create-index-not-concurrently -- the shop opens in May and orders is empty until then
CREATE INDEX orders_user_id_idx ON orders (user_id);
