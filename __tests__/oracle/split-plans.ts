import type { Plan } from './plans.js';

const EVERY_ROW: Plan = {
  name: 'a table is split, each row in two',
  rule: 'source-dropped-with-transform',
  schema: `CREATE TABLE users (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    login text NOT NULL UNIQUE,
    home_street text NOT NULL,
    home_city text DEFAULT 'Oslo',
    seen int
  );`,
  rows: [
    "INSERT INTO users (login, home_street, home_city) SELECT 'first-' || n, 'street ' || n, CASE WHEN n % 3 > 0 THEN 'c' || n END FROM generate_series(1, 12000) AS n",
  ],
  change: `SET lock_timeout = '2s';
  CREATE TABLE addresses (user_id bigint PRIMARY KEY REFERENCES users (id), home_street text, town text);
  CREATE INDEX addresses_town_idx ON addresses (town);
  INSERT INTO addresses (user_id, home_street, town) SELECT id, home_street, home_city FROM users;
  ALTER TABLE users DROP COLUMN home_street, DROP COLUMN home_city;`,
  old: [
    "INSERT INTO users (login, home_street, home_city) VALUES ('old-$n', 's', 'c')",
    "INSERT INTO users (login, home_street) VALUES ('old-default-$n', 's')",
    "UPDATE users SET home_street = 's-$n', home_city = NULL WHERE login = 'old-$n'",
    'UPDATE users SET home_city = home_street WHERE id = 3',
    'UPDATE users SET seen = $n WHERE id = 4',
    "INSERT INTO users (login, home_street) VALUES ('old-$n', 't') ON CONFLICT (login) DO UPDATE SET home_street = EXCLUDED.home_street",
    "SELECT login, home_city FROM users WHERE home_street = 't'",
    "DELETE FROM users WHERE login = 'old-default-$n'",
  ],
  new: [
    "INSERT INTO users (login) VALUES ('new-$n'), ('new-later-$n')",
    "INSERT INTO addresses (user_id, home_street, town) SELECT id, 's', 'c' FROM users WHERE login = 'new-$n' RETURNING user_id",
    "UPDATE addresses SET home_street = 'n-$n' WHERE user_id = (SELECT id FROM users WHERE login = 'new-$n')",
    'UPDATE addresses SET town = NULL WHERE user_id = 5',
    "INSERT INTO addresses (user_id, town) SELECT id, 'd' FROM users WHERE login LIKE 'new-%$n' ON CONFLICT (user_id) DO UPDATE SET town = EXCLUDED.town",
    "SELECT login, town FROM users JOIN addresses ON user_id = id WHERE addresses.home_street = 't'",
    "DELETE FROM addresses WHERE user_id = (SELECT id FROM users WHERE login = 'new-later-$n')",
    "DELETE FROM users WHERE login = 'new-later-$n'",
  ],
  deployAfter: 4,
  oldRunsOn: false,
  alike: [
    'SELECT id FROM users JOIN addresses ON user_id = id WHERE (users.home_street, home_city) IS DISTINCT FROM (addresses.home_street, town)',
    'SELECT user_id FROM addresses EXCEPT SELECT id FROM users',
  ],
  filled: ['SELECT id FROM users EXCEPT SELECT user_id FROM addresses'],
  complete: [
    "SELECT user_id FROM addresses WHERE user_id BETWEEN 100 AND 12000 AND (home_street, town) IS DISTINCT FROM ('street ' || user_id, CASE WHEN user_id % 3 > 0 THEN 'c' || user_id END)",
    'SELECT id FROM users EXCEPT SELECT user_id FROM addresses',
    "SELECT tgname FROM pg_trigger WHERE tgname LIKE '%sync%'",
    "SELECT proname FROM pg_proc WHERE proname LIKE '%_sync'",
    "SELECT attname FROM pg_attribute WHERE attrelid = 'users'::regclass AND attname LIKE 'home%'",
  ],
  contract: [],
  after: [],
};

const GIVEN_ROWS: Plan = {
  name: 'a table is split, where there is a value',
  rule: 'source-dropped-with-transform',
  schema: `CREATE TABLE people (
    "personId" uuid PRIMARY KEY,
    n int UNIQUE,
    work_mail text,
    work_phone varchar(20)
  );`,
  rows: [
    `INSERT INTO people ("personId", n, work_mail) SELECT gen_random_uuid(), n, CASE WHEN n % 3 > 0 THEN 'm' || n END FROM generate_series(20001, 32000) AS n`,
  ],
  change: `SET lock_timeout = '2s';
  CREATE TABLE contacts (
    id bigserial PRIMARY KEY,
    person uuid NOT NULL UNIQUE REFERENCES people ("personId"),
    mail text NOT NULL,
    work_phone varchar(20),
    made_at timestamptz NOT NULL DEFAULT now()
  );
  INSERT INTO contacts (person, mail, work_phone) SELECT "personId", work_mail, work_phone FROM people WHERE work_mail IS NOT NULL;
  ALTER TABLE people DROP COLUMN work_mail;
  ALTER TABLE people DROP COLUMN work_phone;`,
  old: [
    `INSERT INTO people ("personId", n, work_mail) VALUES (gen_random_uuid(), $n, 'old')`,
    `INSERT INTO people ("personId", n, work_phone) VALUES (gen_random_uuid(), -$n, '1')`,
    "UPDATE people SET work_mail = 'o-$n' WHERE n = -$n",
    'UPDATE people SET work_mail = NULL WHERE n = $n',
    "UPDATE people SET work_phone = '$n' WHERE n = 20002",
    'SELECT work_mail, work_phone FROM people WHERE n = $n',
    'DELETE FROM people WHERE n = -$n',
  ],
  new: [
    'INSERT INTO people ("personId", n) VALUES (gen_random_uuid(), $n)',
    `INSERT INTO contacts (person, mail) SELECT "personId", 'new' FROM people WHERE n = $n`,
    `UPDATE contacts SET work_phone = '$n' WHERE person = (SELECT "personId" FROM people WHERE n = $n)`,
    `UPDATE contacts SET mail = 'n-$n' WHERE person = (SELECT "personId" FROM people WHERE n = 20004)`,
    `SELECT mail FROM contacts WHERE person = (SELECT "personId" FROM people WHERE n = 20002)`,
    `INSERT INTO people ("personId", n) VALUES (gen_random_uuid(), -$n)`,
    `INSERT INTO contacts (person, mail) SELECT "personId", 'new' FROM people WHERE n = -$n`,
    `DELETE FROM contacts WHERE person = (SELECT "personId" FROM people WHERE n = -$n)`,
    'DELETE FROM people WHERE n = -$n',
  ],
  deployAfter: 3,
  oldRunsOn: false,
  alike: [
    `SELECT n FROM people JOIN contacts ON person = "personId" WHERE (people.work_mail, people.work_phone) IS DISTINCT FROM (mail, contacts.work_phone)`,
  ],
  filled: ['SELECT "personId" FROM people WHERE work_mail IS NOT NULL EXCEPT SELECT person FROM contacts'],
  complete: [
    `SELECT n FROM people LEFT JOIN contacts ON person = "personId" WHERE n > 20010 AND mail IS DISTINCT FROM CASE WHEN n % 3 > 0 THEN 'm' || n END`,
    'SELECT person FROM contacts EXCEPT SELECT "personId" FROM people',
    "SELECT tgname FROM pg_trigger WHERE tgname LIKE '%sync%'",
    "SELECT attname FROM pg_attribute WHERE attrelid = 'people'::regclass AND attname LIKE 'work%'",
  ],
  contract: [],
  after: [],
};

const MADE: Plan = {
  name: 'a table is split by CREATE TABLE AS',
  rule: 'source-dropped-with-transform',
  schema: 'CREATE TABLE items (id int PRIMARY KEY, title text, spec_sheet jsonb);',
  rows: [
    "INSERT INTO items (id, spec_sheet) SELECT n, jsonb_build_object('n', n) FROM generate_series(20001, 32000) AS n",
  ],
  change: `SET lock_timeout = '2s';
  CREATE TABLE item_specs AS SELECT id AS item_id, spec_sheet FROM items;
  ALTER TABLE items DROP COLUMN spec_sheet;`,
  old: [
    `INSERT INTO items (id, spec_sheet) VALUES ($n, '{"a": 1}')`,
    `UPDATE items SET spec_sheet = '{}' WHERE id IN ($n, 20005)`,
    'SELECT spec_sheet FROM items WHERE id = $n',
    'DELETE FROM items WHERE id = $n',
  ],
  new: [
    'INSERT INTO items (id) VALUES ($n)',
    `INSERT INTO item_specs (item_id, spec_sheet) VALUES ($n, '{"b": 1}')`,
    `UPDATE item_specs SET spec_sheet = '{"c": 1}' WHERE item_id IN ($n, 20006)`,
    'SELECT spec_sheet FROM item_specs WHERE item_id = $n',
    'DELETE FROM items WHERE id = $n',
  ],
  deployAfter: 3,
  oldRunsOn: false,
  alike: [
    'SELECT id FROM items JOIN item_specs ON item_id = id WHERE items.spec_sheet IS DISTINCT FROM item_specs.spec_sheet',
  ],
  filled: ['SELECT id FROM items EXCEPT SELECT item_id FROM item_specs'],
  complete: ["SELECT item_id FROM item_specs WHERE item_id > 20010 AND spec_sheet <> jsonb_build_object('n', item_id)"],
  contract: [],
  after: ['SELECT item_id FROM item_specs EXCEPT SELECT id FROM items'],
};

export const SPLIT_PLANS: readonly Plan[] = [EVERY_ROW, GIVEN_ROWS, MADE];
