CREATE SCHEMA billing;

-- case: what pg_dump writes
-- postgres: none
SELECT pg_catalog.set_config('search_path', '', false); -- finding: session-setting-leaks (caution)

-- case: replication role
-- postgres: none
SET session_replication_role = replica; -- finding: session-setting-leaks (caution), triggers-disabled

-- case: a role
-- postgres: none
SET ROLE billing_owner; -- finding: session-setting-leaks (caution)

-- case: the last of several counts
SET search_path = billing;
SET search_path = billing, public; -- finding: session-setting-leaks (caution)

-- case: SET LOCAL ends with the transaction
BEGIN;
SET LOCAL search_path = billing;
COMMIT;

-- case: set_config with true ends with the transaction
SELECT set_config('search_path', 'billing', true);

-- case: RESET, SET TO DEFAULT, RESET ALL and SET ROLE NONE take it back
-- postgres: none
SET search_path = billing;
RESET search_path;
SET search_path = billing;
SET search_path TO DEFAULT;
SET search_path = billing;
RESET ALL;
SET ROLE billing_owner;
RESET ROLE;
SET ROLE billing_owner;
SET ROLE NONE;

-- case: a ROLLBACK takes it back
BEGIN;
SET search_path = billing;
ROLLBACK;

-- case: timeouts are meant to stay
SET lock_timeout = '2s';

-- case: RESET ALL leaves the role as it is
-- postgres: none
SET ROLE billing_owner; -- finding: session-setting-leaks (caution)
RESET ALL;

-- case: a time zone
SET timezone = 'Asia/Seoul'; -- finding: session-setting-leaks (caution)

-- case: a time zone that is put back
SET TIME ZONE 'UTC';
RESET timezone;

-- case: an advisory lock of the session
SELECT pg_advisory_lock(42); -- finding: session-setting-leaks (caution)

-- case: an advisory lock that is given back
SELECT pg_advisory_lock(42);
SELECT pg_advisory_unlock(42);
SELECT pg_try_advisory_lock_shared(43);
SELECT pg_advisory_unlock_all();

-- case: one that ends with the transaction
SELECT pg_advisory_xact_lock(42);
