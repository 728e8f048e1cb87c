-- The UPDATE holds row locks that the ALTER TABLE's lock conflicts with in every session that waits for a row.
BEGIN;
SET LOCAL lock_timeout = '2s';
UPDATE users SET country = 'KR' WHERE id = 1;
ALTER TABLE users ADD COLUMN time_zone text;
COMMIT;
