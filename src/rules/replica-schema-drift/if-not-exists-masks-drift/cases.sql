CREATE TYPE mood AS ENUM ('ok');
CREATE TABLE orders (id bigserial PRIMARY KEY, code varchar(20), total int NOT NULL, feels mood, at timestamptz DEFAULT now());

-- case: a column of another type
SET lock_timeout = '2s';
ALTER TABLE orders ADD COLUMN IF NOT EXISTS code text; -- finding: if-not-exists-masks-drift (caution)

-- case: NULL is not allowed where the text allows it, and the other way round
SET lock_timeout = '2s';
ALTER TABLE orders ADD COLUMN IF NOT EXISTS total int; -- finding: if-not-exists-masks-drift (caution)
ALTER TABLE orders ADD COLUMN IF NOT EXISTS code varchar(20) NOT NULL; -- finding: if-not-exists-masks-drift (caution)

-- case: without the default
SET lock_timeout = '2s';
ALTER TABLE orders ADD COLUMN IF NOT EXISTS code varchar(20) DEFAULT 'x'; -- finding: if-not-exists-masks-drift (caution)

-- case: all as it is there
SET lock_timeout = '2s';
CREATE TABLE IF NOT EXISTS orders (
  id bigserial PRIMARY KEY,
  code varchar(20),
  total int NOT NULL,
  feels public.mood,
  at timestamptz DEFAULT now()
);
ALTER TABLE orders ADD COLUMN IF NOT EXISTS feels mood;

-- case: the key stands behind the columns
CREATE TABLE IF NOT EXISTS orders (
  id bigserial,
  code varchar(20),
  total int NOT NULL,
  feels mood,
  at timestamptz DEFAULT now(),
  PRIMARY KEY (id)
);

-- case: a column that is not there is added
SET lock_timeout = '2s';
ALTER TABLE orders ADD COLUMN IF NOT EXISTS note text;

-- case: a table that nobody has shown us is taken for new
CREATE TABLE IF NOT EXISTS items (id bigint PRIMARY KEY);

-- case: a table that the set created
CREATE TABLE fresh (id bigint);
CREATE TABLE IF NOT EXISTS fresh (id int);
