-- allowed: none
CREATE TABLE orders (id bigint PRIMARY KEY, updated_at timestamptz);
CREATE FUNCTION stamped() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN NEW.updated_at := now(); RETURN NEW; END';
CREATE TRIGGER stamp BEFORE UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION stamped();
-- file: 0001_trigger.sql
BEGIN;
SET LOCAL lock_timeout = '2s';
DROP TRIGGER IF EXISTS stamp ON orders;
CREATE TRIGGER stamp BEFORE INSERT OR UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION stamped();
COMMIT;
