CREATE TABLE orders (id bigint PRIMARY KEY);

-- case: session_replication_role
SET session_replication_role = replica; -- finding: triggers-disabled, session-setting-leaks (caution)

-- case: the same inside a transaction
BEGIN;
SET LOCAL session_replication_role = 'replica'; -- finding: triggers-disabled
COMMIT;

-- case: back to normal
SET session_replication_role = 'origin';

-- case: a new table
CREATE TABLE fresh (id bigint PRIMARY KEY);
ALTER TABLE fresh DISABLE TRIGGER ALL;

-- case: by the function
SELECT set_config('session_replication_role', 'replica', true); -- finding: triggers-disabled

-- case: back to the origin by the function
SELECT set_config('session_replication_role', 'origin', true);
