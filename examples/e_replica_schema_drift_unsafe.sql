-- Without a replica identity the next UPDATE of a published table fails.
SET lock_timeout = '2s';
ALTER TABLE orders REPLICA IDENTITY NOTHING;
