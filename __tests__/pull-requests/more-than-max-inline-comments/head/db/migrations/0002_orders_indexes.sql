SET lock_timeout = '2s';

CALL archive_old_orders();
CREATE INDEX orders_user_id_idx ON orders (user_id);
CREATE INDEX orders_email_idx ON orders (email);
CREATE INDEX orders_created_at_idx ON orders (created_at);
