import type { Plan } from './plans.js';

/** A statement that must meet a unique index. */
function refused(statement: string): string {
  return `DO $do$ BEGIN ${statement}; RAISE 'not refused'; EXCEPTION WHEN unique_violation THEN NULL; END $do$`;
}

function accountCode(gone: string): readonly string[] {
  return [
    "INSERT INTO accounts (mail) VALUES ('A-$n')",
    refused("INSERT INTO accounts (mail) VALUES ('a-$n')"),
    `UPDATE accounts SET ${gone} = now() WHERE mail = 'A-$n'`,
    "INSERT INTO accounts (mail) VALUES ('a-$n')",
    `INSERT INTO accounts (mail) VALUES ('A-$n') ON CONFLICT (lower(mail)) WHERE ${gone} IS NULL DO UPDATE SET mail = EXCLUDED.mail`,
    `INSERT INTO accounts (mail, ${gone}) VALUES ('A-$n', now())`,
    "SELECT 1 / (count(*) = 3)::int FROM accounts WHERE lower(mail) = 'a-$n'",
    `DELETE FROM accounts WHERE mail = 'A-$n' AND ${gone} IS NULL`,
  ];
}

const GONE: Plan = {
  name: 'a column in the condition of a unique index is renamed',
  rule: 'rename-column',
  schema: `CREATE TABLE accounts (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, mail text NOT NULL, deleted_at timestamptz);
  CREATE UNIQUE INDEX accounts_mail_key ON accounts (lower(mail)) WHERE deleted_at IS NULL;`,
  rows: [
    "INSERT INTO accounts (mail, deleted_at) SELECT 'first-' || n / 2, CASE WHEN n % 2 = 0 THEN now() END FROM generate_series(1, 12000) AS n",
  ],
  change: "SET lock_timeout = '2s'; ALTER TABLE accounts RENAME COLUMN deleted_at TO removed_at;",
  old: accountCode('deleted_at'),
  new: accountCode('removed_at'),
  deployAfter: 3,
  oldRunsOn: false,
  alike: ['SELECT id FROM accounts WHERE deleted_at IS DISTINCT FROM removed_at'],
  complete: ["SELECT id FROM accounts WHERE mail LIKE 'first%' AND (id % 2 = 0) <> (removed_at IS NOT NULL)"],
  contract: ['ALTER TABLE accounts DROP COLUMN deleted_at'],
  after: [
    "SELECT 1 WHERE (SELECT string_agg(substring(indexdef FROM ' USING.*'), ',') FROM pg_indexes WHERE tablename = 'accounts' AND indexname <> 'accounts_pkey') <> ' USING btree (lower(mail)) WHERE (removed_at IS NULL)'",
  ],
};

const MEMBER_CODE: readonly string[] = [
  "INSERT INTO members (team, rank, name) VALUES ($n, 1, 'm-$n')",
  refused('INSERT INTO members (team) VALUES ($n)'),
  'INSERT INTO members (team, rank) VALUES ($n, 12), ($n, 12)',
  refused('UPDATE members SET rank = 1 WHERE team = $n AND rank = 12'),
  'INSERT INTO members (team) VALUES ($n) ON CONFLICT (team) WHERE rank = 1 DO UPDATE SET rank = 3',
  'INSERT INTO members (team) VALUES ($n)',
  "INSERT INTO members (team, rank, name) VALUES ($n, -5, 'below')",
  "DO $do$ BEGIN INSERT INTO members (team, rank) VALUES ($n, -5); RAISE 'not refused'; EXCEPTION WHEN check_violation THEN NULL; END $do$",
  "DO $do$ BEGIN INSERT INTO members (team, rank) VALUES ($n, NULL); RAISE 'not refused'; EXCEPTION WHEN check_violation THEN NULL; END $do$",
  'SELECT name FROM members WHERE rank % 10 = 2 ORDER BY rank % 10 DESC',
  'DELETE FROM members WHERE team = $n AND rank > 3',
];

const RANK: Plan = {
  name: 'a column in expressions, conditions and CHECKs gets a wider type',
  rule: 'column-type-rewrite',
  schema: `CREATE TABLE members (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    team int NOT NULL,
    rank int DEFAULT 1 CONSTRAINT ranked CHECK (rank IS NOT NULL),
    name text,
    CONSTRAINT below CHECK (rank > 0 OR name IS NOT NULL)
  );
  CREATE UNIQUE INDEX one_first ON members (team) WHERE rank = 1;
  CREATE INDEX ON members ((rank % 10) DESC, team) WHERE rank > 1;
  CREATE INDEX ON members (rank DESC NULLS LAST, lower(name)) INCLUDE (team);
  CREATE UNIQUE INDEX pairs ON members (team, COALESCE(rank, 0), id);`,
  rows: ['INSERT INTO members (team, rank) SELECT n / 3 - 20000, n % 3 + 1 FROM generate_series(3, 12002) AS n'],
  change: "SET lock_timeout = '2s'; ALTER TABLE members ALTER COLUMN rank TYPE bigint;",
  old: MEMBER_CODE,
  new: MEMBER_CODE,
  oldRunsOn: true,
  alike: ['SELECT id FROM members WHERE rank_new IS DISTINCT FROM rank'],
  complete: ['SELECT id FROM members WHERE rank IS NULL'],
  contract: ['ALTER TABLE members DROP COLUMN rank_old'],
  after: [
    `SELECT indexdef FROM pg_indexes WHERE tablename = 'members' AND substring(indexdef FROM ' [(].*') NOT IN (
      ' (id)', ' (team) WHERE (rank = 1)', ' (((rank % (10)::bigint)) DESC, team) WHERE (rank > 1)',
      ' (rank DESC NULLS LAST, lower(name)) INCLUDE (team)', ' (team, COALESCE(rank, (0)::bigint), id)'
    )`,
    "SELECT 1 WHERE (SELECT string_agg(indexname, ',' ORDER BY indexname) FROM pg_indexes WHERE tablename = 'members' AND indexdef LIKE 'CREATE UNIQUE%') <> 'members_pkey,one_first,pairs'",
    "SELECT 1 WHERE (SELECT count(*) FROM pg_indexes WHERE tablename = 'members') <> 5",
    "SELECT 1 WHERE (SELECT string_agg(conname, ',' ORDER BY conname) FROM pg_constraint WHERE conrelid = 'members'::regclass AND contype = 'c' AND convalidated) <> 'below,ranked'",
  ],
};

export const INDEX_PLANS: readonly Plan[] = [GONE, RANK];
