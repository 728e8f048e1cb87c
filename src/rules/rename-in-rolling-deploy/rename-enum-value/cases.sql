CREATE TYPE mood AS ENUM ('sad', 'happy');

-- case: a type of the set
CREATE TYPE colour AS ENUM ('red');
ALTER TYPE colour RENAME VALUE 'red' TO 'crimson';

-- case: a value that the set added
-- file: 0001_add.sql
ALTER TYPE mood ADD VALUE 'calm';
-- file: 0002_rename.sql
ALTER TYPE mood RENAME VALUE 'calm' TO 'quiet';

-- case: a type that nobody has shown us
-- postgres: none
ALTER TYPE elsewhere RENAME VALUE 'a' TO 'b'; -- finding: rename-enum-value
