SET lock_timeout = '2s';

CREATE INDEX orders_user_id_idx ON orders (user_id);

-- What the customer wrote at the till.
-- It is shown to the packer,
-- who may answer.
ALTER TABLE orders ADD COLUMN note text;
ALTER TABLE orders ADD COLUMN answer text;
