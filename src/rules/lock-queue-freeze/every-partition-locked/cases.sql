CREATE TABLE events (at date NOT NULL, kind int) PARTITION BY RANGE (at);
CREATE TABLE events_2025 PARTITION OF events FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
CREATE TABLE events_2026 PARTITION OF events FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');

-- case: a default for the new rows of all partitions
SET lock_timeout = '2s';
ALTER TABLE events ALTER COLUMN kind SET DEFAULT 1; -- finding: every-partition-locked (note)

-- case: a weak lock makes nobody wait
ALTER TABLE events ALTER COLUMN kind SET STATISTICS 500;

-- case: one partition
SET lock_timeout = '2s';
ALTER TABLE events_2025 ALTER COLUMN kind SET DEFAULT 1;

-- case: a partitioned table of the same set
CREATE TABLE fresh (at date NOT NULL) PARTITION BY RANGE (at);
CREATE TABLE fresh_2025 PARTITION OF fresh FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
CREATE TABLE fresh_2026 PARTITION OF fresh FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
ALTER TABLE fresh ADD COLUMN body text;
