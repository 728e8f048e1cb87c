-- Pods of the old release still ask for user_email.
SET lock_timeout = '2s';
ALTER TABLE orders RENAME COLUMN user_email TO email;
