--
-- PostgreSQL database dump
--

\restrict mbXZkuCq2TMXAsMk7Sd9S7ifGta4Bb0rzCS3dp4aD4p7JAYb3ucwGYR9xwtSP7J

-- Dumped from database version 15.18
-- Dumped by pg_dump version 15.18 (Debian 15.18-0+deb12u1)

SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;

--
-- Name: Archive 2024; Type: SCHEMA; Schema: -; Owner: postgres
--

CREATE SCHEMA "Archive 2024";


ALTER SCHEMA "Archive 2024" OWNER TO postgres;

--
-- Name: app; Type: SCHEMA; Schema: -; Owner: postgres
--

CREATE SCHEMA app;


ALTER SCHEMA app OWNER TO postgres;

--
-- Name: email; Type: DOMAIN; Schema: app; Owner: postgres
--

CREATE DOMAIN app.email AS text
	CONSTRAINT email_check CHECK ((VALUE ~~ '%@%'::text));


ALTER DOMAIN app.email OWNER TO postgres;

--
-- Name: label; Type: DOMAIN; Schema: app; Owner: postgres
--

CREATE DOMAIN app.label AS character varying(20);


ALTER DOMAIN app.label OWNER TO postgres;

--
-- Name: mood; Type: TYPE; Schema: app; Owner: postgres
--

CREATE TYPE app.mood AS ENUM (
    'sad',
    'ok',
    'it''s fine'
);


ALTER TYPE app.mood OWNER TO postgres;

--
-- Name: pair; Type: TYPE; Schema: app; Owner: postgres
--

CREATE TYPE app.pair AS (
	x integer,
	y text
);


ALTER TYPE app.pair OWNER TO postgres;

--
-- Name: grown(integer); Type: FUNCTION; Schema: app; Owner: postgres
--

CREATE FUNCTION app.grown(integer) RETURNS integer
    LANGUAGE sql IMMUTABLE
    RETURN ($1 + 1);


ALTER FUNCTION app.grown(integer) OWNER TO postgres;

--
-- Name: slug(text); Type: FUNCTION; Schema: app; Owner: postgres
--

CREATE FUNCTION app.slug(text) RETURNS text
    LANGUAGE sql IMMUTABLE
    AS $_$ SELECT lower($1) $_$;


ALTER FUNCTION app.slug(text) OWNER TO postgres;

--
-- Name: tidy(); Type: PROCEDURE; Schema: app; Owner: postgres
--

CREATE PROCEDURE app.tidy()
    LANGUAGE plpgsql
    AS $$ BEGIN COMMIT; END $$;


ALTER PROCEDURE app.tidy() OWNER TO postgres;

--
-- Name: today(); Type: FUNCTION; Schema: app; Owner: postgres
--

CREATE FUNCTION app.today() RETURNS date
    LANGUAGE plpgsql STABLE
    AS $$
BEGIN
  RETURN current_date; -- a semicolon; and a quote ' in a body
END
$$;


ALTER FUNCTION app.today() OWNER TO postgres;

--
-- Name: token(); Type: FUNCTION; Schema: app; Owner: app_owner
--

CREATE FUNCTION app.token() RETURNS text
    LANGUAGE sql
    AS $$ SELECT md5(random()::text) $$;


ALTER FUNCTION app.token() OWNER TO app_owner;

--
-- Name: touch(); Type: FUNCTION; Schema: app; Owner: postgres
--

CREATE FUNCTION app.touch() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN NEW.changed := now(); RETURN NEW; END $$;


ALTER FUNCTION app.touch() OWNER TO postgres;

SET default_tablespace = '';

SET default_table_access_method = heap;

--
-- Name: Old Orders; Type: TABLE; Schema: Archive 2024; Owner: postgres
--

CREATE TABLE "Archive 2024"."Old Orders" (
    id integer NOT NULL,
    user_id bigint NOT NULL,
    total numeric(10,2),
    code character(3),
    small smallint,
    placed timestamp without time zone,
    price numeric(10,2),
    short character varying(50),
    noted text,
    proved integer,
    pending integer,
    age integer,
    "Odd Name" text,
    ticket bigint
);


ALTER TABLE "Archive 2024"."Old Orders" OWNER TO postgres;

--
-- Name: parent; Type: TABLE; Schema: app; Owner: postgres
--

CREATE TABLE app.parent (
    a integer,
    b text
);


ALTER TABLE app.parent OWNER TO postgres;

--
-- Name: child; Type: TABLE; Schema: app; Owner: postgres
--

CREATE TABLE app.child (
    c integer
)
INHERITS (app.parent);


ALTER TABLE app.child OWNER TO postgres;

--
-- Name: events; Type: TABLE; Schema: app; Owner: postgres
--

CREATE TABLE app.events (
    id bigint NOT NULL,
    at date NOT NULL,
    kind integer DEFAULT 1 NOT NULL,
    body text
)
PARTITION BY RANGE (at);


ALTER TABLE app.events OWNER TO postgres;

--
-- Name: events_2024; Type: TABLE; Schema: app; Owner: postgres
--

CREATE TABLE app.events_2024 (
    id bigint NOT NULL,
    at date NOT NULL,
    kind integer DEFAULT 1 NOT NULL,
    body text
);


ALTER TABLE app.events_2024 OWNER TO postgres;

--
-- Name: events_2025; Type: TABLE; Schema: app; Owner: postgres
--

CREATE TABLE app.events_2025 (
    id bigint NOT NULL,
    at date NOT NULL,
    kind integer DEFAULT 1 NOT NULL,
    body text
)
PARTITION BY LIST (kind);


ALTER TABLE app.events_2025 OWNER TO postgres;

--
-- Name: events_2025_a; Type: TABLE; Schema: app; Owner: postgres
--

CREATE TABLE app.events_2025_a (
    id bigint NOT NULL,
    at date NOT NULL,
    kind integer DEFAULT 1 NOT NULL,
    body text
);


ALTER TABLE app.events_2025_a OWNER TO postgres;

--
-- Name: events_rest; Type: TABLE; Schema: app; Owner: postgres
--

CREATE TABLE app.events_rest (
    id bigint NOT NULL,
    at date NOT NULL,
    kind integer DEFAULT 1 NOT NULL,
    body text,
    CONSTRAINT rest_bound CHECK (((at IS NOT NULL) AND (NOT ((at >= '2026-01-01'::date) AND (at < '2027-01-01'::date)))))
);


ALTER TABLE app.events_rest OWNER TO postgres;

--
-- Name: free; Type: SEQUENCE; Schema: app; Owner: postgres
--

CREATE SEQUENCE app.free
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


ALTER TABLE app.free OWNER TO postgres;

--
-- Name: users; Type: TABLE; Schema: app; Owner: app_owner
--

CREATE TABLE app.users (
    id bigint NOT NULL,
    email app.email NOT NULL,
    name character varying(50),
    nick app.label,
    feels app.mood DEFAULT 'ok'::app.mood,
    slug text GENERATED ALWAYS AS (app.slug((name)::text)) STORED,
    tags character varying(50)[] DEFAULT '{}'::character varying[],
    changed timestamp with time zone DEFAULT now() NOT NULL
);


ALTER TABLE app.users OWNER TO app_owner;

--
-- Name: TABLE users; Type: COMMENT; Schema: app; Owner: app_owner
--

COMMENT ON TABLE app.users IS 'who; uses -- it';


--
-- Name: COLUMN users.name; Type: COMMENT; Schema: app; Owner: app_owner
--

COMMENT ON COLUMN app.users.name IS 'a ''name''';


--
-- Name: named; Type: VIEW; Schema: app; Owner: postgres
--

CREATE VIEW app.named AS
 SELECT users.id,
    users.name
   FROM app.users;


ALTER TABLE app.named OWNER TO postgres;

--
-- Name: named_again; Type: VIEW; Schema: app; Owner: postgres
--

CREATE VIEW app.named_again AS
 SELECT named.name
   FROM app.named;


ALTER TABLE app.named_again OWNER TO postgres;

--
-- Name: orders; Type: TABLE; Schema: app; Owner: postgres
--

CREATE TABLE app.orders (
    id integer NOT NULL,
    user_id bigint NOT NULL,
    total numeric(10,2) DEFAULT 0.00,
    code character(3),
    small smallint,
    placed timestamp without time zone,
    price numeric(10,2),
    short character varying(50),
    noted text,
    proved integer,
    pending integer,
    age integer,
    "Odd Name" text,
    ticket bigint,
    CONSTRAINT orders_age_check CHECK ((age > 0)),
    CONSTRAINT orders_proved_check CHECK ((proved IS NOT NULL))
)
WITH (fillfactor='90');
ALTER TABLE ONLY app.orders ALTER COLUMN noted SET STATISTICS 500;
ALTER TABLE ONLY app.orders ALTER COLUMN noted SET STORAGE EXTERNAL;


ALTER TABLE app.orders OWNER TO postgres;

--
-- Name: orders_id_seq; Type: SEQUENCE; Schema: app; Owner: postgres
--

CREATE SEQUENCE app.orders_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


ALTER TABLE app.orders_id_seq OWNER TO postgres;

--
-- Name: orders_id_seq; Type: SEQUENCE OWNED BY; Schema: app; Owner: postgres
--

ALTER SEQUENCE app.orders_id_seq OWNED BY app.orders.id;


--
-- Name: published; Type: TABLE; Schema: app; Owner: postgres
--

CREATE TABLE app.published (
    id bigint NOT NULL,
    note text,
    kept text
);


ALTER TABLE app.published OWNER TO postgres;

--
-- Name: scratch; Type: TABLE; Schema: app; Owner: postgres
--

CREATE UNLOGGED TABLE app.scratch (
    a integer
);


ALTER TABLE app.scratch OWNER TO postgres;

--
-- Name: tickets; Type: SEQUENCE; Schema: app; Owner: postgres
--

CREATE SEQUENCE app.tickets
    START WITH 1000
    INCREMENT BY 10
    NO MINVALUE
    NO MAXVALUE
    CACHE 5;


ALTER TABLE app.tickets OWNER TO postgres;

--
-- Name: tickets; Type: SEQUENCE OWNED BY; Schema: app; Owner: postgres
--

ALTER SEQUENCE app.tickets OWNED BY app.orders.ticket;


--
-- Name: totals; Type: MATERIALIZED VIEW; Schema: app; Owner: postgres
--

CREATE MATERIALIZED VIEW app.totals AS
 SELECT orders.user_id,
    sum(orders.total) AS sum
   FROM app.orders
  GROUP BY orders.user_id
  WITH NO DATA;


ALTER TABLE app.totals OWNER TO postgres;

--
-- Name: users_id_seq; Type: SEQUENCE; Schema: app; Owner: app_owner
--

ALTER TABLE app.users ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME app.users_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: waiting; Type: TABLE; Schema: app; Owner: postgres
--

CREATE TABLE app.waiting (
    id bigint NOT NULL,
    at date NOT NULL,
    kind integer DEFAULT 1 NOT NULL,
    body text,
    CONSTRAINT waiting_bound CHECK (((at IS NOT NULL) AND (at >= '2026-01-01'::date) AND (at < '2027-01-01'::date)))
);


ALTER TABLE app.waiting OWNER TO postgres;

--
-- Name: whole; Type: TABLE; Schema: app; Owner: postgres
--

CREATE TABLE app.whole (
    a integer,
    b text
);

ALTER TABLE ONLY app.whole REPLICA IDENTITY FULL;


ALTER TABLE app.whole OWNER TO postgres;

--
-- Name: events_2024; Type: TABLE ATTACH; Schema: app; Owner: postgres
--

ALTER TABLE ONLY app.events ATTACH PARTITION app.events_2024 FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');


--
-- Name: events_2025; Type: TABLE ATTACH; Schema: app; Owner: postgres
--

ALTER TABLE ONLY app.events ATTACH PARTITION app.events_2025 FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');


--
-- Name: events_2025_a; Type: TABLE ATTACH; Schema: app; Owner: postgres
--

ALTER TABLE ONLY app.events_2025 ATTACH PARTITION app.events_2025_a FOR VALUES IN (1);


--
-- Name: events_rest; Type: TABLE ATTACH; Schema: app; Owner: postgres
--

ALTER TABLE ONLY app.events ATTACH PARTITION app.events_rest DEFAULT;


--
-- Name: orders id; Type: DEFAULT; Schema: app; Owner: postgres
--

ALTER TABLE ONLY app.orders ALTER COLUMN id SET DEFAULT nextval('app.orders_id_seq'::regclass);


--
-- Name: orders ticket; Type: DEFAULT; Schema: app; Owner: postgres
--

ALTER TABLE ONLY app.orders ALTER COLUMN ticket SET DEFAULT nextval('app.tickets'::regclass);


--
-- Data for Name: Old Orders; Type: TABLE DATA; Schema: Archive 2024; Owner: postgres
--

COPY "Archive 2024"."Old Orders" (id, user_id, total, code, small, placed, price, short, noted, proved, pending, age, "Odd Name", ticket) FROM stdin;
\.


--
-- Data for Name: child; Type: TABLE DATA; Schema: app; Owner: postgres
--

COPY app.child (a, b, c) FROM stdin;
\.


--
-- Data for Name: events_2024; Type: TABLE DATA; Schema: app; Owner: postgres
--

COPY app.events_2024 (id, at, kind, body) FROM stdin;
1	2024-05-05	1	x
\.


--
-- Data for Name: events_2025_a; Type: TABLE DATA; Schema: app; Owner: postgres
--

COPY app.events_2025_a (id, at, kind, body) FROM stdin;
2	2025-05-05	1	a
\.


--
-- Data for Name: events_rest; Type: TABLE DATA; Schema: app; Owner: postgres
--

COPY app.events_rest (id, at, kind, body) FROM stdin;
\.


--
-- Data for Name: orders; Type: TABLE DATA; Schema: app; Owner: postgres
--

COPY app.orders (id, user_id, total, code, small, placed, price, short, noted, proved, pending, age, "Odd Name", ticket) FROM stdin;
1	1	0.00	abc	\N	\N	\N	\N	DROP TABLE app.users;	1	1	1	\N	1000
2	2	0.00	\N	\N	\N	\N	\N	\N	1	1	\N	\N	1010
\.


--
-- Data for Name: parent; Type: TABLE DATA; Schema: app; Owner: postgres
--

COPY app.parent (a, b) FROM stdin;
\.


--
-- Data for Name: published; Type: TABLE DATA; Schema: app; Owner: postgres
--

COPY app.published (id, note, kept) FROM stdin;
\.


--
-- Data for Name: scratch; Type: TABLE DATA; Schema: app; Owner: postgres
--

COPY app.scratch (a) FROM stdin;
\.


--
-- Data for Name: users; Type: TABLE DATA; Schema: app; Owner: app_owner
--

COPY app.users (id, email, name, nick, feels, tags, changed) FROM stdin;
1	a@b	tab\tand; semicolon	\N	ok	{}	2026-11-25 16:45:31.336809+09
2	c@d	\\. back\nslash	\N	ok	{}	2026-11-25 16:45:31.336809+09
\.


--
-- Data for Name: waiting; Type: TABLE DATA; Schema: app; Owner: postgres
--

COPY app.waiting (id, at, kind, body) FROM stdin;
\.


--
-- Data for Name: whole; Type: TABLE DATA; Schema: app; Owner: postgres
--

COPY app.whole (a, b) FROM stdin;
\.


--
-- Name: free; Type: SEQUENCE SET; Schema: app; Owner: postgres
--

SELECT pg_catalog.setval('app.free', 1, false);


--
-- Name: orders_id_seq; Type: SEQUENCE SET; Schema: app; Owner: postgres
--

SELECT pg_catalog.setval('app.orders_id_seq', 2, true);


--
-- Name: tickets; Type: SEQUENCE SET; Schema: app; Owner: postgres
--

SELECT pg_catalog.setval('app.tickets', 1040, true);


--
-- Name: users_id_seq; Type: SEQUENCE SET; Schema: app; Owner: app_owner
--

SELECT pg_catalog.setval('app.users_id_seq', 2, true);


--
-- Name: events events_pkey; Type: CONSTRAINT; Schema: app; Owner: postgres
--

ALTER TABLE ONLY app.events
    ADD CONSTRAINT events_pkey PRIMARY KEY (id, at, kind);


--
-- Name: events_2024 events_2024_pkey; Type: CONSTRAINT; Schema: app; Owner: postgres
--

ALTER TABLE ONLY app.events_2024
    ADD CONSTRAINT events_2024_pkey PRIMARY KEY (id, at, kind);


--
-- Name: events_2025 events_2025_pkey; Type: CONSTRAINT; Schema: app; Owner: postgres
--

ALTER TABLE ONLY app.events_2025
    ADD CONSTRAINT events_2025_pkey PRIMARY KEY (id, at, kind);


--
-- Name: events_2025_a events_2025_a_pkey; Type: CONSTRAINT; Schema: app; Owner: postgres
--

ALTER TABLE ONLY app.events_2025_a
    ADD CONSTRAINT events_2025_a_pkey PRIMARY KEY (id, at, kind);


--
-- Name: events_rest events_rest_pkey; Type: CONSTRAINT; Schema: app; Owner: postgres
--

ALTER TABLE ONLY app.events_rest
    ADD CONSTRAINT events_rest_pkey PRIMARY KEY (id, at, kind);


--
-- Name: orders orders_code_small_key; Type: CONSTRAINT; Schema: app; Owner: postgres
--

ALTER TABLE ONLY app.orders
    ADD CONSTRAINT orders_code_small_key UNIQUE NULLS NOT DISTINCT (code, small);


--
-- Name: orders orders_pending_set; Type: CHECK CONSTRAINT; Schema: app; Owner: postgres
--

ALTER TABLE app.orders
    ADD CONSTRAINT orders_pending_set CHECK ((pending IS NOT NULL)) NOT VALID;


--
-- Name: orders orders_pkey; Type: CONSTRAINT; Schema: app; Owner: postgres
--

ALTER TABLE ONLY app.orders
    ADD CONSTRAINT orders_pkey PRIMARY KEY (id);


--
-- Name: published published_pkey; Type: CONSTRAINT; Schema: app; Owner: postgres
--

ALTER TABLE ONLY app.published
    ADD CONSTRAINT published_pkey PRIMARY KEY (id);


--
-- Name: users users_email_key; Type: CONSTRAINT; Schema: app; Owner: app_owner
--

ALTER TABLE ONLY app.users
    ADD CONSTRAINT users_email_key UNIQUE (email);


--
-- Name: users users_pkey; Type: CONSTRAINT; Schema: app; Owner: app_owner
--

ALTER TABLE ONLY app.users
    ADD CONSTRAINT users_pkey PRIMARY KEY (id);


--
-- Name: events_body; Type: INDEX; Schema: app; Owner: postgres
--

CREATE INDEX events_body ON ONLY app.events USING btree (body);


--
-- Name: events_2024_body_idx; Type: INDEX; Schema: app; Owner: postgres
--

CREATE INDEX events_2024_body_idx ON app.events_2024 USING btree (body);


--
-- Name: events_2025_body_idx; Type: INDEX; Schema: app; Owner: postgres
--

CREATE INDEX events_2025_body_idx ON ONLY app.events_2025 USING btree (body);


--
-- Name: events_2025_a_body_idx; Type: INDEX; Schema: app; Owner: postgres
--

CREATE INDEX events_2025_a_body_idx ON app.events_2025_a USING btree (body);


--
-- Name: events_rest_body_idx; Type: INDEX; Schema: app; Owner: postgres
--

CREATE INDEX events_rest_body_idx ON app.events_rest USING btree (body);


--
-- Name: orders_noted; Type: INDEX; Schema: app; Owner: postgres
--

CREATE INDEX orders_noted ON app.orders USING btree (lower(noted)) WHERE (total > (5)::numeric);


--
-- Name: orders_odd; Type: INDEX; Schema: app; Owner: postgres
--

CREATE UNIQUE INDEX orders_odd ON app.orders USING btree ("Odd Name");


--
-- Name: orders_slug; Type: INDEX; Schema: app; Owner: postgres
--

CREATE INDEX orders_slug ON app.orders USING btree (app.slug(noted) DESC NULLS LAST);


--
-- Name: orders_user; Type: INDEX; Schema: app; Owner: postgres
--

CREATE INDEX orders_user ON app.orders USING btree (user_id) INCLUDE (total);


--
-- Name: totals_user; Type: INDEX; Schema: app; Owner: postgres
--

CREATE UNIQUE INDEX totals_user ON app.totals USING btree (user_id);


--
-- Name: events_2024_body_idx; Type: INDEX ATTACH; Schema: app; Owner: postgres
--

ALTER INDEX app.events_body ATTACH PARTITION app.events_2024_body_idx;


--
-- Name: events_2024_pkey; Type: INDEX ATTACH; Schema: app; Owner: postgres
--

ALTER INDEX app.events_pkey ATTACH PARTITION app.events_2024_pkey;


--
-- Name: events_2025_a_body_idx; Type: INDEX ATTACH; Schema: app; Owner: postgres
--

ALTER INDEX app.events_2025_body_idx ATTACH PARTITION app.events_2025_a_body_idx;


--
-- Name: events_2025_a_pkey; Type: INDEX ATTACH; Schema: app; Owner: postgres
--

ALTER INDEX app.events_2025_pkey ATTACH PARTITION app.events_2025_a_pkey;


--
-- Name: events_2025_body_idx; Type: INDEX ATTACH; Schema: app; Owner: postgres
--

ALTER INDEX app.events_body ATTACH PARTITION app.events_2025_body_idx;


--
-- Name: events_2025_pkey; Type: INDEX ATTACH; Schema: app; Owner: postgres
--

ALTER INDEX app.events_pkey ATTACH PARTITION app.events_2025_pkey;


--
-- Name: events_rest_body_idx; Type: INDEX ATTACH; Schema: app; Owner: postgres
--

ALTER INDEX app.events_body ATTACH PARTITION app.events_rest_body_idx;


--
-- Name: events_rest_pkey; Type: INDEX ATTACH; Schema: app; Owner: postgres
--

ALTER INDEX app.events_pkey ATTACH PARTITION app.events_rest_pkey;


--
-- Name: orders_both; Type: STATISTICS; Schema: app; Owner: postgres
--

CREATE STATISTICS app.orders_both ON code, small FROM app.orders;


ALTER STATISTICS app.orders_both OWNER TO postgres;

--
-- Name: parent keep; Type: RULE; Schema: app; Owner: postgres
--

CREATE RULE keep AS
    ON DELETE TO app.parent DO INSTEAD NOTHING;


--
-- Name: users users_touch; Type: TRIGGER; Schema: app; Owner: app_owner
--

CREATE TRIGGER users_touch BEFORE UPDATE OF name ON app.users FOR EACH ROW EXECUTE FUNCTION app.touch();

ALTER TABLE app.users DISABLE TRIGGER users_touch;


--
-- Name: orders orders_user_id_fkey; Type: FK CONSTRAINT; Schema: app; Owner: postgres
--

ALTER TABLE ONLY app.orders
    ADD CONSTRAINT orders_user_id_fkey FOREIGN KEY (user_id) REFERENCES app.users(id) ON DELETE CASCADE;


--
-- Name: orders orders_user_later; Type: FK CONSTRAINT; Schema: app; Owner: postgres
--

ALTER TABLE ONLY app.orders
    ADD CONSTRAINT orders_user_later FOREIGN KEY (user_id) REFERENCES app.users(id) NOT VALID;


--
-- Name: users own; Type: POLICY; Schema: app; Owner: app_owner
--

CREATE POLICY own ON app.users FOR SELECT TO app_reader USING ((nick IS NOT NULL));


--
-- Name: users; Type: ROW SECURITY; Schema: app; Owner: app_owner
--

ALTER TABLE app.users ENABLE ROW LEVEL SECURITY;

--
-- Name: everything; Type: PUBLICATION; Schema: -; Owner: postgres
--

CREATE PUBLICATION everything WITH (publish = 'insert, update, delete, truncate');


ALTER PUBLICATION everything OWNER TO postgres;

--
-- Name: everything published; Type: PUBLICATION TABLE; Schema: app; Owner: postgres
--

ALTER PUBLICATION everything ADD TABLE ONLY app.published (id, note);


--
-- Name: everything whole; Type: PUBLICATION TABLE; Schema: app; Owner: postgres
--

ALTER PUBLICATION everything ADD TABLE ONLY app.whole;


--
-- Name: SCHEMA app; Type: ACL; Schema: -; Owner: postgres
--

GRANT USAGE ON SCHEMA app TO app_owner;
GRANT USAGE ON SCHEMA app TO app_reader;


--
-- Name: FUNCTION token(); Type: ACL; Schema: app; Owner: app_owner
--

REVOKE ALL ON FUNCTION app.token() FROM PUBLIC;


--
-- Name: TABLE users; Type: ACL; Schema: app; Owner: app_owner
--

GRANT SELECT,INSERT ON TABLE app.users TO app_reader;


--
-- Name: COLUMN users.name; Type: ACL; Schema: app; Owner: app_owner
--

GRANT UPDATE(name) ON TABLE app.users TO app_reader;


--
-- Name: DEFAULT PRIVILEGES FOR TABLES; Type: DEFAULT ACL; Schema: app; Owner: postgres
--

ALTER DEFAULT PRIVILEGES FOR ROLE postgres IN SCHEMA app GRANT SELECT ON TABLES  TO app_reader;


--
-- Name: totals; Type: MATERIALIZED VIEW DATA; Schema: app; Owner: postgres
--

REFRESH MATERIALIZED VIEW app.totals;


--
-- PostgreSQL database dump complete
--

\unrestrict mbXZkuCq2TMXAsMk7Sd9S7ifGta4Bb0rzCS3dp4aD4p7JAYb3ucwGYR9xwtSP7J

