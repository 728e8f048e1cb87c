-- allowed: none
-- postgres: 14
CREATE TABLE events (at date NOT NULL, kind int) PARTITION BY RANGE (at);
CREATE TABLE events_2025 PARTITION OF events FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
-- file: 0001_detach.sql
ALTER TABLE events DETACH PARTITION events_2025 CONCURRENTLY;
