CREATE TABLE events (at timestamptz NOT NULL) PARTITION BY RANGE (at);
CREATE TABLE events_2025 PARTITION OF events FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');

-- case: dropping a partition
SET lock_timeout = '2s';
DROP TABLE events_2025; -- finding: partition-created-on-busy-parent (caution), drop-table

-- case: a new parent
CREATE TABLE logs (at timestamptz NOT NULL) PARTITION BY RANGE (at);
CREATE TABLE logs_2026 PARTITION OF logs FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
