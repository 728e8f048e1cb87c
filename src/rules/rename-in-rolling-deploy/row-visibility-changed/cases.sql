CREATE TABLE notes (id bigint PRIMARY KEY, owner text);
CREATE POLICY own ON notes USING (owner = current_user);
ALTER TABLE notes ENABLE ROW LEVEL SECURITY;

-- case: another condition
SET lock_timeout = '2s';
ALTER POLICY own ON notes USING (true); -- finding: row-visibility-changed (caution)

-- case: a restrictive policy hides rows
SET lock_timeout = '2s';
CREATE POLICY recent ON notes AS RESTRICTIVE USING (id > 1000); -- finding: row-visibility-changed (caution)

-- case: switched off
SET lock_timeout = '2s';
ALTER TABLE notes DISABLE ROW LEVEL SECURITY; -- finding: row-visibility-changed (caution)

-- case: the owner comes under the policies too
SET lock_timeout = '2s';
ALTER TABLE notes FORCE ROW LEVEL SECURITY; -- finding: row-visibility-changed (caution)

-- case: replaced in one transaction
SET lock_timeout = '2s';
DROP POLICY own ON notes; -- finding: row-visibility-changed (note)
CREATE POLICY own ON notes USING (owner = session_user);

-- case: a policy that is not there
SET lock_timeout = '2s';
DROP POLICY IF EXISTS other ON notes;
CREATE POLICY other ON notes USING (true);

-- case: a table of the same set
CREATE TABLE fresh (id bigint);
CREATE POLICY own ON fresh USING (true);
ALTER TABLE fresh ENABLE ROW LEVEL SECURITY;
ALTER TABLE fresh FORCE ROW LEVEL SECURITY;
DROP POLICY own ON fresh;
