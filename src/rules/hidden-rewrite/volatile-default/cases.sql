CREATE TABLE orders (id bigint PRIMARY KEY);
CREATE FUNCTION steady() RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT 1';
CREATE FUNCTION shaky() RETURNS int LANGUAGE plpgsql AS $$ BEGIN RETURN 1; END $$;

-- case: random
SET lock_timeout = '2s';
ALTER TABLE orders ADD COLUMN r float8 DEFAULT random(); -- finding: volatile-default

-- case: clock_timestamp deep inside an expression
SET lock_timeout = '2s';
ALTER TABLE orders ADD COLUMN d date DEFAULT date_trunc('day', clock_timestamp())::date; -- finding: volatile-default

-- case: nextval of a sequence
CREATE SEQUENCE numbers;
SET lock_timeout = '2s';
ALTER TABLE orders ADD COLUMN n bigint DEFAULT nextval('numbers'); -- finding: volatile-default

-- case: two bad columns of one statement are two findings
SET lock_timeout = '2s';
ALTER TABLE orders
  ADD COLUMN a float8 DEFAULT random(), -- finding: volatile-default
  ADD COLUMN b int DEFAULT 1,
  ADD COLUMN c uuid DEFAULT gen_random_uuid(); -- finding: volatile-default

-- case: a function that the migrations show to be volatile
SET lock_timeout = '2s';
ALTER TABLE orders ADD COLUMN s int DEFAULT shaky(); -- finding: volatile-default

-- case: a function that the migrations show to be immutable
SET lock_timeout = '2s';
ALTER TABLE orders ADD COLUMN s int DEFAULT steady();

-- case: a function that nobody has shown us
-- postgres: none
SET lock_timeout = '2s';
ALTER TABLE orders ADD COLUMN s int DEFAULT elsewhere(); -- finding: volatile-default (caution)

-- case: a constant, a cast, an array, current_user, localtimestamp and arithmetic are steady
SET lock_timeout = '2s';
ALTER TABLE orders ADD COLUMN a varchar(2) NOT NULL DEFAULT 'KR';
ALTER TABLE orders ADD COLUMN b int[] DEFAULT ARRAY[1, -2];
ALTER TABLE orders ADD COLUMN c text DEFAULT current_user;
ALTER TABLE orders ADD COLUMN d text DEFAULT lower('A') || 'b';
ALTER TABLE orders ADD COLUMN e jsonb DEFAULT '{}'::jsonb;

-- case: on a new table nothing is copied
CREATE TABLE users (id bigint PRIMARY KEY);
ALTER TABLE users ADD COLUMN token uuid DEFAULT gen_random_uuid();

-- case: DEFAULT NULL is no default
SET lock_timeout = '2s';
ALTER TABLE orders ADD COLUMN a uuid DEFAULT NULL;
