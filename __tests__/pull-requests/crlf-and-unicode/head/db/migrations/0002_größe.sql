-- Größe der Bestellung, 注文, 🛒
SET lock_timeout = '2s';

ALTER TABLE orders
  ADD COLUMN "größe" text DEFAULT '🛒🛒',
  ADD COLUMN "注文番号" uuid DEFAULT gen_random_uuid();

CREATE INDEX "größe_idx"
  ON orders ("größe");
