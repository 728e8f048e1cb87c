CREATE FUNCTION watched() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END';

-- case: settings of a database
ALTER DATABASE postgres SET statement_timeout = '30s'; -- finding: server-wide-change (caution)

-- case: settings of a role that is there
-- postgres: none
ALTER ROLE app SET search_path = app, public; -- finding: server-wide-change (caution)

-- case: a superuser
CREATE ROLE admin SUPERUSER; -- finding: server-wide-change (caution)

-- case: an event trigger
CREATE EVENT TRIGGER watch ON ddl_command_end EXECUTE FUNCTION watched(); -- finding: server-wide-change (caution)

-- case: a role without such rights, and what its sessions start with
CREATE ROLE reader LOGIN NOSUPERUSER;
ALTER ROLE reader SET statement_timeout = '30s';
