CREATE MATERIALIZED VIEW totals AS SELECT generate_series(1, 10) AS id;

-- case: without a unique index
SET lock_timeout = '2s';
REFRESH MATERIALIZED VIEW totals; -- finding: materialized-view-refreshed-under-lock (caution)

-- case: a new view
CREATE MATERIALIZED VIEW fresh AS SELECT 1 AS id;
REFRESH MATERIALIZED VIEW fresh;
