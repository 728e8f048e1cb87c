-- One table, one kind of lock, one short transaction.
SET lock_timeout = '2s';
ALTER TABLE users ADD COLUMN locale text;
