CREATE TABLE users (id bigint PRIMARY KEY, email text, name text);
CREATE TABLE tags (id bigint PRIMARY KEY, label text UNIQUE);

-- case: a build that may be skipped is no proof in a later file either
-- file: 0001_index.sql
CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS users_email ON users (email); -- finding: concurrent-index-if-not-exists (caution)
-- file: 0002_constraint.sql
SET lock_timeout = '2s';
ALTER TABLE users ADD CONSTRAINT users_email UNIQUE USING INDEX users_email; -- finding: unchecked-index-used (caution)

-- case: ON CONFLICT on the new index
CREATE UNIQUE INDEX CONCURRENTLY users_email ON users (email);
INSERT INTO users (id, email) VALUES (1, 'a@example.org') ON CONFLICT (email) DO NOTHING; -- finding: unchecked-index-used (caution)

-- case: a block that looks at indisvalid comes between
CREATE UNIQUE INDEX CONCURRENTLY users_email ON users (email);
DO $$
BEGIN
  IF NOT (SELECT indisvalid FROM pg_index WHERE indexrelid = 'users_email'::regclass) THEN
    RAISE EXCEPTION 'users_email is INVALID';
  END IF;
END $$;
SET lock_timeout = '2s';
ALTER TABLE users ADD CONSTRAINT users_email UNIQUE USING INDEX users_email;

-- case: ON CONFLICT on another key
CREATE UNIQUE INDEX CONCURRENTLY users_email ON users (email);
INSERT INTO users (id, email) VALUES (1, 'a@example.org') ON CONFLICT (id) DO NOTHING;

-- case: ON CONFLICT on a key that was unique before
CREATE UNIQUE INDEX CONCURRENTLY tags_label_again ON tags (label);
INSERT INTO tags (id, label) VALUES (1, 'a') ON CONFLICT (label) DO NOTHING;
