CREATE TABLE events (at timestamptz NOT NULL) PARTITION BY RANGE (at);
CREATE TABLE events_2025 PARTITION OF events FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');

-- case: dropping a partition
SET lock_timeout = '2s';
DROP TABLE events_2025; -- finding: partition-created-on-busy-parent (caution), drop-table

-- case: a new parent
CREATE TABLE logs (at timestamptz NOT NULL) PARTITION BY RANGE (at);
CREATE TABLE logs_2026 PARTITION OF logs FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');

-- case: comments in the bound, and partitions below the partition
SET lock_timeout = '2s';
CREATE TABLE events_2027 PARTITION OF events FOR VALUES -- a year -- finding: partition-created-on-busy-parent (caution)
  FROM ('2027-01-01') TO ('2028-01-01') -- and then
  PARTITION BY RANGE (at);
