-- allowed: none
CREATE TABLE logs (id bigint, line text);
-- file: 0001_proof.sql
SET lock_timeout = '2s';
ALTER TABLE logs ADD CONSTRAINT logs_id_there CHECK (id IS NOT NULL) NOT VALID;
-- file: 0002_validate.sql
ALTER TABLE logs VALIDATE CONSTRAINT logs_id_there;
-- file: 0003_index.sql
CREATE UNIQUE INDEX CONCURRENTLY logs_pkey ON logs (id);
-- file: 0004_key.sql
SET lock_timeout = '2s';
ALTER TABLE logs ALTER COLUMN id SET NOT NULL;
ALTER TABLE logs ADD CONSTRAINT logs_pkey PRIMARY KEY USING INDEX logs_pkey;
ALTER TABLE logs DROP CONSTRAINT logs_id_there;
