-- allowed: none
CREATE TABLE events (at date NOT NULL, kind int) PARTITION BY RANGE (at);
CREATE TABLE events_2025 PARTITION OF events FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
CREATE TABLE events_2026 PARTITION OF events FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
-- file: 0001_partition.sql
CREATE INDEX CONCURRENTLY events_2025_kind ON events_2025 (kind);
-- file: 0002_partition.sql
CREATE INDEX CONCURRENTLY events_2026_kind ON events_2026 (kind);
-- file: 0003_parent.sql
SET lock_timeout = '2s';
CREATE INDEX events_kind ON ONLY events (kind);
ALTER INDEX events_kind ATTACH PARTITION events_2025_kind;
ALTER INDEX events_kind ATTACH PARTITION events_2026_kind;
