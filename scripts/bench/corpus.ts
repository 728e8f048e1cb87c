import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

export interface SqlFile {
  readonly path: string;
  readonly text: string;
}

/** The schema that the generated migrations change. */
export function corpusSchema(): SqlFile {
  return { path: 'schema.sql', text: TABLES.map(createTable).join('\n') };
}

/** The same 190 migrations on every run, about 2,000 statements of the kinds that real ones hold, and the examples. */
export function corpusMigrations(): readonly SqlFile[] {
  const made = Array.from({ length: FILES }, (_, file) => ({
    path: `db/migrations/${String(file + 1).padStart(4, '0')}_change.sql`,
    text: ["SET lock_timeout = '2s';", ...Array.from({ length: PER_FILE }, (_, n) => statement(file, n))].join('\n\n'),
  }));
  return [...made, ...examples('examples')];
}

const FILES = 190;
const PER_FILE = 10;
const TABLES = ['accounts', 'orders', 'users', 'payments', 'events', 'invoices', 'sessions', 'products'] as const;

function createTable(table: string): string {
  return `CREATE TABLE ${table} (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  account_id bigint NOT NULL,
  email varchar(255),
  state text NOT NULL DEFAULT 'new',
  amount numeric(10,2),
  payload jsonb,
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX ${table}_account ON ${table} (account_id);`;
}

/** A name is used once in the whole corpus, so that no statement fails on what another one made. */
function statement(file: number, n: number): string {
  const table = TABLES[(file + n) % TABLES.length] ?? 'orders';
  const write = SHAPES[(file * PER_FILE + n) % SHAPES.length];
  return write === undefined ? '' : write(table, `f${file}_${n}`);
}

const SHAPES: readonly ((table: string, name: string) => string)[] = [
  (table, name) => `-- Shown in the new profile page.\nALTER TABLE ${table} ADD COLUMN ${name} varchar(255);`,
  (table, name) =>
    `ALTER TABLE ${table} ADD COLUMN ${name} integer NOT NULL DEFAULT 0, ALTER COLUMN email SET STATISTICS 500;`,
  (table, name) => `CREATE INDEX ${name}_idx ON ${table} (account_id, created_at DESC) WHERE state <> 'done';`,
  (table, name) =>
    `ALTER TABLE ${table} ADD CONSTRAINT ${name}_ck CHECK (amount >= 0 AND state IN ('new', 'paid')) NOT VALID;`,
  (table, name) =>
    `ALTER TABLE ${table} ADD CONSTRAINT ${name}_fk FOREIGN KEY (account_id) REFERENCES accounts (id) NOT VALID;`,
  (table) => `UPDATE ${table} SET state = 'archived' WHERE created_at < now() - interval '2 years' AND state = 'paid';`,
  (table, name) =>
    `CREATE TABLE ${table}_${name} (\n  id bigserial PRIMARY KEY,\n  parent_id bigint REFERENCES ${table} (id),\n  body text NOT NULL DEFAULT '',\n  tags text[] NOT NULL DEFAULT '{}'\n);`,
  (table, name) =>
    `CREATE VIEW ${table}_${name} AS SELECT id, state, sum(amount) AS total FROM ${table} GROUP BY id, state;`,
  (table, name) => `COMMENT ON COLUMN ${table}.email IS 'Lower case; see ${name}.';`,
  (table) =>
    `INSERT INTO ${table} (account_id, state) VALUES (1, 'new'), (2, 'new'), (3, 'paid') ON CONFLICT DO NOTHING;`,
  (table) => `ALTER TABLE ${table} ALTER COLUMN email TYPE varchar(320);`,
  (table, name) =>
    `CREATE FUNCTION ${name}() RETURNS trigger LANGUAGE plpgsql AS $$\nBEGIN\n  NEW.state := coalesce(NEW.state, '${table}');\n  RETURN NEW;\nEND;\n$$;`,
  (table) => `GRANT SELECT, INSERT ON ${table} TO app_user;`,
];

function examples(folder: string): readonly SqlFile[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.sql'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((path) => ({ path, text: readFileSync(path, 'utf8') }));
}
