CREATE TABLE orders (id bigint PRIMARY KEY);
CREATE TABLE guarded (id bigint PRIMARY KEY);
CREATE POLICY everyone ON guarded USING (true);

-- case: a policy is known
SET lock_timeout = '2s';
ALTER TABLE guarded ENABLE ROW LEVEL SECURITY;

-- case: a later file of the same set makes the policy
-- file: 0001_enable.sql
SET lock_timeout = '2s';
ALTER TABLE orders ENABLE ROW LEVEL SECURITY;
-- file: 0002_policy.sql
SET lock_timeout = '2s';
CREATE POLICY everyone ON orders USING (true);

-- case: a table that nobody has shown us
-- postgres: none
SET lock_timeout = '2s';
ALTER TABLE elsewhere ENABLE ROW LEVEL SECURITY; -- finding: row-security-without-policy (caution)

-- case: a new table
CREATE TABLE fresh (id bigint PRIMARY KEY);
ALTER TABLE fresh ENABLE ROW LEVEL SECURITY;
