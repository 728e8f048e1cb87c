-- What pg_dump-15.sql beside this file is a dump of: run on a PostgreSQL 15, dumped by the pg_dump of Debian as it comes.
CREATE ROLE app_owner;
CREATE ROLE app_reader;

CREATE SCHEMA app;
CREATE SCHEMA "Archive 2024";

CREATE TYPE app.mood AS ENUM ('sad', 'ok', 'it''s fine');
CREATE TYPE app.pair AS (x integer, y text);
CREATE DOMAIN app.email AS text CHECK (value LIKE '%@%');
CREATE DOMAIN app.label AS varchar(20);

CREATE FUNCTION app.slug(text) RETURNS text LANGUAGE sql IMMUTABLE AS $$ SELECT lower($1) $$;
CREATE FUNCTION app.today() RETURNS date LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN current_date; -- a semicolon; and a quote ' in a body
END
$$;
CREATE FUNCTION app.token() RETURNS text LANGUAGE sql AS $$ SELECT md5(random()::text) $$;
CREATE FUNCTION app.grown(integer) RETURNS integer LANGUAGE sql IMMUTABLE RETURN $1 + 1;
CREATE FUNCTION app.touch() RETURNS trigger LANGUAGE plpgsql AS $_$ BEGIN NEW.changed := now(); RETURN NEW; END $_$;
CREATE PROCEDURE app.tidy() LANGUAGE plpgsql AS $$ BEGIN COMMIT; END $$;

CREATE TABLE app.users (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  email app.email NOT NULL UNIQUE,
  name varchar(50),
  nick app.label,
  feels app.mood DEFAULT 'ok',
  slug text GENERATED ALWAYS AS (app.slug(name)) STORED,
  tags varchar(50)[] DEFAULT '{}',
  changed timestamp with time zone DEFAULT now() NOT NULL
);
CREATE TABLE app.orders (
  id serial PRIMARY KEY,
  user_id bigint NOT NULL REFERENCES app.users ON DELETE CASCADE,
  total numeric(10,2) DEFAULT 0.00,
  code char(3),
  small smallint,
  placed timestamp without time zone,
  price numeric(10,2),
  short varchar(50),
  noted text,
  proved integer CHECK (proved IS NOT NULL),
  pending integer,
  age integer CHECK (age > 0),
  "Odd Name" text,
  UNIQUE NULLS NOT DISTINCT (code, small)
);
ALTER TABLE app.orders ADD CONSTRAINT orders_pending_set CHECK (pending IS NOT NULL) NOT VALID;
ALTER TABLE app.orders ADD CONSTRAINT orders_user_later FOREIGN KEY (user_id) REFERENCES app.users NOT VALID;
ALTER TABLE app.orders ALTER COLUMN noted SET STATISTICS 500, ALTER COLUMN noted SET STORAGE EXTERNAL;
ALTER TABLE app.orders SET (fillfactor = 90);
CREATE INDEX orders_user ON app.orders (user_id) INCLUDE (total);
CREATE INDEX orders_noted ON app.orders (lower(noted)) WHERE total > 5;
CREATE INDEX orders_slug ON app.orders (app.slug(noted) DESC NULLS LAST);
CREATE UNIQUE INDEX orders_odd ON app.orders ("Odd Name");
CREATE SEQUENCE app.tickets START 1000 INCREMENT 10 CACHE 5;
ALTER TABLE app.orders ADD COLUMN ticket bigint DEFAULT nextval('app.tickets');
ALTER SEQUENCE app.tickets OWNED BY app.orders.ticket;
CREATE SEQUENCE app.free;

CREATE TABLE app.events (id bigint NOT NULL, at date NOT NULL, kind integer DEFAULT 1 NOT NULL, body text, PRIMARY KEY (id, at, kind)) PARTITION BY RANGE (at);
CREATE TABLE app.events_2024 PARTITION OF app.events FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
CREATE TABLE app.events_2025 PARTITION OF app.events FOR VALUES FROM ('2025-01-01') TO ('2026-01-01') PARTITION BY LIST (kind);
CREATE TABLE app.events_2025_a PARTITION OF app.events_2025 FOR VALUES IN (1);
CREATE TABLE app.events_rest PARTITION OF app.events DEFAULT;
CREATE INDEX events_body ON app.events (body);
CREATE TABLE app.waiting (id bigint NOT NULL, at date NOT NULL, kind integer DEFAULT 1 NOT NULL, body text,
  CONSTRAINT waiting_bound CHECK (at IS NOT NULL AND at >= '2026-01-01' AND at < '2027-01-01'));
ALTER TABLE app.events_rest ADD CONSTRAINT rest_bound CHECK (at IS NOT NULL AND NOT (at >= '2026-01-01' AND at < '2027-01-01'));
CREATE TABLE "Archive 2024"."Old Orders" (LIKE app.orders);
CREATE TABLE app.parent (a integer, b text);
CREATE TABLE app.child (c integer) INHERITS (app.parent);
CREATE UNLOGGED TABLE app.scratch (a integer);

CREATE VIEW app.named AS SELECT id, name FROM app.users;
CREATE VIEW app.named_again AS SELECT name FROM app.named;
CREATE MATERIALIZED VIEW app.totals AS SELECT user_id, sum(total) AS sum FROM app.orders GROUP BY user_id;
CREATE UNIQUE INDEX totals_user ON app.totals (user_id);
CREATE TRIGGER users_touch BEFORE UPDATE OF name ON app.users FOR EACH ROW EXECUTE FUNCTION app.touch();
ALTER TABLE app.users DISABLE TRIGGER users_touch;
ALTER TABLE app.users ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON app.users FOR SELECT TO app_reader USING (nick IS NOT NULL);
CREATE RULE keep AS ON DELETE TO app.parent DO INSTEAD NOTHING;
CREATE STATISTICS app.orders_both ON code, small FROM app.orders;
CREATE TABLE app.published (id bigint PRIMARY KEY, note text, kept text);
CREATE TABLE app.whole (a integer, b text);
ALTER TABLE app.whole REPLICA IDENTITY FULL;
CREATE PUBLICATION everything FOR TABLE app.published (id, note), app.whole;
COMMENT ON TABLE app.users IS 'who; uses -- it';
COMMENT ON COLUMN app.users.name IS 'a ''name''';

ALTER TABLE app.users OWNER TO app_owner;
ALTER FUNCTION app.token() OWNER TO app_owner;
GRANT USAGE ON SCHEMA app TO app_owner, app_reader;
GRANT SELECT, INSERT ON app.users TO app_reader;
GRANT UPDATE (name) ON app.users TO app_reader;
REVOKE ALL ON FUNCTION app.token() FROM PUBLIC;
ALTER DEFAULT PRIVILEGES IN SCHEMA app GRANT SELECT ON TABLES TO app_reader;

INSERT INTO app.users (email, name) VALUES ('a@b', 'tab	and; semicolon'), ('c@d', E'\\. back\nslash');
INSERT INTO app.orders (user_id, code, noted, proved, pending, age) VALUES (1, 'abc', 'DROP TABLE app.users;', 1, 1, 1), (2, NULL, NULL, 1, 1, NULL);
INSERT INTO app.events VALUES (1, '2024-05-05', 1, 'x'), (2, '2025-05-05', 1, 'a');
