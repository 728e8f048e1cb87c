SET lock_timeout = '2s';

ALTER TABLE orders ADD CONSTRAINT orders_email_present CHECK (email IS NOT NULL) NOT VALID;
