SET lock_timeout = '2s';
ALTER TYPE stage RENAME TO stage_old;
CREATE TYPE stage AS ENUM ('new', 'packed', 'sent');
ALTER TABLE orders ALTER COLUMN stage DROP DEFAULT;
ALTER TABLE orders ALTER COLUMN stage TYPE stage USING stage::text::stage;
ALTER TABLE orders ALTER COLUMN stage SET DEFAULT 'new';
DROP TYPE stage_old;
