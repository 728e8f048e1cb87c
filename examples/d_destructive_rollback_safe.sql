-- First release: nothing has to write the column any more. It is dropped when no code mentions it.
SET lock_timeout = '2s';
ALTER TABLE orders ALTER COLUMN status SET DEFAULT 'new';
