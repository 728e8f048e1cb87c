CREATE FUNCTION plain(given text) RETURNS text LANGUAGE plpgsql IMMUTABLE AS $$ BEGIN RETURN lower(given); END $$;
CREATE FUNCTION part(given int) RETURNS int LANGUAGE plpgsql IMMUTABLE AS $$ BEGIN RETURN given % 10; END $$;
CREATE FUNCTION unused(given text) RETURNS text LANGUAGE plpgsql IMMUTABLE AS $$ BEGIN RETURN given; END $$;
CREATE TABLE users (
  id bigint PRIMARY KEY,
  email text CONSTRAINT users_email_plain CHECK (plain(email) <> ''),
  plain_email text GENERATED ALWAYS AS (plain(email)) STORED
);
CREATE INDEX users_some ON users (id) WHERE plain(email) = 'a';
CREATE TABLE events (id int, body text) PARTITION BY RANGE (part(id));

-- case: a predicate, a generated column and a CHECK in one finding
CREATE OR REPLACE FUNCTION plain(given text) RETURNS text LANGUAGE plpgsql IMMUTABLE AS $$ BEGIN RETURN upper(given); END $$; -- finding: function-under-index-replaced (caution)

-- case: a partition key
CREATE OR REPLACE FUNCTION public.part(given int) RETURNS int LANGUAGE plpgsql IMMUTABLE AS $$ BEGIN RETURN given % 7; END $$; -- finding: function-under-index-replaced (caution)

-- case: the same body again
CREATE OR REPLACE FUNCTION plain(given text) RETURNS text LANGUAGE plpgsql IMMUTABLE AS $$ BEGIN RETURN lower(given); END $$;

-- case: with other arguments it is another function
CREATE OR REPLACE FUNCTION plain(given int) RETURNS int LANGUAGE plpgsql IMMUTABLE AS $$ BEGIN RETURN given; END $$;

-- case: a function that nothing stores
CREATE OR REPLACE FUNCTION unused(given text) RETURNS text LANGUAGE plpgsql IMMUTABLE AS $$ BEGIN RETURN upper(given); END $$;

-- case: an index on a new table
CREATE TABLE notes (id bigint PRIMARY KEY, body text);
CREATE INDEX notes_unused ON notes (unused(body));
CREATE OR REPLACE FUNCTION unused(given text) RETURNS text LANGUAGE plpgsql IMMUTABLE AS $$ BEGIN RETURN upper(given); END $$;
