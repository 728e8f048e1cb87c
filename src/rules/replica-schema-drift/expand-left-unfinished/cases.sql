CREATE TABLE orders (id bigint PRIMARY KEY, email text, note text);
CREATE TABLE items (id bigint PRIMARY KEY);

-- case: a constraint from an earlier file was never validated
SET lock_timeout = '2s';
ALTER TABLE orders ADD COLUMN tag text; -- finding: expand-left-unfinished (note)
-- on-base: 0000_email.sql
ALTER TABLE orders ADD CONSTRAINT orders_email_nn CHECK (email IS NOT NULL) NOT VALID;

-- case: another table is no matter of it
SET lock_timeout = '2s';
ALTER TABLE items ADD COLUMN tag text;
-- on-base: 0000_email.sql
ALTER TABLE orders ADD CONSTRAINT orders_email_nn CHECK (email IS NOT NULL) NOT VALID;

-- case: the change that validates it is told what comes next
-- file: 0043_validate.sql
ALTER TABLE orders VALIDATE CONSTRAINT orders_email_nn; -- finding: expand-left-unfinished (note)
-- on-base: 0000_email.sql
ALTER TABLE orders ADD CONSTRAINT orders_email_nn CHECK (email IS NOT NULL) NOT VALID;

-- case: the change that does all of the rest
-- file: 0043_validate.sql
ALTER TABLE orders VALIDATE CONSTRAINT orders_email_nn;
-- file: 0044_set.sql
SET lock_timeout = '2s';
ALTER TABLE orders ALTER COLUMN email SET NOT NULL;
ALTER TABLE orders DROP CONSTRAINT orders_email_nn;
-- on-base: 0000_email.sql
ALTER TABLE orders ADD CONSTRAINT orders_email_nn CHECK (email IS NOT NULL) NOT VALID;

-- case: a proof that nobody has used
SET lock_timeout = '2s';
ALTER TABLE orders ADD COLUMN tag text; -- finding: expand-left-unfinished (note)
-- on-base: 0000_email.sql
ALTER TABLE orders ADD CONSTRAINT orders_email_nn CHECK (email IS NOT NULL);

-- case: before 12 the CHECK stays, since it proves nothing
-- postgres: 11
SET lock_timeout = '2s';
ALTER TABLE orders ADD COLUMN tag text;
-- on-base: 0000_email.sql
ALTER TABLE orders ADD CONSTRAINT orders_email_nn CHECK (email IS NOT NULL);

-- case: a CHECK that says more is a rule of its own
SET lock_timeout = '2s';
ALTER TABLE orders ADD COLUMN tag text;
-- on-base: 0000_email.sql
ALTER TABLE orders ADD CONSTRAINT orders_email_real CHECK (email IS NOT NULL AND email <> '');

-- case: a trigger that was left behind
SET lock_timeout = '2s';
ALTER TABLE orders ADD COLUMN tag text; -- finding: expand-left-unfinished (note)
-- on-base: 0000_mail.sql
ALTER TABLE orders ADD COLUMN mail text;
CREATE FUNCTION orders_mail_sync() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.mail := NEW.email; RETURN NEW; END $$;
CREATE TRIGGER orders_mail_sync BEFORE INSERT OR UPDATE ON orders FOR EACH ROW EXECUTE PROCEDURE orders_mail_sync();

-- case: a trigger that computes something is no copy
SET lock_timeout = '2s';
ALTER TABLE orders ADD COLUMN tag text;
-- on-base: 0000_mail.sql
CREATE FUNCTION orders_note() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.note := now()::text; RETURN NEW; END $$;
CREATE TRIGGER orders_note BEFORE INSERT OR UPDATE ON orders FOR EACH ROW EXECUTE PROCEDURE orders_note();

-- case: the change that begins to copy is told what comes next
SET lock_timeout = '2s';
ALTER TABLE orders ADD COLUMN mail text; -- finding: expand-left-unfinished (note)
CREATE FUNCTION orders_mail_sync() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.mail := NEW.email; RETURN NEW; END $$;
CREATE TRIGGER orders_mail_sync BEFORE INSERT OR UPDATE ON orders FOR EACH ROW EXECUTE PROCEDURE orders_mail_sync(); -- finding: trigger-or-policy-added (note)

-- case: the change that ends the copying
SET lock_timeout = '2s';
DROP TRIGGER orders_mail_sync ON orders; -- finding: trigger-or-rule-dropped (caution)
COMMIT;
SET lock_timeout = '2s';
ALTER TABLE orders ALTER COLUMN mail SET DEFAULT ''; -- finding: expand-left-unfinished (note), default-changed (note)
-- on-base: 0000_mail.sql
ALTER TABLE orders ADD COLUMN mail text;
CREATE FUNCTION orders_mail_sync() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.mail := NEW.email; RETURN NEW; END $$;
CREATE TRIGGER orders_mail_sync BEFORE INSERT OR UPDATE ON orders FOR EACH ROW EXECUTE PROCEDURE orders_mail_sync();

-- case: a trigger that only compares two columns copies nothing
SET lock_timeout = '2s';
ALTER TABLE orders ADD COLUMN tag text;
-- on-base: 0000_mail.sql
ALTER TABLE orders ADD COLUMN mail text;
CREATE FUNCTION orders_mail_differs() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  -- NEW.mail := NEW.email
  IF NEW.mail = NEW.email THEN RAISE EXCEPTION 'NEW.mail := NEW.email'; END IF;
  NEW.note := NEW.mail || NEW.email;
  RETURN NEW;
END $$;
CREATE TRIGGER orders_mail_differs BEFORE INSERT OR UPDATE ON orders FOR EACH ROW EXECUTE PROCEDURE orders_mail_differs();

-- case: a trigger that fills in what old code leaves out copies
SET lock_timeout = '2s';
ALTER TABLE orders ADD COLUMN tag text; -- finding: expand-left-unfinished (note)
-- on-base: 0000_mail.sql
ALTER TABLE orders ADD COLUMN mail text;
CREATE FUNCTION orders_mail_fill() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN new."mail" = coalesce(NEW.mail, NEW.email); RETURN NEW; END $$;
CREATE TRIGGER orders_mail_fill BEFORE INSERT OR UPDATE ON orders FOR EACH ROW EXECUTE PROCEDURE orders_mail_fill();

-- case: the switch from one column to another is told that the old one is left
-- file: 0044_switch.sql
SET lock_timeout = '2s';
ALTER TABLE orders RENAME COLUMN email TO email_old; -- finding: expand-left-unfinished (note), rename-column (caution)
ALTER TABLE orders RENAME COLUMN mail TO email;
-- on-base: 0000_mail.sql
ALTER TABLE orders ADD COLUMN mail text;
CREATE FUNCTION orders_mail_sync() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.mail := NEW.email; RETURN NEW; END $$;
CREATE TRIGGER orders_mail_sync BEFORE INSERT OR UPDATE ON orders FOR EACH ROW EXECUTE PROCEDURE orders_mail_sync();
