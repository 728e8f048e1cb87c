import { applyStatement } from '../../src/catalog/apply.js';
import { provesNotNull } from '../../src/catalog/apply-proof.js';
import { EMPTY_CATALOG, type Catalog, type Relation } from '../../src/catalog/catalog.js';
import { catalogFromSql } from '../../src/catalog/from-sql.js';
import { loadParser, parseFragment } from '../../src/sql/parse.js';

beforeAll(loadParser);

/** The schema after statements of set 1, transaction 7, on top of a schema before. */
function after(sql: string, before = ''): Catalog {
  let catalog = catalogFromSql([before]);
  for (const node of parseFragment(sql) ?? []) {
    catalog = applyStatement(catalog, node, { set: 1, transaction: 7, path: ['public'] });
  }
  return catalog;
}

/** A relation in words: `table t (1)` is one that set 1 made, `?` marks what nobody has shown. */
function words(relation: Relation | undefined): string[] {
  if (relation === undefined) return ['unknown'];
  const kind = `${relation.complete ? '' : '? '}${relation.temporary ? 'temporary ' : ''}${relation.unlogged ? 'unlogged ' : ''}`;
  const columns = [...relation.columns.values()].map((column) => {
    const nullable = column.notNull === null ? ' null?' : column.notNull ? ' not null' : '';
    const filled = column.hasDefault === null ? ' default?' : column.hasDefault ? ' default' : '';
    const made = column.generated === null ? '' : ` ${column.generated}`;
    return `${column.name} ${column.type?.name ?? '?'}${nullable}${filled}${made}${column.identity ? ' identity' : ''} (${column.set})`;
  });
  const constraints = [...relation.constraints.values()].map(
    ({ name, validated, set, transaction }) =>
      `${name}${validated ? '' : ' not valid'} (${set}, transaction ${transaction})`,
  );
  return [`${kind}${relation.kind} (${relation.set})`, ...columns.sort(), ...constraints.sort()];
}

describe('what is learned of a table that nobody has shown', () => {
  test.each([
    ['ADD COLUMN makes a column of this set in an old table', 'ALTER TABLE t ADD c int', ['? table (0)', 'c int4 (1)']],
    [
      'SET NOT NULL shows an old column',
      'ALTER TABLE t ALTER c SET NOT NULL',
      ['? table (0)', 'c ? not null default? (0)', 't_c_not_null (1, transaction 7)'],
    ],
    ['DROP DEFAULT shows an old column', 'ALTER TABLE t ALTER c DROP DEFAULT', ['? table (0)', 'c ? null? (0)']],
    ['TYPE shows its type', 'ALTER TABLE t ALTER c TYPE text', ['? table (0)', 'c text null? default? (0)']],
    [
      'ADD CHECK NOT VALID is remembered',
      'ALTER TABLE t ADD CONSTRAINT k CHECK (c IS NOT NULL) NOT VALID',
      ['? table (0)', 'k not valid (1, transaction 7)'],
    ],
    [
      'VALIDATE makes it valid',
      'ALTER TABLE t ADD CONSTRAINT k CHECK (c > 0) NOT VALID; ALTER TABLE t VALIDATE CONSTRAINT k',
      ['? table (0)', 'k (1, transaction 7)'],
    ],
    ['CREATE INDEX makes a stub', 'CREATE INDEX i ON t (c)', ['? table (0)']],
    ['SET UNLOGGED is remembered', 'ALTER TABLE t SET UNLOGGED', ['? unlogged table (0)']],
    ['a partition shows that it is partitioned', 'CREATE TABLE p1 PARTITION OF t DEFAULT', ['? partitioned table (0)']],
    ['a foreign key that points to it makes a stub', 'CREATE TABLE u (t_id int REFERENCES t)', ['? table (0)']],
    ['OWNER TO shows nothing', 'ALTER TABLE t OWNER TO someone', ['unknown']],
    ['DROP COLUMN of an unknown column leaves none', 'ALTER TABLE t ADD c int, DROP d', ['? table (0)', 'c int4 (1)']],
    [
      'ADD COLUMN IF NOT EXISTS keeps a known one',
      'ALTER TABLE t ALTER c SET DEFAULT 1; ALTER TABLE t ADD IF NOT EXISTS c int',
      ['? table (0)', 'c ? null? default (0)'],
    ],
    ['CREATE TABLE IF NOT EXISTS makes a new one', 'CREATE TABLE IF NOT EXISTS t (c int)', ['table (1)', 'c int4 (1)']],
    [
      'CREATE TABLE IF NOT EXISTS after another statement knew it changes nothing',
      'CREATE INDEX ON t (c); CREATE TABLE IF NOT EXISTS t (c int)',
      ['? table (0)'],
    ],
    ['DROP TABLE IF EXISTS makes no stub', 'DROP TABLE IF EXISTS t', ['unknown']],
  ])('%s', (_title, sql, expected) => expect(words(after(sql).relations.get('public.t'))).toEqual(expected));
});

describe('sets and transactions', () => {
  const before = 'CREATE TABLE t (a int); CREATE TABLE u (id int PRIMARY KEY)';

  test('a new column of an old table is of this set, the table is not', () => {
    expect(words(after('ALTER TABLE t ADD b serial', before).relations.get('public.t'))).toEqual([
      'table (0)',
      'a int4 (0)',
      'b int4 not null default (1)',
      't_b_not_null (1, transaction 7)',
    ]);
  });

  test('a sequence of serial is as new as its column', () => {
    expect(after('ALTER TABLE t ADD b serial', before).relations.get('public.t_b_seq')?.set).toBe(1);
  });

  test('CREATE TABLE of a known table makes it new', () => {
    expect(words(after('CREATE TABLE t (b int)', before).relations.get('public.t'))).toEqual([
      'table (1)',
      'b int4 (1)',
    ]);
  });

  test('every catalog stays as it was', () => {
    const first = after('', before);
    const kept = JSON.stringify(first);
    const [node] = parseFragment('ALTER TABLE t ADD CONSTRAINT fk FOREIGN KEY (a) REFERENCES u') ?? [];
    expect(node).toBeDefined();
    if (node !== undefined) applyStatement(first, node, { set: 1, transaction: 1, path: ['public'] });
    expect(JSON.stringify(first)).toBe(kept);
  });

  test.each([
    'SELECT 1',
    'UPDATE t SET a = 1',
    'TRUNCATE t',
    'VACUUM t',
    "COMMENT ON TABLE t IS 'x'",
    'ALTER INDEX i SET (fillfactor = 10)',
    'SET x.y = 1',
  ])('%s gives the same catalog back', (sql) => {
    const [node] = parseFragment(sql) ?? [];
    const first = after('', before);
    expect(node === undefined ? null : applyStatement(first, node, { set: 1, transaction: 1, path: ['public'] })).toBe(
      first,
    );
  });
});

describe('a CHECK proves NOT NULL as Postgres was seen to take it', () => {
  test.each([
    ['c IS NOT NULL', true],
    ['c IS NOT NULL AND d > 0', true],
    ['d > 0 AND (e > 0 AND c IS NOT NULL)', true],
    ['NOT (c IS NULL)', true],
    ['NOT c IS NULL', true],
    ['c IS DISTINCT FROM NULL', true],
    ['c IS NOT NULL OR d IS NOT NULL', false],
    ['c > 0', false],
    ["c <> ''", false],
    ['coalesce(c, 0) > 0', false],
    ['d IS NOT NULL', false],
    ['c IS NULL', false],
    ['NOT (c IS NOT NULL)', false],
    ['c IS NOT DISTINCT FROM NULL', false],
    ['(c IS NOT NULL) IS TRUE', false],
  ])('CHECK (%s): %s', (expression, expected) => {
    const relation = after(`ALTER TABLE t ADD CHECK (${expression})`).relations.get('public.t');
    expect(relation === undefined ? null : provesNotNull(relation, 'c')).toBe(expected);
  });

  test.each(['NOT VALID', 'NOT ENFORCED'])('%s proves nothing', (suffix) => {
    const relation = after(`ALTER TABLE t ADD CHECK (c IS NOT NULL) ${suffix}`).relations.get('public.t');
    expect(relation?.constraints.size).toBe(1);
    expect(relation === undefined ? null : provesNotNull(relation, 'c')).toBe(false);
  });

  test('NOT ENFORCED behind a column proves nothing, not even on a table made LIKE it', () => {
    const sql = 'CREATE TABLE t (c int CHECK (c IS NOT NULL) NOT ENFORCED); CREATE TABLE u (LIKE t INCLUDING ALL)';
    const { relations } = after(sql);
    const proofs = [relations.get('public.t'), relations.get('public.u')].map((one) => one && provesNotNull(one, 'c'));
    expect(proofs).toEqual([false, false]);
  });

  test('the proof follows a rename', () => {
    const relation = after('ALTER TABLE t ADD CHECK (c IS NOT NULL); ALTER TABLE t RENAME c TO d').relations.get(
      'public.t',
    );
    expect(relation === undefined ? null : [provesNotNull(relation, 'c'), provesNotNull(relation, 'd')]).toEqual([
      false,
      true,
    ]);
  });
});

describe('subcommands run in the order of Postgres', () => {
  test('DROP CONSTRAINT goes first, so a new one may have its name', () => {
    const relation = after(
      'ALTER TABLE t ADD CONSTRAINT k CHECK (b > 0), DROP CONSTRAINT k',
      'CREATE TABLE t (a int CONSTRAINT k CHECK (a > 0), b int)',
    );
    expect(relation.relations.get('public.t')?.constraints.get('k')?.columns).toEqual(['b']);
  });

  test('ONLY leaves the children alone', () => {
    const { relations } = after(
      'ALTER TABLE ONLY p ALTER a SET NOT NULL',
      'CREATE TABLE p (a int); CREATE TABLE c () INHERITS (p)',
    );
    expect([
      relations.get('public.p')?.columns.get('a')?.notNull,
      relations.get('public.c')?.columns.get('a')?.notNull,
    ]).toEqual([true, false]);
  });
});

describe('partitions', () => {
  const before = 'CREATE TABLE p (id int, at date) PARTITION BY RANGE (at); CREATE TABLE d PARTITION OF p DEFAULT';

  test('the key and the default partition are known', () => {
    const { relations } = after('ALTER TABLE p RENAME at TO day', before);
    expect(relations.get('public.p')?.partitionKey).toEqual(['day']);
    expect(relations.get('public.d')).toMatchObject({ partitionOf: 'public.p', isDefaultPartition: true });
  });

  test('DETACH CONCURRENTLY ends the link', () => {
    const { relations } = after('ALTER TABLE p DETACH PARTITION d CONCURRENTLY', before);
    expect(relations.get('public.p')?.children).toEqual([]);
    expect(relations.get('public.d')).toMatchObject({ partitionOf: null, isDefaultPartition: false });
  });

  test('a circle is refused', () => {
    const { relations } = after('ALTER TABLE d ATTACH PARTITION p DEFAULT; ALTER TABLE p ADD x int', before);
    expect(relations.get('public.d')?.children).toEqual([]);
  });

  test('of an unknown parent the columns are unknown', () => {
    expect(words(after('CREATE TABLE c PARTITION OF unseen FOR VALUES IN (1)').relations.get('public.c'))).toEqual([
      '? table (1)',
    ]);
  });
});

describe('temporary tables', () => {
  test('one never stands in for a table of the same name', () => {
    const { relations } = after(
      'CREATE TEMP TABLE t (b int); ALTER TABLE t ADD c int; ALTER TABLE public.t ADD d int',
      'CREATE TABLE t (a int)',
    );
    expect(words(relations.get('pg_temp.t'))).toEqual(['temporary table (1)', 'b int4 (1)', 'c int4 (1)']);
    expect(words(relations.get('public.t'))).toEqual(['table (0)', 'a int4 (0)', 'd int4 (1)']);
  });

  test.each(['DISCARD TEMP', 'DISCARD ALL', 'DROP TABLE t'])('%s ends it', (sql) => {
    expect(after(`CREATE TEMP TABLE t (id serial PRIMARY KEY); ${sql}`).relations.size).toBe(0);
  });

  test('it ends with its file', () => {
    expect([...catalogFromSql(['CREATE TEMP TABLE t (a int)', 'CREATE TABLE t (b int)']).relations.keys()]).toEqual([
      'public.t',
    ]);
  });
});

describe('enums and domains', () => {
  test('a value is remembered with its transaction, under the name of its type', () => {
    const { enumValues, types } = after(
      "ALTER TYPE mood ADD VALUE 'so so'; ALTER TYPE mood RENAME VALUE 'so so' TO 'fine'; ALTER TYPE mood RENAME TO \"My Mood\"",
    );
    expect(Object.fromEntries(enumValues)).toEqual({ 'public."My Mood" fine': 7 });
    expect(types.get('public."My Mood"')).toEqual({ kind: 'enum', values: null, set: 0, transaction: 0 });
  });

  test.each([
    ['CREATE DOMAIN d AS text', false],
    ['CREATE DOMAIN d AS text NOT NULL', true],
    ["CREATE DOMAIN d AS text CHECK (value <> '')", true],
    ['CREATE DOMAIN e AS text NOT NULL; CREATE DOMAIN d AS e', true],
    ["CREATE DOMAIN d AS text; ALTER DOMAIN d ADD CHECK (value <> '') NOT VALID", true],
    ['CREATE DOMAIN d AS text; ALTER DOMAIN d SET NOT NULL', true],
    ['ALTER DOMAIN d SET NOT NULL', true],
    ["CREATE DOMAIN d AS text; ALTER DOMAIN d SET DEFAULT 'x'", false],
  ])('%s: constrained %s', (sql, constrained) => {
    expect(after(sql).types.get('public.d')).toMatchObject({ kind: 'domain', constrained });
  });

  test('a column has its type by schema and name', () => {
    const { relations } = after("CREATE TYPE mood AS ENUM ('a'); CREATE TABLE t (m mood[], n public.mood, o other)");
    expect([...(relations.get('public.t')?.columns.values() ?? [])].map(({ type }) => type?.name).sort()).toEqual([
      'other',
      'public.mood',
      'public.mood',
    ]);
  });
});

describe('routines, triggers and policies', () => {
  test.each([
    ["CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'", { volatility: 'volatile', language: 'sql' }],
    [
      "CREATE FUNCTION f() RETURNS int IMMUTABLE LANGUAGE 'PLPGSQL' AS 'BEGIN RETURN 1; END'",
      { volatility: 'immutable', language: 'plpgsql' },
    ],
    [
      "CREATE FUNCTION f() RETURNS int STABLE LANGUAGE sql AS 'SELECT 1'; CREATE FUNCTION f(int) RETURNS int IMMUTABLE LANGUAGE sql AS 'SELECT 1'",
      { volatility: 'stable' },
    ],
    [
      "CREATE FUNCTION g() RETURNS int LANGUAGE sql AS 'SELECT 1'; ALTER FUNCTION g() STABLE; ALTER FUNCTION g() RENAME TO f",
      { volatility: 'stable' },
    ],
    [
      "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'; CREATE OR REPLACE FUNCTION f() RETURNS int IMMUTABLE LANGUAGE sql AS 'SELECT 1'",
      { volatility: 'immutable' },
    ],
    [
      "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'; CREATE FUNCTION f(integer) RETURNS int IMMUTABLE LANGUAGE sql AS 'SELECT 1'; DROP FUNCTION f()",
      { volatility: 'immutable', overloads: [{ signature: 'int4' }] },
    ],
    [
      "CREATE FUNCTION f() RETURNS int IMMUTABLE LANGUAGE sql AS 'SELECT 1'; CREATE FUNCTION f(a int) RETURNS int IMMUTABLE LANGUAGE sql AS 'SELECT 1'; ALTER FUNCTION f(int4) VOLATILE",
      { volatility: 'volatile', overloads: [{ volatility: 'immutable' }, { volatility: 'volatile' }] },
    ],
  ])('%s', (sql, expected) => expect(after(sql).routines.get('public.f')).toMatchObject(expected));

  test('DROP FUNCTION forgets it', () => {
    expect(
      after("CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'; DROP FUNCTION IF EXISTS f()").routines.size,
    ).toBe(0);
  });

  test('names of triggers and policies are followed', () => {
    const sql = `CREATE TRIGGER a AFTER INSERT ON t EXECUTE FUNCTION f(); CREATE TRIGGER b AFTER INSERT ON t EXECUTE FUNCTION f();
      ALTER TRIGGER a ON t RENAME TO c; DROP TRIGGER b ON t; CREATE POLICY p ON t; CREATE POLICY q ON t; DROP POLICY p ON public.t`;
    expect(after(sql).relations.get('public.t')).toMatchObject({
      triggers: [{ name: 'c', events: ['insert'], routine: 'public.f' }],
      policies: [{ name: 'q', command: 'all' }],
    });
  });
});

describe('a dump and a history', () => {
  test("pg_dump's empty search_path puts nothing in the wrong schema", () => {
    const dump = `SELECT pg_catalog.set_config('search_path', '', false);
      CREATE TABLE app.users (id bigint NOT NULL, org bigint); CREATE SEQUENCE app.users_id_seq; ALTER SEQUENCE app.users_id_seq OWNED BY app.users.id;
      ALTER TABLE ONLY app.users ALTER COLUMN id SET DEFAULT nextval('app.users_id_seq'::regclass);
      COPY app.users (id) FROM stdin;\n1\n\\.\nALTER TABLE ONLY app.users ADD CONSTRAINT users_pkey PRIMARY KEY (id);
      CREATE INDEX users_org ON app.users USING btree (org); DROP TABLE app.users`;
    const whole = catalogFromSql([dump.replace('; DROP TABLE app.users', '')]);
    expect(words(whole.relations.get('app.users'))).toEqual([
      'table (0)',
      'id int8 not null default (0)',
      'org int8 (0)',
      'users_id_not_null (0, transaction 0)',
      'users_pkey (0, transaction 0)',
    ]);
    expect([...whole.indexes.keys()].sort()).toEqual(['app.users_org', 'app.users_pkey']);
    const dropped = catalogFromSql([dump]);
    expect([dropped.relations.size, dropped.indexes.size]).toEqual([0, 0]);
  });

  test('a bad statement hides only itself, and ROLLBACK takes back', () => {
    const { relations } = catalogFromSql([
      'CREATE TABLE a (x int); CREATE TABEL b; BEGIN; CREATE TABLE c (x int); ROLLBACK; CREATE TABLE d (x int)',
    ]);
    expect([...relations.keys()].sort()).toEqual(['public.a', 'public.d']);
  });

  test('a history of 1,000 files folds in well under two seconds', () => {
    const files = Array.from(
      { length: 1000 },
      (_, at) => `
      CREATE TABLE t${at} (id bigserial PRIMARY KEY, name text NOT NULL, t_id bigint NOT NULL REFERENCES t${Math.max(0, at - 1)}, n int CHECK (n > 0));
      CREATE INDEX ON t${at} (name); ALTER TABLE t${at} ADD COLUMN extra jsonb; ALTER TABLE t0 ADD COLUMN c${at} int;
      ALTER TABLE t${at} ADD CONSTRAINT k${at} UNIQUE (name, n); INSERT INTO t${at} (name) VALUES ('x');`,
    );
    // Time of the processor, not of the wall: other tests run beside this one.
    const start = process.cpuUsage();
    const catalog = catalogFromSql(files);
    expect(process.cpuUsage(start).user / 1000).toBeLessThan(2000);
    expect([catalog.relations.size, catalog.indexes.size]).toEqual([2000, 3000]);
    expect(catalog.relations.get('public.t0')?.columns.size).toBe(1005);
  });

  test('nothing gives the empty catalog', () => expect(catalogFromSql([])).toBe(EMPTY_CATALOG));
});
