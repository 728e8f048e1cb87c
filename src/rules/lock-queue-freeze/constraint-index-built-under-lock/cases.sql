CREATE TABLE orders (id bigint NOT NULL, code text, period tstzrange);
CREATE TABLE plain (id bigint);
CREATE TABLE events (at timestamptz NOT NULL) PARTITION BY RANGE (at);
CREATE TABLE events_2026 PARTITION OF events FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');

-- case: a primary key on a column that is NOT NULL
SET lock_timeout = '2s';
ALTER TABLE orders ADD PRIMARY KEY (id); -- finding: constraint-index-built-under-lock

-- case: a primary key on a column that allows NULL is said once
SET lock_timeout = '2s';
ALTER TABLE plain ADD PRIMARY KEY (id); -- finding: constraint-index-built-under-lock

-- case: UNIQUE at a new column
SET lock_timeout = '2s';
ALTER TABLE orders ADD COLUMN slug text UNIQUE; -- finding: constraint-index-built-under-lock

-- case: an exclusion constraint
SET lock_timeout = '2s';
ALTER TABLE orders ADD CONSTRAINT orders_period_excl EXCLUDE USING gist (period WITH &&); -- finding: constraint-index-built-under-lock

-- case: two constraints of one statement are two findings
SET lock_timeout = '2s';
ALTER TABLE orders
  ADD CONSTRAINT a UNIQUE (id), -- finding: constraint-index-built-under-lock
  ADD COLUMN note text,
  ADD CONSTRAINT b UNIQUE (code); -- finding: constraint-index-built-under-lock

-- case: a partitioned table, whose partitions all get an index
SET lock_timeout = '2s';
ALTER TABLE events ADD CONSTRAINT events_at_key UNIQUE (at); -- finding: constraint-index-built-under-lock

-- case: on the parent alone nothing is built
SET lock_timeout = '2s';
ALTER TABLE ONLY events ADD CONSTRAINT events_at_key UNIQUE (at);

-- case: an index that is there already is adopted
-- file: 0001_index.sql
CREATE UNIQUE INDEX CONCURRENTLY orders_code_key ON orders (code);
-- file: 0002_constraint.sql
SET lock_timeout = '2s';
ALTER TABLE orders ADD CONSTRAINT orders_code_key UNIQUE USING INDEX orders_code_key;
