CREATE TABLE orders (id bigint PRIMARY KEY);
CREATE FUNCTION audit() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
CREATE TRIGGER audit_orders BEFORE UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION audit();

-- case: all that users made
SET lock_timeout = '2s';
ALTER TABLE orders DISABLE TRIGGER USER; -- finding: named-trigger-disabled (caution)

-- case: a new table
CREATE TABLE fresh (id bigint PRIMARY KEY);
CREATE TRIGGER audit_fresh BEFORE UPDATE ON fresh FOR EACH ROW EXECUTE FUNCTION audit();
ALTER TABLE fresh DISABLE TRIGGER audit_fresh;
