CREATE TABLE items (id bigint PRIMARY KEY, price int NOT NULL, quantity int NOT NULL, twice int GENERATED ALWAYS AS (price * 2) STORED);

-- case: a virtual column stores nothing
-- postgres: 18
SET lock_timeout = '2s';
ALTER TABLE items ADD COLUMN total int GENERATED ALWAYS AS (price * quantity) VIRTUAL;

-- case: virtual is what is meant when neither word is written
-- postgres: 18
SET lock_timeout = '2s';
ALTER TABLE items ADD COLUMN total int GENERATED ALWAYS AS (price * quantity);

-- case: a new expression for a stored column
-- postgres: 17
SET lock_timeout = '2s';
ALTER TABLE items ALTER COLUMN twice SET EXPRESSION AS (price + price); -- finding: stored-generated-column

-- case: on a new table nothing is copied
CREATE TABLE users (id bigint PRIMARY KEY, name text);
ALTER TABLE users ADD COLUMN upper_name text GENERATED ALWAYS AS (upper(name)) STORED;

-- case: dropping the expression leaves the values where they are
SET lock_timeout = '2s';
ALTER TABLE items ALTER COLUMN twice DROP EXPRESSION; -- finding: default-dropped (caution)
