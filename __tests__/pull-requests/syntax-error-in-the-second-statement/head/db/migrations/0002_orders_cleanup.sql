ALTER TABLE orders DROP COLUMN email;

ALTER TABEL orders ADD COLUMN note text;

ALTER TABLE orders ADD COLUMN token uuid DEFAULT gen_random_uuid();
