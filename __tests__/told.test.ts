import { beforeAll, describe, expect, test } from '@jest/globals';
import { evidenceWanted, type Evidence } from '../src/frameworks/evidence.js';
import { preflight } from '../src/preflight.js';
import { NO_POLICY, type Policy } from '../src/report/policy.js';
import type { Report } from '../src/report/report.js';
import { loadParser } from '../src/sql/parse.js';
import { NOTHING_TOLD, type Told, type ToldRun } from '../src/told.js';
import { inputOf } from './engine-input.js';

beforeAll(loadParser);

const SCHEMA = `
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint NOT NULL, email text, a int);
CREATE TABLE countries (code text PRIMARY KEY, name text);
CREATE TABLE measurements (at timestamptz NOT NULL, value int) PARTITION BY RANGE (at);
CREATE TABLE measurements_2025 PARTITION OF measurements FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
CREATE SCHEMA lookup;
CREATE TABLE lookup.cities (id bigint PRIMARY KEY, name text);
`;
const PATH = 'db/0001_x.sql';
const TIMEOUT = "SET lock_timeout = '2s';\n";
const BUILD = 'CREATE INDEX CONCURRENTLY orders_email_idx ON orders (email);\n';
const DROP = 'ALTER TABLE orders DROP COLUMN a;\n';

interface Repository {
  readonly told?: Partial<Told>;
  readonly policy?: Partial<Policy>;
  readonly evidence?: readonly Evidence[];
  readonly path?: string;
}

function review(text: string, { told = {}, policy = {}, evidence = [], path = PATH }: Repository = {}): Report {
  const input = inputOf([{ path, text }], SCHEMA, { evidence });
  return preflight({
    ...input,
    settings: {
      ...input.settings,
      policy: { ...NO_POLICY, ...policy },
      told: { ...NOTHING_TOLD, ...told },
    },
  });
}

function found(report: Report): readonly string[] {
  return report.findings.map(({ severity, rule }) => `${severity} ${rule}`);
}

function finding(report: Report, rule: string) {
  return report.findings.find((one) => one.rule === rule);
}

const SAYS_NOTHING: ToldRun = {
  paths: null,
  framework: null,
  transaction: null,
  version: null,
  lockTimeout: null,
  statementTimeout: null,
};

function runs(...some: readonly Partial<ToldRun>[]): Pick<Told, 'runs'> {
  return { runs: some.map((one) => ({ ...SAYS_NOTHING, ...one })) };
}

function file({ files: [only] }: Report): unknown {
  return [only?.framework, only?.direction, only?.transaction];
}

describe('what the config says of how files run', () => {
  const both = `${DROP}ALTER TABLE orders DROP COLUMN email;\n`;

  test.each([
    ['run', 'run'],
    ['file', 'file'],
    ['string', 'file'],
    ['statement', 'statement'],
  ] as const)('the transaction %s is that of a home-made runner', (transaction, shown) => {
    const report = review(both, { told: runs({ transaction }) });
    expect(file(report)).toEqual(['plain-sql', 'up', shown]);
    expect(report.assumptions.filter((words) => words.includes('is not known'))).toEqual([]);
  });

  test('a concurrent build is refused where it says that a file is one transaction, also alone in its file', () => {
    expect(found(review(BUILD))).toEqual([]);
    expect(found(review(BUILD, { told: runs({ transaction: 'file' }) }))).toContain(
      'unsafe concurrently-in-transaction',
    );
    expect(found(review(BUILD, { told: runs({ transaction: 'string' }) }))).toEqual([]);
    expect(found(review(`${TIMEOUT}${BUILD}`, { told: runs({ transaction: 'string' }) }))).toContain(
      'unsafe concurrently-in-transaction',
    );
  });

  test('directives of tools that nobody named are comments to a home-made runner', () => {
    const text = `-- atlas:txmode none\n\n${BUILD}`;
    expect(found(review(text))).toEqual([]);
    expect(found(review(text, { told: runs({ transaction: 'file' }) }))).toContain(
      'unsafe concurrently-in-transaction',
    );
    const atlas = { framework: 'atlas', transaction: 'file' } as const;
    expect(found(review(text, { told: runs(atlas) }))).not.toContain('unsafe concurrently-in-transaction');
  });

  test('the tool that it names goes over what the files look like', () => {
    const flyway = { path: 'db/V1__x.sql' };
    expect(file(review(DROP, flyway))).toEqual(['flyway', 'up', 'file']);
    expect(file(review(both, { ...flyway, told: runs({ framework: 'prisma', transaction: 'statement' }) }))).toEqual([
      'prisma',
      'up',
      'statement',
    ]);
    expect(file(review(both, { ...flyway, told: runs({ framework: 'none' }) }))).toEqual(['plain-sql', 'up', 'file']);
  });

  test('the last entry for a path wins, field by field', () => {
    const told = runs(
      { transaction: 'file', version: 12 },
      { paths: ['db/**'], transaction: 'statement' },
      { paths: ['other/**'], transaction: 'run', version: 10 },
    );
    const report = review(both, { told });
    expect(file(report)).toEqual(['plain-sql', 'up', 'statement']);
    expect(report.assumptions).toContain(`The config says that PostgreSQL 12 is the oldest that runs \`${PATH}\`.`);
  });

  test('the version of a path decides what Postgres does there', () => {
    const text = `${TIMEOUT}ALTER TABLE orders ADD COLUMN b int DEFAULT 1;\n`;
    expect(found(review(text))).not.toContain('unsafe default-rewrites-before-11');
    const told = runs({ paths: ['db/*.SQL', 'db/*.sql'], version: 10 });
    expect(found(review(text, { told }))).toContain('unsafe default-rewrites-before-11');
    expect(found(review(text, { told, path: 'sql/0001_x.sql' }))).not.toContain('unsafe default-rewrites-before-11');
  });
});

describe('severities of some paths', () => {
  const entry = { paths: ['db/**'], worst: null, severities: [] };
  const severityOf = (policy: Partial<Policy>, path = PATH) =>
    finding(review(`${TIMEOUT}${DROP}`, { policy, path }), 'drop-column')?.severity ?? null;

  test('cap what is found there', () => {
    const overrides = [{ ...entry, worst: 'caution' as const }];
    expect([severityOf({ overrides }), severityOf({ overrides }, 'sql/0001_x.sql')]).toEqual(['caution', 'unsafe']);
    expect(review(DROP, { policy: { overrides } }).assumptions).toContain(
      'The config lets no finding in `db/**` be worse than a caution.',
    );
  });

  test('never raise, and never cap what could not be read', () => {
    const overrides = [{ ...entry, worst: 'note' as const }];
    expect(found(review('ALTER TABEL orders;\n', { policy: { overrides } }))).toEqual(['unsafe unreadable-migration']);
    const severities = [{ rule: 'drop-column', severity: 'note' as const }];
    expect(severityOf({ severities, overrides: [{ ...entry, worst: 'caution' }] })).toBe('note');
  });

  test('of one rule go over the general ones and over the cap', () => {
    const off = [{ rule: 'drop-column', severity: 'off' as const }];
    const unsafe = [{ rule: 'drop-column', severity: 'unsafe' as const }];
    expect(severityOf({ overrides: [{ ...entry, severities: off }] })).toBeNull();
    expect(severityOf({ severities: off, overrides: [{ ...entry, worst: 'note', severities: unsafe }] })).toBe(
      'unsafe',
    );
    const told = review(DROP, { policy: { overrides: [{ ...entry, severities: off }] } }).assumptions;
    expect(told).toContain('The config turns off `drop-column` in `db/**`.');
  });
});

describe('timeouts that the config assumes', () => {
  const two = runs({ lockTimeout: 2_000 });

  test('bound the wait for a lock, and are said', () => {
    expect(found(review(DROP))).toContain('caution lock-without-timeout');
    const report = review(DROP, { told: two });
    expect(found(report)).not.toContain('caution lock-without-timeout');
    expect(report.assumptions).toContain(
      `The connection of \`${PATH}\` is taken to begin with a \`lock_timeout\` of 2 s: the config says so.`,
    );
  });

  test('too long ones do not', () => {
    expect(found(review(DROP, { told: runs({ lockTimeout: 60_000 }) }))).toContain('caution lock-without-timeout');
    expect(found(review(DROP, { told: runs({ lockTimeout: 0 }) }))).toContain('caution lock-without-timeout');
    expect(found(review(DROP, { told: runs({ statementTimeout: 3_000 }) }))).not.toContain(
      'caution lock-without-timeout',
    );
  });

  test('cancel a concurrent build, and the fix lifts them where a SET can stand', () => {
    const report = review(BUILD, { told: two });
    expect(found(report)).toEqual(['unsafe concurrently-with-short-timeout']);
    const [only] = report.findings;
    expect(only?.message).toContain('`lock_timeout` is 2 s (as the config says): one long query');
    expect(only?.fix).toMatch(/^SET lock_timeout = 0;\nCREATE INDEX CONCURRENTLY/);
    const sent = review(BUILD, { told: runs({ lockTimeout: 2_000, transaction: 'string' }) });
    expect(sent.findings[0]?.fix).toMatch(/^-- over a connection that has no such timeout/);
    expect(sent.findings[0]?.suggestion).toBeNull();
  });

  test.each(['RESET lock_timeout', 'SET lock_timeout TO DEFAULT', 'RESET ALL', 'DISCARD ALL'])(
    '%s returns to them, SET 0 does not',
    (reset) => {
      const told = { told: { ...two, ...runs({ lockTimeout: 2_000, transaction: 'statement' }) } };
      expect(found(review(`SET lock_timeout = 0;\n${DROP}`, told))).toContain('caution lock-without-timeout');
      expect(found(review(`SET lock_timeout = 0;\n${reset};\n${DROP}`, told))).not.toContain(
        'caution lock-without-timeout',
      );
    },
  );
});

describe('timeouts in files of the tool', () => {
  const workflow = (command: string): Evidence => ({ path: '.github/workflows/deploy.yml', text: `run: ${command}\n` });
  const golang = (url: string): Repository => ({
    path: 'db/migrations/1_x.up.sql',
    evidence: [workflow(`migrate -path db/migrations -database "${url}" up`)],
  });
  const isBounded = (repository: Repository) =>
    !found(review(DROP, repository)).includes('caution lock-without-timeout');

  test.each([
    ['postgres://u:p@db.example.org/app?options=-c%20lock_timeout%3D2s', true],
    ['postgres://u:p@db.example.org/app?options=-clock_timeout=2000', true],
    ['postgres://u:p@db.example.org/app?lock_timeout=2000', true],
    ['postgres://u:p@db.example.org/app?x-statement-timeout=3000', true],
    ['pgx5://u:p@db.example.org/app?x-statement-timeout=3000', true],
    ['postgres://u:p@$DB_HOST/app?lock_timeout=2000', true],
    ['postgres://u:p@db.example.org/app?lock_timeout=60000', false],
    ['postgres://u:p@db.example.org/app', false],
    ['postgres://u:p@localhost/app?lock_timeout=2000', false],
    ['postgres://u:p@db:5432/app?lock_timeout=2000', false],
    ['postgres://u:p@127.0.0.1/app?lock_timeout=2000', false],
  ])('golang-migrate with %s', (url, bounded) => {
    expect(isBounded(golang(url))).toBe(bounded);
  });

  test.each([
    ['run: PGOPTIONS="-c lock_timeout=2s" migrate -database "$URL" up', true],
    ['env:\n  PGOPTIONS: --lock-timeout=2000\nrun: migrate -database "$URL" up', true],
    ['env:\n  PGHOST: localhost\n  PGOPTIONS: -c lock_timeout=2s\nrun: migrate -database "$URL" up', false],
    ['# PGOPTIONS="-c lock_timeout=2s"\nrun: migrate -database "$URL" up', false],
    ['PGOPTIONS="-c lock_timeout=2s" migrate -database "postgres://db.example.org/a?lock_timeout=60s" up', false],
    [`run: migrate -database "host=db.example.org user=app options='-c lock_timeout=2s'" up`, true],
    ['run: migrate -database "user=app host=db.example.org lock_timeout=2000" up', true],
    [`run: migrate -database "host=localhost options='-c lock_timeout=2s'" up`, false],
  ])('the environment and the other form of an address: %s', (text, bounded) => {
    const evidence = [{ path: '.github/workflows/deploy.yml', text: `${text}\n` }];
    expect(isBounded({ path: 'db/migrations/1_x.up.sql', evidence })).toBe(bounded);
  });

  test.each([
    ['.env', '# one\nPGOPTIONS="-c lock_timeout=2s"\n', true],
    ['db/.env.production', 'export PGOPTIONS=--lock_timeout=2s\n', true],
    ['.env', 'DATABASE_URL=postgres://db.example.org/app?options=-c%20lock_timeout%3D2s\n', true],
    ['.env', 'DATABASE_URL=postgres://localhost/app\nPGOPTIONS="-c lock_timeout=2s"\n', false],
    ['.env', '# PGOPTIONS="-c lock_timeout=2s"\n', false],
    ['.env.development', 'PGOPTIONS="-c lock_timeout=2s"\n', false],
    ['web/.env', 'PGOPTIONS="-c lock_timeout=2s"\n', false],
  ])('variables in %s: %s', (path, text, bounded) => {
    const evidence = [workflow('migrate -path db -database "$URL" up'), { path, text }].filter(
      (one) => evidenceWanted(one.path) === 'text',
    );
    expect(isBounded({ path: 'db/migrations/1_x.up.sql', evidence })).toBe(bounded);
  });

  test.each([
    ['production:\n  adapter: postgresql\n  variables:\n    lock_timeout: 2s\n', true],
    ['default: &default\n  adapter: postgresql\n  variables:\n    lock_timeout: 2000\n', true],
    ['test:\n  adapter: postgresql\n  variables:\n    lock_timeout: 60s\n', false],
    ['production:\n  adapter: postgresql\n', false],
  ])("Rails' database.yml: %s", (text, bounded) => {
    const evidence = [{ path: 'config/database.yml', text }];
    expect(isBounded({ path: 'db/sql/1_x.sql', evidence, told: runs({ framework: 'rails' }) })).toBe(bounded);
  });

  test('Prisma and the drivers of Java look at no PGOPTIONS', () => {
    const text = 'run: PGOPTIONS="-c lock_timeout=2s" flyway migrate\n';
    expect(isBounded({ path: 'sql/V1__x.sql', evidence: [{ path: '.github/workflows/deploy.yml', text }] })).toBe(
      false,
    );
  });

  test('are said to be those of the tool', () => {
    const report = review(DROP, golang('postgres://u:p@db.example.org/app?lock_timeout=2000'));
    expect(report.assumptions).toContain(
      'The connection of `db/migrations/1_x.up.sql` is taken to begin with a `lock_timeout` of 2 s: the files of golang-migrate say so.',
    );
  });

  test('count for nothing where two addresses differ, in a comment, or behind a pooler', () => {
    const [good, bad] = ['postgres://a.example.org/app?lock_timeout=2s', 'postgres://b.example.org/app'];
    const evidence = [workflow(`migrate -database "${good}" up && migrate -database "${bad}" up`)];
    expect(isBounded({ ...golang(good), evidence })).toBe(false);
    const commented = [{ path: '.github/workflows/deploy.yml', text: `run: migrate -database "$URL" up\n# ${good}\n` }];
    expect(isBounded({ ...golang(good), evidence: commented })).toBe(false);
    expect(isBounded({ ...golang(good), told: { pooler: 'transaction' } })).toBe(false);
  });

  test('are less than what the config says', () => {
    expect(
      isBounded({ ...golang('postgres://a.example.org/app?lock_timeout=2s'), told: runs({ lockTimeout: 0 }) }),
    ).toBe(false);
  });

  test.each([
    ['flyway.conf', "flyway.initSql=SET lock_timeout = '2s'", true],
    ['flyway.toml', '[flyway]\ninitSql = "SET SESSION lock_timeout TO 2000"', true],
    ['flyway.conf', '# flyway.initSql=SET lock_timeout = 2000', false],
    ['flyway.conf', "flyway.initSql=SET search_path = 'app'", false],
    ['flyway.conf', 'flyway.url=jdbc:postgresql://db.example.org/app?options=-c%20lock_timeout=2s', true],
    ['flyway.conf', 'flyway.url=jdbc:postgresql://db.example.org/app?lock_timeout=2s', false],
  ])('Flyway with %s: %s', (path, text, bounded) => {
    expect(isBounded({ path: 'sql/V1__x.sql', evidence: [{ path, text }] })).toBe(bounded);
  });
});

test('a misspelt table of the config is told with the nearest name, and one that another database may have is not', () => {
  const tables = { hot: ['ordres', 'public.order', 'orders', 'audit.*', 'invoices'], small: ['Orders'], sizes: [] };
  const said = review(DROP, { told: { tables } }).assumptions.filter((words) => words.includes('hot or small'));
  expect(said).toEqual(
    ['ordres', 'public.order'].map(
      (name) => `The config names the table \`${name}\` as hot or small, and the schema has none: \`orders\`, perhaps.`,
    ),
  );
});

describe('behind a pooler that gives each transaction another connection', () => {
  const pooled: Repository = { told: { pooler: 'transaction', ...runs({ transaction: 'statement' }) } };

  test('a SET of the session does not bound the next statement, and is told so', () => {
    expect(found(review(`${TIMEOUT}${DROP}`, { told: runs({ transaction: 'statement' }) }))).not.toContain(
      'caution lock-without-timeout',
    );
    const report = review(`${TIMEOUT}${DROP}`, pooled);
    const wait = finding(report, 'lock-without-timeout');
    expect(wait?.message).toContain(
      "Behind the pooler `SET lock_timeout = '2s'` holds to the end of its own transaction",
    );
    expect(wait?.fix).toBe(
      [
        'BEGIN;',
        "SET LOCAL lock_timeout = '2s';",
        'ALTER TABLE orders DROP COLUMN a;',
        'COMMIT;',
        '-- and let the deploy retry the migration when it gives up',
      ].join('\n'),
    );
  });

  test('it leaks to others instead', () => {
    const leak = finding(review(`${TIMEOUT}${DROP}`, pooled), 'session-setting-leaks');
    expect([leak?.severity, leak?.fix]).toEqual([
      'caution',
      "-- in the transaction that it is for:\nSET LOCAL lock_timeout = '2s';",
    ]);
  });

  test('in a transaction SET and SET LOCAL hold to its end', () => {
    for (const set of ['SET', 'SET LOCAL']) {
      const inside = `BEGIN;\n${set} lock_timeout = '2s';\n${DROP}COMMIT;\n`;
      expect(found(review(inside, pooled))).not.toContain('caution lock-without-timeout');
      const behind = `BEGIN;\n${set} lock_timeout = '2s';\nCOMMIT;\n${DROP}`;
      expect(found(review(behind, pooled))).toContain('caution lock-without-timeout');
    }
  });

  test('a fix for a file that is one transaction needs no BEGIN', () => {
    const told: Partial<Told> = { pooler: 'transaction', ...runs({ transaction: 'file' }) };
    const { fix = '' } = finding(review(DROP, { told }), 'lock-without-timeout') ?? {};
    expect(fix.split('\n').slice(0, 2)).toEqual([
      "SET LOCAL lock_timeout = '2s';",
      'ALTER TABLE orders DROP COLUMN a;',
    ]);
  });

  test('a role with a timeout still cancels a build, and no SET mends it', () => {
    const told: Partial<Told> = { pooler: 'transaction', ...runs({ transaction: 'statement', lockTimeout: 2_000 }) };
    const report = review(`SET lock_timeout = 0;\n${BUILD}`, { told });
    const cancelled = finding(report, 'concurrently-with-short-timeout');
    expect(cancelled?.fix).toMatch(/^-- over a connection that has no such timeout, past any pooler/);
  });

  test('an advisory lock of the session keeps nobody out, even when it is given back', () => {
    const text = `SELECT pg_advisory_lock(1);\n${TIMEOUT}SELECT pg_advisory_unlock(1);\n`;
    expect(found(review(text)).filter((one) => one.includes('leaks'))).toEqual([]);
    const titles = review(text, pooled).findings.map(({ title }) => title);
    expect(titles).toContain('An advisory lock of a session does not hold behind the pooler');
  });

  test('nor does that of the tool', () => {
    const rails = (told: Partial<Told>): Repository => ({
      path: 'db/migrate/1_x.up.sql',
      evidence: [{ path: 'go.mod', text: 'require github.com/golang-migrate/migrate/v4 v4.17.0\n' }],
      told,
    });
    const text = "INSERT INTO countries VALUES ('x', 'y');\n";
    expect(found(review(text, rails({})))).not.toContain('note runners-not-kept-apart');
    const report = review(text, rails({ pooler: 'transaction' }));
    expect(finding(report, 'runners-not-kept-apart')?.message).toContain('behind a pooler');
  });

  test('a pooler of sessions changes nothing', () => {
    const told: Partial<Told> = { pooler: 'session', ...runs({ transaction: 'statement' }) };
    expect(found(review(`${TIMEOUT}${DROP}`, { told }))).not.toContain('caution lock-without-timeout');
  });
});

describe('what is known of tables', () => {
  const tables = (some: Partial<Told['tables']>): Repository => ({
    told: { tables: { ...NOTHING_TOLD.tables, ...some } },
  });
  const size = (table: string, bytes: number) => ({ sizes: [{ table, bytes }] });
  const INDEX = `${TIMEOUT}CREATE INDEX countries_name_idx ON countries (name);\n`;

  test('a small table that is read under a lock is a note, in a sentence that says why', () => {
    expect(found(review(INDEX))).toEqual(['unsafe create-index-not-concurrently']);
    const report = review(INDEX, tables({ small: ['countries'] }));
    expect([found(report), report.verdict]).toEqual([['note create-index-not-concurrently'], 'safe']);
    expect(report.findings[0]?.message).toMatch(
      / The config says that `countries` is small, so this ends in an instant\.$/,
    );
  });

  test.each([
    [['countries'], true],
    [['public.countries'], true],
    [['"countries"'], true],
    [['COUNTRIES'], true],
    [['c*'], true],
    [['*.countries'], true],
    [['lookup.*'], false],
    [['lookup.countries'], false],
    [['countr'], false],
    [['"COUNTRIES"'], false],
    [['[c]ountries'], false],
  ])('%j lists it: %s', (small, listed) => {
    expect(found(review(INDEX, tables({ small })))).toEqual([
      `${listed ? 'note' : 'unsafe'} create-index-not-concurrently`,
    ]);
  });

  test('its measured size says the same up to 1 MB, the list up to 10 MB', () => {
    const small = review(INDEX, tables(size('public.countries', 123_400)));
    expect(found(small)).toEqual(['note create-index-not-concurrently']);
    expect(small.findings[0]?.message).toMatch(/ `countries` had 123 kB when it was measured, so this ends/);
    const large = review(INDEX, tables({ small: ['countries'], ...size('public.countries', 4_200_000_000) }));
    expect(found(large)).toEqual(['unsafe create-index-not-concurrently']);
    expect(large.findings[0]?.message).toMatch(/ `countries` had 4\.2 GB when it was measured\.$/);
    const severities = [1_000_000, 1_000_001, 10_000_000, 10_000_001].map((bytes) =>
      [[], ['countries']].map(
        (listed) => review(INDEX, tables({ small: listed, ...size('public.countries', bytes) })).findings[0]?.severity,
      ),
    );
    expect(severities).toEqual([
      ['note', 'note'],
      ['unsafe', 'note'],
      ['unsafe', 'note'],
      ['unsafe', 'unsafe'],
    ]);
  });

  test('a table that the sizes do not hold is as unknown as before', () => {
    expect(found(review(INDEX, tables(size('public.orders', 1))))).toEqual(['unsafe create-index-not-concurrently']);
  });

  test('what is said of a partitioned table holds for its partitions', () => {
    const text = `${TIMEOUT}ALTER TABLE measurements ALTER COLUMN value TYPE bigint;\n`;
    expect(found(review(text))).toContain('unsafe column-type-rewrite');
    expect(found(review(text, tables({ small: ['measurements'] })))).toContain('caution column-type-rewrite');
  });

  test('one large table among small ones is enough', () => {
    const text = `${TIMEOUT}BEGIN;\nALTER TABLE countries ADD COLUMN x int;\nSELECT count(*) FROM countries, orders;\nCOMMIT;\n`;
    const told = (small: string[]) => found(review(text, tables({ small })));
    expect(told([])).toContain('unsafe slow-work-under-lock');
    expect(told(['countries'])).toContain('unsafe slow-work-under-lock');
    expect(told(['countries', 'orders'])).toContain('note slow-work-under-lock');
  });

  test('rows without a value make it fail, however few they are', () => {
    const text = `${TIMEOUT}ALTER TABLE countries ALTER COLUMN name SET NOT NULL;\n`;
    expect(found(review(text))).toContain('unsafe not-null-unproved');
    expect(found(review(text, tables({ small: ['countries'] })))).toContain('caution not-null-unproved');
    const required = `${TIMEOUT}ALTER TABLE countries ADD COLUMN x int NOT NULL;\n`;
    expect(found(review(required, tables({ small: ['countries'] })))).toContain(
      'unsafe required-column-without-default',
    );
  });

  test('an UPDATE of a small table writes little; an INSERT into one may write much', () => {
    const small = tables({ small: ['countries'] });
    expect(found(review("UPDATE countries SET name = 'x';\n", small))).toContain('note unbatched-write');
    expect(found(review('INSERT INTO countries SELECT id::text, email FROM orders;\n', small))).toContain(
      'unsafe unbatched-write',
    );
    expect(found(review('DELETE FROM countries;\n', small))).toContain('caution unbatched-write');
  });

  test('small is never less about what is lost', () => {
    const text = `${TIMEOUT}DROP TABLE countries;\n`;
    expect(found(review(text, tables({ small: ['countries'] })))).toEqual(found(review(text)));
  });

  test('a wait without a bound on a hot table is unsafe, with one it is none', () => {
    const hot = tables({ hot: ['orders'] });
    const report = review(`ALTER TABLE countries ADD COLUMN x int;\n${DROP}`, hot);
    const wait = finding(report, 'lock-without-timeout');
    expect([wait?.severity, wait?.startLine]).toEqual(['unsafe', 2]);
    expect(wait?.message).toMatch(/ The config says that `orders` is hot: /);
    expect(found(review(`${TIMEOUT}${DROP}`, hot))).not.toContain('unsafe lock-without-timeout');
  });

  test('so is one on a huge table, whose queries take long', () => {
    const size = (bytes: number) => tables({ sizes: [{ table: 'public.orders', bytes }] });
    const huge = review(DROP, size(250_000_000_000));
    expect(found(huge)).toContain('unsafe lock-without-timeout');
    const wait = huge.findings.find(({ rule }) => rule === 'lock-without-timeout');
    expect(wait?.message).toContain('`orders` had 250 GB when it was measured: its queries take long');
    expect(found(review(DROP, size(90_000_000_000)))).toContain('caution lock-without-timeout');
    expect(found(review(`${TIMEOUT}${DROP}`, size(250_000_000_000)))).not.toContain('unsafe lock-without-timeout');
  });

  test('hot makes a caution about waiting unsafe only without a bound', () => {
    const text = 'DROP INDEX orders_user_idx;\n';
    const schema = `${SCHEMA}CREATE INDEX orders_user_idx ON orders (user_id);`;
    const severityOf = (sql: string) => {
      const input = inputOf([{ path: PATH, text: sql }], schema);
      const told = { ...NOTHING_TOLD, tables: { ...NOTHING_TOLD.tables, hot: ['orders'] } };
      const report = preflight({ ...input, settings: { ...input.settings, told } });
      return finding(report, 'drop-index-not-concurrently')?.severity;
    };
    expect([severityOf(text), severityOf(TIMEOUT + text)]).toEqual(['unsafe', 'caution']);
  });
});
