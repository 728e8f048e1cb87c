-- The values are gone, and old code still selects them.
SET lock_timeout = '2s';
ALTER TABLE orders DROP COLUMN legacy_note;
