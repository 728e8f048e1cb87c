-- Expand: the new column beside the old one, until no code uses the old name.
SET lock_timeout = '2s';
ALTER TABLE users ADD COLUMN login text;
