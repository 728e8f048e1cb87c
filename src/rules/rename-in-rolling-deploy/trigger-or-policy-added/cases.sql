CREATE TABLE orders (id bigint PRIMARY KEY, total int);

-- case: a policy
SET lock_timeout = '2s';
CREATE POLICY own ON orders USING (total > 0); -- finding: trigger-or-policy-added (note)

-- case: on a table that the set created
CREATE TABLE fresh (id bigint);
CREATE POLICY own ON fresh USING (id > 0);
