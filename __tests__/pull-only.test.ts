import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import * as z from 'zod';
import { runCli } from '../src/cli/run.js';
import { preflight, type PreflightInput } from '../src/preflight.js';
import { loadParser } from '../src/sql/parse.js';
import { onePullRequest, startFakeGitHub } from './github/fake-github.js';
import { runAction } from './github/publish-world.js';

type Texts = Readonly<Record<string, string>>;

interface Case {
  readonly title: string;
  readonly base: Texts;
  /** null: deleted. */
  readonly change: Readonly<Record<string, string | null>>;
  /** New path: old path. */
  readonly renames?: Texts;
  readonly finds: readonly string[];
}

const ORDERS = 'CREATE TABLE orders (\n  id bigint PRIMARY KEY,\n  note text,\n  total integer\n);\n';
const ITEMS = 'CREATE TABLE items (id bigint PRIMARY KEY);\n';
const TOTAL = 'ALTER TABLE orders ADD CONSTRAINT total_positive CHECK (total > 0) NOT VALID;\n';
const SQITCH = '%project=shop\norders 2026-01-01T09:00:00Z Ann <ann@example.org>\n';
const JOURNAL = { entries: [{ idx: 0, when: 100, tag: '0000_orders' }] };
const FLYWAY: Texts = { 'flyway.conf': 'flyway.url=x\n', 'db/migration/V1__orders.sql': ORDERS };

const CASES: readonly Case[] = [
  {
    title: 'a migration that has run is edited',
    base: FLYWAY,
    change: { 'db/migration/V1__orders.sql': ORDERS.replace('integer', 'bigint') },
    finds: ['db/migration/V1__orders.sql:1 applied-migration-changed unsafe'],
  },
  {
    title: 'only its comments are, where nothing compares them',
    base: { 'db/migrations/0001_orders.sql': ORDERS },
    change: { 'db/migrations/0001_orders.sql': `-- What customers ordered.\n${ORDERS}` },
    finds: [],
  },
  {
    title: 'one is renamed',
    base: FLYWAY,
    change: { 'db/migration/V1__orders.sql': null, 'db/migration/V2__orders.sql': ORDERS },
    renames: { 'db/migration/V2__orders.sql': 'db/migration/V1__orders.sql' },
    finds: ['db/migration/V2__orders.sql: applied-migration-changed unsafe'],
  },
  {
    title: 'one is moved out of the migrations',
    base: FLYWAY,
    change: { 'db/migration/V1__orders.sql': null, 'docs/old.txt': ORDERS },
    renames: { 'docs/old.txt': 'db/migration/V1__orders.sql' },
    finds: ['db/migration/V1__orders.sql: applied-migration-changed unsafe'],
  },
  {
    title: 'a file is moved into them, and is new there',
    base: { ...FLYWAY, 'docs/plan.txt': ITEMS },
    change: { 'docs/plan.txt': null, 'db/migration/V2__items.sql': ITEMS },
    renames: { 'db/migration/V2__items.sql': 'docs/plan.txt' },
    finds: [],
  },
  {
    title: 'one in code is deleted, another is changed',
    base: { 'db/migrate/20260101090000_a.rb': 'class A; end\n', 'db/migrate/20260102090000_b.rb': 'class B; end\n' },
    change: { 'db/migrate/20260101090000_a.rb': null, 'db/migrate/20260102090000_b.rb': 'class B; def x; end; end\n' },
    finds: [
      'db/migrate/20260101090000_a.rb: applied-migration-changed unsafe',
      'db/migrate/20260102090000_b.rb: applied-migration-changed unsafe',
      'db/migrate/20260102090000_b.rb: unreadable-migration caution',
    ],
  },
  {
    title: 'one in code gets a comment, and a second one follows the same',
    base: {
      'alembic/versions/a1_orders.py': 'revision = "a1"\ndown_revision = None\n',
      'alembic/versions/b2_users.py': 'revision = "b2"\ndown_revision = "a1"\n',
    },
    change: {
      'alembic/versions/a1_orders.py': '# Orders.\nrevision = "a1"\ndown_revision = None\n',
      'alembic/versions/c3_items.py': 'revision = "c3"\ndown_revision = "a1"\n',
    },
    finds: [
      'alembic/versions/c3_items.py: two-heads unsafe',
      'alembic/versions/c3_items.py: unreadable-migration caution',
    ],
  },
  {
    title: 'the merged ones hold their way back, and a new one does not',
    base: { 'db/migrations/0001_orders.sql': `-- migrate:up\n${ORDERS}-- migrate:down\nDROP TABLE orders;\n` },
    change: { 'db/migrations/0002_items.sql': `-- migrate:up\n${ITEMS}` },
    finds: ['db/migrations/0002_items.sql:2 down-missing caution'],
  },
  {
    title: 'a way back that comes later, and misses what its merged up did before another one',
    base: {
      'db/migrations/0001_orders.up.sql': ORDERS,
      'db/migrations/0001_orders.down.sql': 'DROP TABLE orders;\n',
      'db/migrations/0002_total.up.sql': `${TOTAL}ALTER TABLE orders ALTER COLUMN total SET DEFAULT 1;\n`,
      'db/migrations/0003_note.up.sql': 'ALTER TABLE orders ADD COLUMN total_note text;\n',
    },
    change: { 'db/migrations/0002_total.down.sql': 'ALTER TABLE orders ALTER COLUMN total DROP DEFAULT;\n' },
    finds: [
      'db/migrations/0002_total.down.sql:1 down-not-inverse caution',
      'db/migrations/0002_total.down.sql:1 lock-without-timeout caution',
    ],
  },
  {
    title: 'a way back that comes later and is whole',
    base: { 'db/migrations/0001_orders.up.sql': ORDERS, 'db/migrations/0002_total.up.sql': TOTAL },
    change: {
      'db/migrations/0002_total.down.sql': `SET lock_timeout = '2s';\n${TOTAL.replace(/ADD (.*) CHECK.*;/, 'DROP $1;')}`,
    },
    finds: [],
  },
  {
    title: "Sqitch's scripts run in the order of its plan, whatever their names",
    base: { 'sqitch.plan': SQITCH, 'deploy/orders.sql': ORDERS, 'revert/orders.sql': 'DROP TABLE orders;\n' },
    change: {
      'sqitch.plan': `${SQITCH}zz 2026-02-01T09:00:00Z Ann <ann@example.org>\naa 2026-02-02T09:00:00Z Ann <ann@example.org>\n`,
      'deploy/zz.sql': ITEMS,
      'deploy/aa.sql': 'CREATE INDEX items_note_idx ON items (id);\n',
      'revert/zz.sql': 'DROP TABLE items;\n',
      'revert/aa.sql': 'DROP INDEX items_note_idx;\n',
    },
    finds: ['revert/zz.sql:1 down-drops-what-up-made caution'],
  },
  {
    title: 'new ones come before a merged one, or have its version',
    base: { ...FLYWAY, 'db/migration/V3__users.sql': 'CREATE TABLE users (id bigint PRIMARY KEY);\n' },
    change: { 'db/migration/V2__items.sql': ITEMS, 'db/migration/V3__tags.sql': ITEMS.replace('items', 'tags') },
    finds: [
      'db/migration/V2__items.sql:1 migration-out-of-order unsafe',
      'db/migration/V3__tags.sql:1 version-used-twice unsafe',
    ],
  },
  {
    title: 'a repeatable runs after what has a version, and until then its old form is there',
    base: {
      ...FLYWAY,
      'db/migration/R__views.sql': 'CREATE OR REPLACE VIEW v AS SELECT id, total FROM orders;\n',
    },
    change: {
      'db/migration/V2__note.sql': "SET lock_timeout = '2s';\nALTER TABLE orders ALTER COLUMN note TYPE varchar;\n",
      'db/migration/V3__total.sql': "SET lock_timeout = '2s';\nALTER TABLE orders ALTER COLUMN total TYPE bigint;\n",
      'db/migration/V4__price.sql': "SET lock_timeout = '2s';\nALTER TABLE orders ADD COLUMN price integer;\n",
      'db/migration/R__views.sql':
        "SET lock_timeout = '2s';\nCREATE OR REPLACE VIEW v AS SELECT id, total, note, price FROM orders;\n",
    },
    finds: [
      'db/migration/V2__note.sql:2 cached-plan-broken note',
      'db/migration/V3__total.sql:2 statement-refused unsafe',
    ],
  },
  {
    title: 'a folder is moved, and each file keeps its name',
    base: {
      'go.mod': 'require github.com/golang-migrate/migrate/v4 v4.18.3\n',
      'db/migrations/000001_orders.up.sql': ORDERS,
      'db/migrations/000001_orders.down.sql': "SET lock_timeout = '2s';\nDROP TABLE orders;\n",
    },
    change: {
      'db/migrations/000001_orders.up.sql': null,
      'db/migrations/000001_orders.down.sql': null,
      'store/migrations/000001_orders.up.sql': ORDERS,
      'store/migrations/000001_orders.down.sql': "SET lock_timeout = '2s';\nDROP TABLE orders;\n",
    },
    renames: {
      'store/migrations/000001_orders.up.sql': 'db/migrations/000001_orders.up.sql',
      'store/migrations/000001_orders.down.sql': 'db/migrations/000001_orders.down.sql',
    },
    finds: [
      'store/migrations/000001_orders.down.sql:2 down-drops-what-up-made caution',
      'store/migrations/000001_orders.up.sql: applied-migration-changed note',
    ],
  },
  {
    title: 'a way back is deleted, and what it takes back stays',
    base: {
      'db/migrations/0001_orders.up.sql': ORDERS,
      'db/migrations/0001_orders.down.sql': 'DROP TABLE orders;\n',
    },
    change: { 'db/migrations/0001_orders.down.sql': null },
    finds: ['db/migrations/0001_orders.down.sql: applied-migration-changed caution'],
  },
  {
    title: 'a changelog that grows holds what nobody can read, and what another database runs',
    base: { 'db/changelog/a.sql': '--liquibase formatted sql\n--changeset ann:1\nALTER TABLE orders ENGINE = x;\n' },
    change: {
      'db/changelog/a.sql':
        '--liquibase formatted sql\n--changeset ann:1\nALTER TABLE orders ENGINE = x;\n--changeset ann:2 dbms:mysql\n' +
        'ALTER TABLE orders ENGINE = y;\n--changeset ann:3\nALTER TABLE orders ENGINE = z;\n',
    },
    finds: ['db/changelog/a.sql:7 unreadable-migration unsafe'],
  },
  {
    title: 'two services have a table of one name, each in a database of its own',
    base: {
      'a/migrations/0001_users.sql': 'CREATE TABLE users (id bigint PRIMARY KEY, name varchar(50));\n',
      'b/migrations/0001_users.sql': 'CREATE TABLE users (id bigint PRIMARY KEY, name text);\n',
    },
    change: {
      'a/migrations/0002_name.sql':
        "SET lock_timeout = '2s';\nALTER TABLE users ALTER COLUMN name TYPE varchar(100);\n",
      'b/migrations/0002_name.sql':
        "SET lock_timeout = '2s';\nALTER TABLE users ALTER COLUMN name TYPE varchar(100);\n",
      'c/migrations/0001_users.sql': 'CREATE TABLE users (id bigint PRIMARY KEY);\nCREATE INDEX u ON users (id);\n',
    },
    finds: [
      'a/migrations/0002_name.sql:2 cached-plan-broken note',
      'b/migrations/0002_name.sql:2 column-type-rewrite unsafe',
      'b/migrations/0002_name.sql:2 type-narrowing unsafe',
      'b/migrations/0002_name.sql:2 cached-plan-broken note',
    ],
  },
  {
    title: 'modules of one database know the tables of each other',
    base: {
      'a/migrations/0001_users.sql': 'CREATE TABLE users (id bigint PRIMARY KEY, name varchar(50));\n',
      'b/migrations/0001_orders.sql': ORDERS,
    },
    change: {
      'b/migrations/0002_name.sql':
        "SET lock_timeout = '2s';\nALTER TABLE users ALTER COLUMN name TYPE varchar(100);\n",
      'a/migrations/0002_tags.sql': 'CREATE TABLE tags (id bigint PRIMARY KEY);\n',
    },
    finds: ['b/migrations/0002_name.sql:2 cached-plan-broken note'],
  },
  {
    title: 'the lock and the journal say that some are for another database',
    base: {
      'api/prisma/schema.prisma': 'model orders {\n  id Int @id\n}\n',
      'api/prisma/migrations/migration_lock.toml': 'provider = "mysql"\n',
      'api/prisma/migrations/20260101090000_orders/migration.sql': 'CREATE TABLE `orders` (`id` INT);\n',
      'app/drizzle/0000_orders.sql': 'CREATE TABLE `orders` (`id` integer);\n',
      'app/drizzle/meta/_journal.json': JSON.stringify({ dialect: 'sqlite', ...JOURNAL }),
      'web/prisma/migrations/migration_lock.toml': 'provider = "postgresql"\n',
      'web/prisma/migrations/20260101090000_orders/migration.sql': ORDERS,
    },
    change: {
      'api/prisma/schema.prisma': 'model orders {\n  id Int @id\n  tag String?\n}\n',
      'api/prisma/migrations/20260102090000_tag/migration.sql': 'ALTER TABLE `orders` ADD COLUMN `tag` TEXT;\n',
      'app/drizzle/0001_tag.sql': 'CREATE INDEX x ON orders (id);\n',
      'web/prisma/migrations/20260102090000_index/migration.sql': 'CREATE INDEX x ON orders (note);\n',
    },
    finds: [
      'web/prisma/migrations/20260102090000_index/migration.sql:1 create-index-not-concurrently unsafe',
      'web/prisma/migrations/20260102090000_index/migration.sql:1 lock-without-timeout caution',
    ],
  },
  {
    title: 'models are changed without a migration',
    base: {
      'prisma/schema.prisma': 'model orders {\n  id Int @id\n}\n',
      'prisma/migrations/20260101090000_orders/migration.sql': ORDERS,
      'README.md': 'x\n',
    },
    change: { 'prisma/schema.prisma': 'model orders {\n  id Int @id\n  tag String?\n}\n', 'README.md': 'y\n' },
    finds: ['prisma/schema.prisma: schema-file-out-of-step caution'],
  },
  {
    title: 'a journal does not name a new file',
    base: { 'drizzle/0000_orders.sql': ORDERS, 'drizzle/meta/_journal.json': JSON.stringify(JOURNAL) },
    change: { 'drizzle/0001_items.sql': ITEMS },
    finds: ['drizzle/0001_items.sql:1 schema-file-out-of-step unsafe'],
  },
  {
    title: 'a journal names a new file with an older time',
    base: { 'drizzle/0000_orders.sql': ORDERS, 'drizzle/meta/_journal.json': JSON.stringify(JOURNAL) },
    change: {
      'drizzle/0001_items.sql': ITEMS,
      'drizzle/meta/_journal.json': JSON.stringify({
        entries: [...JOURNAL.entries, { idx: 1, when: 50, tag: '0001_items' }],
      }),
    },
    finds: ['drizzle/0001_items.sql:1 migration-out-of-order unsafe'],
  },
];

let folder = '';

beforeAll(loadParser);

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pg-preflight-'));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

const titled = CASES.map((one) => [one.title, one] as const);

test.each(titled)(
  'from GitHub: %s',
  async (_title, { base, change, renames = {}, finds }) => {
    const head = Object.fromEntries(
      Object.entries({ ...base, ...change }).flatMap(([path, text]) => (text === null ? [] : [[path, text]])),
    );
    const fake = await startFakeGitHub(onePullRequest({ baseFiles: base, headFiles: head, renames }));
    const reports: string[][] = [];
    const engine = async (input: PreflightInput) => {
      const report = preflight(input);
      reports.push(report.findings.map(lineOf));
      return report;
    };
    const { exitCode } = await runAction(fake, { preflight: engine });
    await fake.close();
    expect(reports).toEqual([[...finds]]);
    expect(exitCode).toBe(finds.some((line) => line.endsWith('unsafe')) ? 1 : 0);
    expect(fake.violations).toEqual([]);
  },
  20_000,
);

test.each(titled)(
  'from git: %s',
  async (_title, { base, change, finds }) => {
    git('init', '-q', '-b', 'main');
    for (const [path, text] of Object.entries(base)) await write(path, text);
    commit();
    git('checkout', '-q', '-b', 'topic');
    for (const [path, text] of Object.entries(change)) {
      if (text === null) await rm(join(folder, path));
      else await write(path, text);
    }
    commit();
    expect(await findingsOfCheck()).toEqual([...finds]);
  },
  20_000,
);

describe('from git', () => {
  test('what was merged since the change began counts as merged', async () => {
    git('init', '-q', '-b', 'main');
    for (const [path, text] of Object.entries(FLYWAY)) await write(path, text);
    commit();
    git('checkout', '-q', '-b', 'topic');
    await write('db/migration/V2__items.sql', ITEMS);
    commit();
    git('checkout', '-q', 'main');
    await write('db/migration/V3__users.sql', 'CREATE TABLE users (id bigint PRIMARY KEY);\n');
    commit();
    git('checkout', '-q', 'topic');
    expect(await findingsOfCheck()).toEqual(['db/migration/V2__items.sql:1 migration-out-of-order unsafe']);
  }, 20_000);
});

const printed = z.object({
  findings: z.array(
    z.object({ path: z.string().nullable(), startLine: z.number().nullable(), rule: z.string(), severity: z.string() }),
  ),
});

async function findingsOfCheck(): Promise<string[]> {
  let out = '';
  await runCli(['check', '--base', 'main', '--format', 'json'], {
    cwd: folder,
    width: 100,
    color: false,
    print: async (text) => void (out += text),
    printError: async (text) => void (out += text),
  });
  return printed.parse(JSON.parse(out)).findings.map(lineOf);
}

function lineOf({ path, startLine, rule, severity }: z.infer<typeof printed>['findings'][number]): string {
  return `${path ?? ''}:${startLine ?? ''} ${rule} ${severity}`;
}

function git(...args: readonly string[]): void {
  execFileSync('git', ['-c', 'user.name=x', '-c', 'user.email=x@example.org', ...args], { cwd: folder, stdio: 'pipe' });
}

function commit(): void {
  git('add', '-A');
  git('commit', '-q', '-m', 'x');
}

async function write(path: string, text: string): Promise<void> {
  await mkdir(dirname(join(folder, path)), { recursive: true });
  await writeFile(join(folder, path), text);
}
