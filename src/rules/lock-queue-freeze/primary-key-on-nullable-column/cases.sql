CREATE TABLE open (id bigint);
CREATE UNIQUE INDEX open_pkey ON open (id);
CREATE TABLE proved (id bigint, CONSTRAINT id_given CHECK (id IS NOT NULL));
CREATE UNIQUE INDEX proved_pkey ON proved (id);

-- case: a validated CHECK spares the scan
SET lock_timeout = '2s';
ALTER TABLE proved ADD CONSTRAINT proved_pkey PRIMARY KEY USING INDEX proved_pkey;

-- case: before PostgreSQL 12 a CHECK is no proof
-- postgres: 11
SET lock_timeout = '2s';
ALTER TABLE open ADD CONSTRAINT open_pkey PRIMARY KEY USING INDEX open_pkey; -- finding: primary-key-on-nullable-column

-- case: an index that nobody has shown us
-- postgres: none
SET lock_timeout = '2s';
ALTER TABLE elsewhere ADD CONSTRAINT elsewhere_pkey PRIMARY KEY USING INDEX elsewhere_idx; -- finding: primary-key-on-nullable-column (caution)

-- case: a new table
CREATE TABLE fresh (id bigint);
CREATE UNIQUE INDEX fresh_pkey ON fresh (id);
ALTER TABLE fresh ADD CONSTRAINT fresh_pkey PRIMARY KEY USING INDEX fresh_pkey;
