import { describe, expect, test } from '@jest/globals';
import { selectMigrations } from '../src/frameworks/detect.js';
import { globMatcher } from '../src/frameworks/glob.js';

function sqlOf(paths: readonly string[], globs: readonly string[] = []): readonly string[] {
  return selectMigrations(paths, globs).sql;
}

describe('without globs, a path that a migration tool uses is a migration', () => {
  test.each([
    ['Flyway', 'src/main/resources/db/migration/V1.2__add_orders.sql'],
    ['Flyway, repeatable', 'sql/views/R__orders_view.sql'],
    ['Flyway, undo', 'flyway/U1__orders.sql'],
    ['golang-migrate', 'internal/store/000007_orders.up.sql'],
    ['golang-migrate, down', 'internal/store/000007_orders.down.sql'],
    ['goose', 'sql/schema/001_users.sql'],
    ['dbmate', 'db/migrations/20260101120000_orders.sql'],
    ['sql-migrate', 'migrate/sql/0001-x.sql'],
    ['sqlx', 'crates/api/migrations/20260101_x.sql'],
    ['Atlas', 'migrations/20260101120000.sql'],
    ['Supabase', 'supabase/migrations/20260101120000_x.sql'],
    ['Prisma', 'packages/db/prisma/migrations/20260101120000_x/migration.sql'],
    ['Drizzle', 'drizzle/0001_tidy_hulk.sql'],
    ['Drizzle v1', 'src/drizzle/20260101120000_x/migration.sql'],
    ['diesel', 'schema_changes/2026-01-01-000000_x/up.sql'],
    ['Hasura', 'hasura/migrations/default/1700000000000_x/down.sql'],
    ['db-migrate', 'sqls/20260101120000-x-up.sql'],
    ['postgrator', 'sql/001.do.orders.sql'],
    ['Liquibase', 'src/main/resources/db/changelog/orders.sql'],
    ['Liquibase, by name', 'config/db.changelog-1.0.sql'],
    ['MyBatis', 'scripts/20260101120000_x.sql'],
    ['node-pg-migrate', 'migrations/1700000000000_x.sql'],
    ['graphile-migrate', 'migrations/committed/000001-x.sql'],
    ['yoyo', 'migrations/0001.x.rollback.sql'],
    ['a suffix in capitals', 'db/migrations/0001_X.SQL'],
    ['a folder named by two words', 'db/pg-migrations/x.sql'],
    ['numbered files in db/', 'db/001_init.sql'],
    ['a name that mentions another database', 'migrations/20260101120000_leave_mysql/migration.sql'],
    ['a service called seeds', 'services/seeds/migrations/0001_x.sql'],
    ['a service called oracle', 'services/oracle/migrations/0001_x.sql'],
  ])('%s', (_tool, path) => expect(selectMigrations([path], [])).toEqual({ sql: [path], code: [] }));
});

describe('without globs, other SQL is left alone', () => {
  test.each([
    ['a query', 'src/queries/orders.sql'],
    ['a query beside the migrations', 'db/migrations/queries/orders.sql'],
    ['a seed', 'db/seeds/0001_users.sql'],
    ['a seed of Supabase', 'supabase/seed.sql'],
    ['a test', 'supabase/tests/001_orders.sql'],
    ['a migration of the tests', 'src/test/resources/db/migration/V1__x.sql'],
    ['a fixture', 'internal/fixtures/0001_x.up.sql'],
    ['a dump of the schema', 'db/structure.sql'],
    ['a dump in the folder', 'db/migrations/schema.sql'],
    ['a snapshot', 'db/migrations/__snapshots__/0001.sql'],
    ['SQL for MySQL', 'db/migration/mysql/V1__x.sql'],
    ['SQL for SQLite in a folder before', 'storage/sqlite/migrations/0001_x.up.sql'],
    ['SQL for ClickHouse in a folder of two words', 'migrations-clickhouse/0001_x.sql'],
    ['SQL for MySQL by name', 'migrations/0001_x.mysql.up.sql'],
    ['a declarative schema', 'supabase/schemas/orders.sql'],
    ['a company that moves people', 'immigration/reports.sql'],
    ['a draft of graphile-migrate', 'migrations/current.sql'],
    ['an init script that is deployed', 'deploy/postgres/init.sql'],
    ['no SQL at all', 'db/migrations/README.md'],
  ])('%s', (_what, path) => expect(selectMigrations([path], [])).toEqual({ sql: [], code: [] }));
});

describe('Sqitch gives itself away', () => {
  test('by the twin of a script, and what verifies is no migration', () => {
    const paths = ['app/deploy/a/orders.sql', 'app/revert/a/orders.sql', 'app/verify/a/orders.sql'];
    expect(sqlOf(paths)).toEqual(paths.slice(0, 2));
  });

  test('by its plan', () => {
    expect(sqlOf(['app/sqitch.plan', 'app/deploy/a/orders.sql'])).toEqual(['app/deploy/a/orders.sql']);
  });

  test('by a deploy folder where Sqitch puts it', () => {
    expect(sqlOf(['deploy/orders.sql', 'k8s/deploy/init.sql'])).toEqual(['deploy/orders.sql']);
  });
});

describe('without globs, a migration in code is named', () => {
  test.each([
    ['Rails', 'db/migrate/20260101120000_add_orders.rb'],
    ['Rails, after the deploy', 'db/post_migrate/20260101120000_add_orders.rb'],
    ['Django', 'shop/migrations/0001_initial.py'],
    ['Alembic', 'alembic/versions/1975ea83b712_orders.py'],
    ['Flask-Migrate', 'migrations/versions/1975ea83b712_.py'],
    ['TypeORM', 'src/migration/1700000000000-AddOrders.ts'],
    ['Knex', 'migrations/20260101120000_orders.js'],
    ['Sequelize', 'migrations/20260101120000-orders.cjs'],
    ['MikroORM', 'src/migrations/Migration20260101120000.ts'],
    ['Kysely', 'src/migrations/2026_01_01_orders.ts'],
    ['Ecto', 'priv/repo/migrations/20260101120000_orders.exs'],
    ['Laravel', 'database/migrations/2026_01_01_000000_create_orders.php'],
    ['Doctrine', 'migrations/Version20260101120000.php'],
    ['EF Core', 'src/Data/Migrations/20260101120000_Orders.cs'],
    ['SeaORM', 'migration/src/m20260101_000001_orders.rs'],
    ['goose in Go', 'migrations/00002_orders.go'],
    ['Flyway in Java', 'src/main/java/db/migration/V2__Orders.java'],
    ['Liquibase in YAML', 'src/main/resources/db/changelog/db.changelog-master.yaml'],
    ['pgroll', 'migrations/02_orders.json'],
  ])('%s', (_tool, path) => expect(selectMigrations([path], [])).toEqual({ sql: [], code: [path] }));

  test.each([
    ['the package file of Django', 'shop/migrations/__init__.py'],
    ['what EF Core generates beside', 'Migrations/20260101120000_Orders.Designer.cs'],
    ['a snapshot of the model', 'Migrations/ShopModelSnapshot.cs'],
    ['a snapshot of Drizzle', 'drizzle/migrations/meta/0001_snapshot.json'],
    ['a release note', 'changelogs/unreleased/12-orders.yml'],
    ['the runner', 'migrations/index.ts'],
    ['a test', 'migrations/20260101120000_orders.test.ts'],
    ['a model', 'app/models/order.rb'],
    ['a suffix that every object has', 'migrations/1.constructor'],
  ])('%s is none', (_what, path) => expect(selectMigrations([path], [])).toEqual({ sql: [], code: [] }));
});

describe('with globs', () => {
  const paths = ['a/x.sql', 'a/b/y.SQL', 'a/b/z.rb', 'a/b/notes.md', 'db/migrations/0001_x.sql'];

  test('exactly what they select is taken, whatever it is called', () => {
    expect(selectMigrations(paths, ['a/**'])).toEqual({ sql: ['a/x.sql', 'a/b/y.SQL'], code: ['a/b/z.rb'] });
  });

  test('the last one that matches decides', () => {
    expect(sqlOf(paths, ['a/**', '!a/b/**'])).toEqual(['a/x.sql']);
    expect(sqlOf(paths, ['!a/b/**', 'a/**'])).toEqual(['a/x.sql', 'a/b/y.SQL']);
    expect(sqlOf(paths, ['**', '!a/**', 'a/x.sql'])).toEqual(['a/x.sql', 'db/migrations/0001_x.sql']);
  });

  test('a suffix in capitals does not escape', () => {
    expect(sqlOf(paths, ['a/**/*.sql'])).toEqual(['a/x.sql', 'a/b/y.SQL']);
  });

  test('with nothing but exclusions, the rest is still detected by name', () => {
    expect(sqlOf([...paths, 'legacy/migrations/1.sql'], ['!legacy/**'])).toEqual(['db/migrations/0001_x.sql']);
  });
});

describe('a glob', () => {
  test.each([
    ['*.sql', 'x.sql', true],
    ['*.sql', 'a/x.sql', false],
    ['**/*.sql', 'x.sql', true],
    ['**/*.sql', 'a/b/x.sql', true],
    ['a/**', 'a/b/c', true],
    ['a/**', 'a', false],
    ['a/**/z', 'a/z', true],
    ['a/**/z', 'a/b/c/z', true],
    ['a/**/z', 'a/bz', false],
    ['./a/', 'a/b', true],
    ['a?c', 'abc', true],
    ['a?c', 'a/c', false],
    ['[a-c]x', 'bx', true],
    ['[!a-c]x', 'bx', false],
    ['[!a]x', '/x', false],
    ['[]x', '[]x', true],
    ['{a,b/{c,d}}.sql', 'b/d.sql', true],
    ['{a,b/{c,d}}.sql', 'b/a.sql', false],
    ['{a', '{a', true],
    ['\\*.sql', '*.sql', true],
    ['\\*.sql', 'x.sql', false],
    ['(a|b)+.sql', '(a|b)+.sql', true],
    ['*', '.hidden', true],
    ['?', '😀', true],
  ])('%s on %s: %s', (glob, path, expected) => expect(globMatcher(glob)(path)).toBe(expected));

  test('made to hang a back-tracking engine answers at once', () => {
    const started = performance.now();
    expect(globMatcher(`${'**/*a*'.repeat(60)}b`)(`${'a'.repeat(2_000)}/${'a'.repeat(2_000)}`)).toBe(false);
    expect(globMatcher(`${'{a,aa}'.repeat(100)}b`)('a'.repeat(4_000))).toBe(false);
    expect(performance.now() - started).toBeLessThan(3_000);
  });

  test('of any depth of braces is refused by its length, not by the stack', () => {
    expect(() => globMatcher('{'.repeat(100_000))).toThrow('longer than 1000 characters');
    expect(globMatcher(`${'{'.repeat(450)}a${'}'.repeat(450)}`)('a')).toBe(true);
  });
});
