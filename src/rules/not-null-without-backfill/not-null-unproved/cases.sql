CREATE TABLE orders (id bigint PRIMARY KEY, user_email text, total int, note text,
  CONSTRAINT total_set CHECK (total IS NOT NULL), CONSTRAINT note_long CHECK (length(note) > 3));

-- case: a validated CHECK of the schema proves it
SET lock_timeout = '2s';
ALTER TABLE orders ALTER COLUMN total SET NOT NULL;

-- case: a CHECK that lets NULL pass proves nothing
SET lock_timeout = '2s';
ALTER TABLE orders ALTER COLUMN note SET NOT NULL; -- finding: not-null-unproved

-- case: the proof is dropped by the same statement
SET lock_timeout = '2s';
ALTER TABLE orders
  ALTER COLUMN total SET NOT NULL, -- finding: not-null-unproved
  DROP CONSTRAINT total_set;

-- case: before 12 no CHECK is a proof
-- postgres: 11
SET lock_timeout = '2s';
ALTER TABLE orders ALTER COLUMN total SET NOT NULL; -- finding: not-null-unproved

-- case: a CHECK that is not validated yet proves nothing
-- file: 0001_check.sql
SET lock_timeout = '2s';
ALTER TABLE orders ADD CONSTRAINT email_set CHECK (user_email IS NOT NULL) NOT VALID;
-- file: 0002_set.sql
SET lock_timeout = '2s';
ALTER TABLE orders ALTER COLUMN user_email SET NOT NULL; -- finding: not-null-unproved

-- case: NOT NULL as a constraint reads the table as well
-- postgres: 18
SET lock_timeout = '2s';
ALTER TABLE orders ADD CONSTRAINT email_set NOT NULL user_email; -- finding: not-null-unproved

-- case: NOT NULL as a constraint can be validated later
-- postgres: 18
-- file: 0001_add.sql
SET lock_timeout = '2s';
ALTER TABLE orders ADD CONSTRAINT email_set NOT NULL user_email NOT VALID;
-- file: 0002_validate.sql
SET lock_timeout = '2s';
ALTER TABLE orders VALIDATE CONSTRAINT email_set;

-- case: SET NOT NULL while the constraint is not validated reads the table
-- postgres: 18
-- file: 0001_add.sql
SET lock_timeout = '2s';
ALTER TABLE orders ADD CONSTRAINT email_set NOT NULL user_email NOT VALID;
-- file: 0002_set.sql
SET lock_timeout = '2s';
ALTER TABLE orders ALTER COLUMN user_email SET NOT NULL; -- finding: not-null-unproved

-- case: a column that is NOT NULL already
SET lock_timeout = '2s';
ALTER TABLE orders ALTER COLUMN id SET NOT NULL;

-- case: a new table has no rows to read
CREATE TABLE users (id bigint PRIMARY KEY, email text);
ALTER TABLE users ALTER COLUMN email SET NOT NULL;
