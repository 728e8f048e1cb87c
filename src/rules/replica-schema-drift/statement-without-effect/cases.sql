CREATE TABLE events (at date NOT NULL) PARTITION BY RANGE (at);
CREATE TABLE events_2025 PARTITION OF events FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
CREATE TABLE orders (id bigint PRIMARY KEY);

-- case: from 18 on it is refused
-- postgres: 18
SET lock_timeout = '2s';
ALTER TABLE events SET UNLOGGED; -- finding: statement-refused

-- case: a table with rows of its own
SET lock_timeout = '2s';
ALTER TABLE orders SET LOGGED;

-- case: an ordinary table is rebuilt
SET lock_timeout = '2s';
REINDEX TABLE orders; -- finding: reindex-not-concurrently
