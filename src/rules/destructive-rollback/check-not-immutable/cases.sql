CREATE TABLE bookings (id bigint PRIMARY KEY, starts timestamptz, code text);
CREATE FUNCTION is_code(code text) RETURNS boolean LANGUAGE sql AS 'SELECT true';

-- case: a new table keeps it as long
CREATE TABLE slots (id bigint PRIMARY KEY, starts timestamptz CHECK (starts > now())); -- finding: check-not-immutable (caution)

-- case: a column's own
SET lock_timeout = '2s';
ALTER TABLE bookings ADD COLUMN seen timestamptz CHECK (seen < clock_timestamp()); -- finding: check-not-immutable (caution), constraint-validated-under-lock

-- case: chance
SET lock_timeout = '2s';
ALTER TABLE bookings ADD CONSTRAINT c CHECK (id > random()) NOT VALID; -- finding: check-not-immutable (caution)

-- case: a domain
CREATE DOMAIN past AS date CHECK (VALUE < current_date); -- finding: check-not-immutable (caution)

-- case: a function of one's own
SET lock_timeout = '2s';
ALTER TABLE bookings ADD CONSTRAINT c CHECK (is_code(code)) NOT VALID;

-- case: what holds for ever
SET lock_timeout = '2s';
ALTER TABLE bookings ADD CONSTRAINT c CHECK (lower(code) = code AND length(code) < 10) NOT VALID;

-- case: a default is no condition
CREATE TABLE fresh (id bigint, at timestamptz DEFAULT now(), CHECK (id > 0));
