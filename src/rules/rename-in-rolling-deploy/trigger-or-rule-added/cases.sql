CREATE TABLE orders (id bigint PRIMARY KEY, total int);

-- case: a rule
SET lock_timeout = '2s';
CREATE RULE quiet AS ON DELETE TO orders DO INSTEAD NOTHING; -- finding: trigger-or-rule-added (note)

-- case: a policy
SET lock_timeout = '2s';
CREATE POLICY own ON orders USING (total > 0); -- finding: trigger-or-rule-added (note)

-- case: on a table that the set created
CREATE TABLE fresh (id bigint);
CREATE POLICY own ON fresh USING (id > 0);
CREATE RULE quiet AS ON DELETE TO fresh DO INSTEAD NOTHING;
