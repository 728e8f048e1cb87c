-- allowed: none
CREATE TABLE events (at date NOT NULL, kind int) PARTITION BY RANGE (at);
CREATE TABLE events_2025 PARTITION OF events FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
CREATE TABLE events_2026 (at date NOT NULL, kind int);
-- file: 0001_proof.sql
SET lock_timeout = '2s';
ALTER TABLE events_2026 ADD CONSTRAINT in_2026 CHECK (at >= '2026-01-01' AND at < '2027-01-01') NOT VALID;
-- file: 0002_validate.sql
ALTER TABLE events_2026 VALIDATE CONSTRAINT in_2026;
-- file: 0003_attach.sql
SET lock_timeout = '2s';
ALTER TABLE events ATTACH PARTITION events_2026 FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
-- file: 0004_drop.sql
SET lock_timeout = '2s';
ALTER TABLE events_2026 DROP CONSTRAINT in_2026;
