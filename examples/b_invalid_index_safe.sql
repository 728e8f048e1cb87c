-- No timeout can cancel the build.
SET lock_timeout = 0;
SET statement_timeout = 0;
CREATE INDEX CONCURRENTLY users_handle_idx ON users (handle);
