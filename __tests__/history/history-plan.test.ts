import { describe, expect, test } from '@jest/globals';
import { selectMigrations } from '../../src/frameworks/detect.js';
import { evidencePlan } from '../../src/history/evidence-plan.js';
import { historyPlan } from '../../src/history/history-plan.js';
import { schemaTexts } from '../../src/history/schema-texts.js';

const select = (paths: readonly string[]) => selectMigrations(paths, []);

function plan(paths: readonly string[], ...added: readonly string[]) {
  return historyPlan(added.map(judged), { paths, schema: null, select, until: 'last' });
}

function judged(path: string) {
  return { path, previousPath: null, status: 'added' } as const;
}

const ran = (paths: readonly string[], ...added: readonly string[]) =>
  plan(paths, ...added).migrations.map(({ path }) => path);

describe('what ran before', () => {
  test('are the migrations of the same folder up to the last added one, ways back and other folders left out', () => {
    const paths = [
      'm/migrations/2_b.up.sql',
      'm/migrations/2_b.down.sql',
      'm/migrations/1_a.up.sql',
      'n/migrations/1.sql',
    ];
    expect(ran([...paths, 'm/migrations/10_z.up.sql'], 'm/migrations/9_c.up.sql')).toEqual([
      'm/migrations/1_a.up.sql',
      'm/migrations/2_b.up.sql',
    ]);
  });

  test('stand in the folders of other versions too', () => {
    expect(ran(['db/migration/2023/V1__a.sql', 'db/migration/2024/V2__b.sql'], 'db/migration/2024/V3__c.sql')).toEqual([
      'db/migration/2023/V1__a.sql',
      'db/migration/2024/V2__b.sql',
    ]);
    expect(ran(['prisma/migrations/20230101_a/migration.sql'], 'prisma/migrations/20240101_b/migration.sql')).toEqual([
      'prisma/migrations/20230101_a/migration.sql',
    ]);
  });

  test('repeatables of Flyway ran after all that have a version', () => {
    expect(ran(['sql/migration/R__views.sql', 'sql/migration/V1__a.sql'], 'sql/migration/V2__b.sql')).toEqual([
      'sql/migration/V1__a.sql',
      'sql/migration/R__views.sql',
    ]);
  });

  test('a migration in code among them is one whose names alone are looked at', () => {
    const { migrations } = plan(['db/migrate/1_a.sql', 'db/migrate/2_b.rb'], 'db/migrate/3_c.sql');
    expect(migrations.map(({ kind }) => kind)).toEqual(['migration', 'names']);
  });

  test('Sqitch runs in the order of its plan, whatever the names', () => {
    const found = plan(['sqitch.plan', 'deploy/a_widen.sql', 'deploy/orders.sql', 'deploy/lost.sql'], 'deploy/aa.sql');
    const texts = schemaTexts(found, [judged('deploy/aa.sql')], (path) => ({
      kind: 'text',
      text:
        path === 'sqitch.plan'
          ? '%project=shop\n\norders 2024-01-01T00:00:00Z a <a@b>\na_widen [orders] 2024 a <a@b>\n'
          : path,
    }));
    expect(texts.map(({ path }) => path)).toEqual(['deploy/orders.sql', 'deploy/a_widen.sql']);
  });

  test('what Sqitch reverts with did not run before', () => {
    const { migrations } = historyPlan([judged('deploy/b.sql'), judged('revert/b.sql')], {
      paths: ['sqitch.plan', 'deploy/a.sql', 'revert/a.sql'],
      schema: null,
      select: (paths) => ({ sql: paths.filter((path) => path.endsWith('.sql')), code: [] }),
      until: 'last',
    });
    expect(migrations.map(({ path }) => path)).toEqual(['deploy/a.sql']);
  });

  test('nothing is asked for when nothing is judged', () => {
    expect(plan(['db/migrations/1.sql', 'db/schema.sql'])).toMatchObject({ folders: [], dumps: [], migrations: [] });
  });
});

describe('a dump beside the migrations', () => {
  const paths = ['db/schema.sql', 'db/migrations/0001_a.sql', 'db/migrations/0002_b.sql'];
  const dumped = (versions: string) =>
    `CREATE TABLE a ();\nINSERT INTO public.schema_migrations (version) VALUES\n${versions};\n`;
  const texts = (dump: string, ...added: readonly string[]) =>
    schemaTexts(plan(paths, ...added), added.map(judged), (path) => ({
      kind: 'text',
      text: path === 'db/schema.sql' ? dump : '',
    })).map(({ path, kind }) => `${kind} ${path}`);

  test('that lists its versions stands for them, and what it does not list runs after it', () => {
    expect(texts(dumped("('0001'),\n('0002')"), 'db/migrations/0003_c.sql')).toEqual(['dump db/schema.sql']);
    expect(texts(dumped("('0001')"), 'db/migrations/0003_c.sql')).toEqual([
      'dump db/schema.sql',
      'migration db/migrations/0002_b.sql',
    ]);
  });

  test.each([
    ['kept by hand', 'CREATE TABLE a ();'],
    ['newer than what is judged', dumped("('0001'), ('0002'), ('0003')")],
  ])('that is %s is not used', (_what, dump) => {
    expect(texts(dump, 'db/migrations/0003_c.sql')).toEqual([
      'migration db/migrations/0001_a.sql',
      'migration db/migrations/0002_b.sql',
    ]);
  });
});

test('evidence is taken from near the migrations first, and no more than a few files are read', () => {
  const far = Array.from({ length: 100 }, (_, at) => `packages/p${at}/package.json`);
  const { text, presence } = evidencePlan(
    [...far, 'package.json', 'api/package.json', 'api/db/sqitch.plan', 'api/db/notes.md'],
    ['api/db/migrations'],
  );
  expect(text.slice(0, 2)).toEqual(['api/package.json', 'package.json']);
  expect(text).toHaveLength(40);
  expect(presence).toEqual(['api/db/sqitch.plan']);
});
