-- Batches of 5,000 rows, each committed, with a pause for the replicas.
DO $$
DECLARE
  updated int;
BEGIN
  LOOP
    UPDATE users SET handle = username
    WHERE id IN (SELECT id FROM users WHERE handle IS NULL ORDER BY id LIMIT 5000 FOR UPDATE SKIP LOCKED);
    GET DIAGNOSTICS updated = ROW_COUNT;
    EXIT WHEN updated = 0;
    COMMIT;
    PERFORM pg_sleep(0.1);
  END LOOP;
END $$;
