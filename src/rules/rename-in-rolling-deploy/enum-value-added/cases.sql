CREATE TYPE mood AS ENUM ('sad', 'ok');
CREATE TABLE people (id bigint PRIMARY KEY, feels mood);

-- case: in front of another
ALTER TYPE mood ADD VALUE IF NOT EXISTS 'happy' BEFORE 'ok'; -- finding: enum-value-added (note)

-- case: a value that is renamed is another hazard
ALTER TYPE mood RENAME VALUE 'ok' TO 'fine'; -- finding: rename-enum-value
