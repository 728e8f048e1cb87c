CREATE TABLE orders (id bigint PRIMARY KEY, total int, updated_at timestamptz);
CREATE FUNCTION stamped() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN NEW.updated_at := now(); RETURN NEW; END';
CREATE TRIGGER stamp BEFORE UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION stamped();
CREATE TABLE old_orders (id bigint);
CREATE RULE kept AS ON DELETE TO old_orders DO INSTEAD NOTHING;

-- case: a rule
SET lock_timeout = '2s';
DROP RULE kept ON old_orders; -- finding: trigger-or-rule-dropped (caution)

-- case: a rule that is switched off
SET lock_timeout = '2s';
ALTER TABLE old_orders DISABLE RULE kept; -- finding: trigger-or-rule-dropped (caution)

-- case: made again in a transaction of its own
COMMIT;
SET lock_timeout = '2s';
DROP TRIGGER stamp ON orders; -- finding: trigger-or-rule-dropped (note)
CREATE TRIGGER stamp BEFORE UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION stamped();

-- case: replaced in place
SET lock_timeout = '2s';
CREATE OR REPLACE TRIGGER stamp BEFORE UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION stamped();

-- case: a trigger that is not there yet
SET lock_timeout = '2s';
DROP TRIGGER IF EXISTS other ON orders;
CREATE TRIGGER other BEFORE UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION stamped();

-- case: a trigger of the same set
SET lock_timeout = '2s';
CREATE TRIGGER other BEFORE UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION stamped();
DROP TRIGGER other ON orders;

-- case: a table of the same set
CREATE TABLE fresh (id bigint, updated_at timestamptz);
CREATE TRIGGER stamp BEFORE UPDATE ON fresh FOR EACH ROW EXECUTE FUNCTION stamped();
DROP TRIGGER stamp ON fresh;
