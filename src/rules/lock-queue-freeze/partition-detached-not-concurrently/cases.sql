CREATE TABLE events (at timestamptz NOT NULL) PARTITION BY RANGE (at);
CREATE TABLE events_2025 PARTITION OF events FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
CREATE TABLE logs (at timestamptz NOT NULL) PARTITION BY RANGE (at);
CREATE TABLE logs_2025 PARTITION OF logs FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
CREATE TABLE logs_rest PARTITION OF logs DEFAULT;

-- case: before 14 there is no online form
-- postgres: 13
SET lock_timeout = '2s';
ALTER TABLE events DETACH PARTITION events_2025; -- finding: partition-detached-not-concurrently (caution)

-- case: a default partition rules the online form out
SET lock_timeout = '2s';
ALTER TABLE logs DETACH PARTITION logs_2025; -- finding: partition-detached-not-concurrently (caution)

-- case: a new parent
CREATE TABLE fresh (at timestamptz NOT NULL) PARTITION BY RANGE (at);
CREATE TABLE fresh_2025 PARTITION OF fresh FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
ALTER TABLE fresh DETACH PARTITION fresh_2025;
