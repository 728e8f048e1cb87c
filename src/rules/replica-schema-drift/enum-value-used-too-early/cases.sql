CREATE TYPE mood AS ENUM ('sad', 'happy');
CREATE TABLE people (id bigint PRIMARY KEY, name text, feels mood);

-- case: as a default
SET lock_timeout = '2s';
ALTER TYPE mood ADD VALUE 'calm';
ALTER TABLE people ALTER COLUMN feels SET DEFAULT 'calm'; -- finding: enum-value-used-too-early

-- case: as a default of a new column
SET lock_timeout = '2s';
ALTER TYPE mood ADD VALUE 'calm';
ALTER TABLE people ADD COLUMN felt mood DEFAULT 'calm'; -- finding: enum-value-used-too-early

-- case: in a cast
ALTER TYPE mood ADD VALUE 'calm';
SELECT 'calm'::mood; -- finding: enum-value-used-too-early

-- case: in a comparison
ALTER TYPE mood ADD VALUE 'calm';
SELECT id FROM people WHERE feels IN ('sad', 'calm'); -- finding: enum-value-used-too-early

-- case: in an UPDATE
ALTER TYPE mood ADD VALUE 'calm';
UPDATE people SET feels = 'calm' WHERE id = 1; -- finding: enum-value-used-too-early

-- case: in a DO block
ALTER TYPE mood ADD VALUE 'calm';
DO $$ BEGIN INSERT INTO people VALUES (1, 'Ada', 'calm'); END $$; -- finding: enum-value-used-too-early

-- case: the same word in another column
ALTER TYPE mood ADD VALUE 'calm';
INSERT INTO people (id, name, feels) VALUES (1, 'calm', 'sad');

-- case: after the commit
BEGIN;
ALTER TYPE mood ADD VALUE 'calm';
COMMIT;
INSERT INTO people (id, feels) VALUES (1, 'calm');

-- case: a type of the same transaction before 17
CREATE TYPE colour AS ENUM ('red');
ALTER TYPE colour ADD VALUE 'blue';
SELECT 'blue'::colour; -- finding: enum-value-used-too-early

-- case: a type of the same transaction from 17 on
-- postgres: 17
CREATE TYPE colour AS ENUM ('red');
ALTER TYPE colour ADD VALUE 'blue';
SELECT 'blue'::colour;
