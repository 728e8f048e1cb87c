CREATE FUNCTION slug(text) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT lower($1)';
CREATE FUNCTION unused(text) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT lower($1)';
CREATE FUNCTION half(int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT $1 / 2';
CREATE FUNCTION fits(int) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT $1 > 0';
CREATE FUNCTION cut(int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT $1 % 10';
CREATE TABLE posts (id bigint PRIMARY KEY, title text NOT NULL, size int);
CREATE TABLE parts (size int, halved int GENERATED ALWAYS AS (half(size)) STORED, CHECK (fits(size)));
CREATE TABLE lots (size int) PARTITION BY LIST (cut(size));
CREATE INDEX posts_slug_idx ON posts (id, slug(title));
CREATE INDEX posts_lower_idx ON posts (lower(title));

-- case: behind a generated column
CREATE OR REPLACE FUNCTION half(int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT $1 / 3'; -- finding: replaced-function-behind-index (caution)

-- case: behind a CHECK
CREATE OR REPLACE FUNCTION public.fits(size int) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT true'; -- finding: replaced-function-behind-index (caution)

-- case: behind a partition key
CREATE OR REPLACE FUNCTION cut(integer) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT $1 % 3'; -- finding: replaced-function-behind-index (caution)

-- case: behind the predicate of an index
-- file: 0001_index.sql
CREATE INDEX CONCURRENTLY posts_size_idx ON posts (id) WHERE fits(size);
-- file: 0002_function.sql
CREATE OR REPLACE FUNCTION fits(int) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT $1 > 1'; -- finding: replaced-function-behind-index

-- case: a function that was renamed is found under its new name
ALTER FUNCTION slug(text) RENAME TO slugged; -- finding: rename-other-object
CREATE OR REPLACE FUNCTION slugged(text) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT upper($1)'; -- finding: replaced-function-behind-index (caution)

-- case: another overload is another function
CREATE OR REPLACE FUNCTION slug(text, text) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT lower($1)';
CREATE OR REPLACE FUNCTION slug(int) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT $1::text';

-- case: nothing stored rests on it
CREATE OR REPLACE FUNCTION unused(text) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT upper($1)';

-- case: one of another schema
CREATE SCHEMA other;
CREATE OR REPLACE FUNCTION other.slug(text) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT upper($1)';

-- case: the table is new as well
CREATE TABLE drafts (id bigint PRIMARY KEY, title text NOT NULL);
CREATE INDEX drafts_title_idx ON drafts (unused(title));
CREATE OR REPLACE FUNCTION unused(text) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT upper($1)';

-- case: the index is built again right after
-- file: 0001_function.sql
CREATE OR REPLACE FUNCTION slug(text) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT upper($1)';
-- file: 0002_index.sql
REINDEX INDEX CONCURRENTLY posts_slug_idx;

-- case: an index that comes after
CREATE OR REPLACE FUNCTION unused(text) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT upper($1)';
CREATE TABLE later (id bigint, title text);
CREATE INDEX later_title_idx ON later (unused(title));
