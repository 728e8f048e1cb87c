CREATE TABLE events (at timestamptz NOT NULL, kind int) PARTITION BY RANGE (at);
CREATE TABLE events_2025 PARTITION OF events FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
CREATE INDEX events_kind_idx ON events (kind);

-- case: dropping the parent's index
DROP INDEX CONCURRENTLY events_kind_idx; -- finding: concurrently-on-partitioned-table

-- case: rebuilding it is possible from 14 on
REINDEX INDEX CONCURRENTLY events_kind_idx;
