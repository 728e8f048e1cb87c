CREATE TABLE events (at timestamptz NOT NULL, kind int) PARTITION BY RANGE (at);
CREATE TABLE events_2026 (at timestamptz NOT NULL, kind int);
CREATE TABLE proved (at timestamptz NOT NULL, kind int, CONSTRAINT bound CHECK (at >= '2026-01-01' AND at < '2027-01-01'));
CREATE TABLE logs (at timestamptz NOT NULL) PARTITION BY RANGE (at);
CREATE TABLE logs_rest PARTITION OF logs DEFAULT;
CREATE TABLE kept (at timestamptz NOT NULL) PARTITION BY RANGE (at);
CREATE TABLE kept_rest PARTITION OF kept DEFAULT;
ALTER TABLE kept_rest ADD CONSTRAINT kept_rest_bound CHECK (at IS NOT NULL AND NOT (at >= '2026-01-01' AND at < '2027-01-01'));

-- case: a validated CHECK proves the bound
SET lock_timeout = '2s';
ALTER TABLE events ATTACH PARTITION proved FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');

-- case: a validated CHECK on the default partition excludes the range
SET lock_timeout = '2s';
CREATE TABLE kept_2026 PARTITION OF kept FOR VALUES FROM ('2026-01-01') TO ('2027-01-01'); -- finding: partition-created-on-busy-parent (caution)

-- case: a table that nobody has shown us
-- postgres: none
SET lock_timeout = '2s';
ALTER TABLE events ATTACH PARTITION elsewhere FOR VALUES FROM ('2026-01-01') TO ('2027-01-01'); -- finding: partition-attached-with-scan (caution)

-- case: a new partition has the default partition read
SET lock_timeout = '2s';
CREATE TABLE logs_2026 PARTITION OF logs FOR VALUES FROM ('2026-01-01') TO ('2027-01-01'); -- finding: partition-attached-with-scan, partition-created-on-busy-parent (caution)

-- case: comments and line breaks in the bound
SET lock_timeout = '2s';
ALTER TABLE events ATTACH PARTITION events_2026 FOR -- a year -- finding: partition-attached-with-scan
  VALUES FROM ('2026-01-01') -- inclusive
  TO /* ( */ ('2027-01-01');
