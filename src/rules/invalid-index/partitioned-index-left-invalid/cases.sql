CREATE TABLE events (at date NOT NULL, kind int) PARTITION BY RANGE (at);
CREATE TABLE events_2025 PARTITION OF events FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
CREATE TABLE logs (at date NOT NULL, kind int) PARTITION BY RANGE (at);

-- case: nothing is attached
SET lock_timeout = '2s';
CREATE INDEX events_kind ON ONLY events (kind); -- finding: partitioned-index-left-invalid (caution)

-- case: built and attached in later files of the same set
-- file: 0001_parent.sql
SET lock_timeout = '2s';
CREATE INDEX events_kind ON ONLY events (kind);
-- file: 0002_partition.sql
CREATE INDEX CONCURRENTLY events_2025_kind ON events_2025 (kind);
-- file: 0003_attach.sql
SET lock_timeout = '2s';
ALTER INDEX events_kind ATTACH PARTITION events_2025_kind;

-- case: a table without partitions has a valid index at once
SET lock_timeout = '2s';
CREATE INDEX logs_kind ON ONLY logs (kind);

-- case: a partitioned table of the same set
CREATE TABLE fresh (at date NOT NULL, kind int) PARTITION BY RANGE (at);
CREATE TABLE fresh_2025 PARTITION OF fresh FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
CREATE INDEX fresh_kind ON ONLY fresh (kind);

-- case: ONLY of a table without partitions changes nothing
CREATE TABLE plain (kind int);
CREATE INDEX plain_kind ON ONLY plain (kind);
