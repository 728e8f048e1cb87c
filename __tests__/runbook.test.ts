import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { preflight } from '../src/preflight.js';
import { render } from '../src/render/runbook.js';
import type { Report, RunbookStep } from '../src/report/report.js';
import { NOTHING_TOLD, type TableSize } from '../src/told.js';
import { loadParser, parseSource } from '../src/sql/parse.js';
import { inputOf } from './engine-input.js';
import { startEmbedded, type ObservedPostgres } from './postgres.js';
import { RUNBOOK_CHANGES, type RunbookChange } from './runbook-changes.js';

let server: ObservedPostgres;

beforeAll(async () => {
  await loadParser();
  server = await startEmbedded();
}, 60_000);

afterAll(async () => server.stop());

describe('the runbook of each change runs on a server, and goes back where it says so', () => {
  test.each(RUNBOOK_CHANGES.map((one) => [one.title, one] as const))('%s', async (_title, change) => {
    const { runbook } = judged(change);
    await server.reset();
    await server.run(change.schema);
    const before = await schemaNow();
    const errors = await errorsOf(runbook.filter(({ phase }) => phase === 'before'));
    for (const { text } of change.files) errors.push(...(await runEach(text)));
    errors.push(...(await errorsOf(runbook.filter(({ phase }) => phase === 'during' || phase === 'after'))));
    const back = runbook.filter(({ phase }) => phase === 'rollback');
    errors.push(...(await errorsOf(back.filter(({ text }) => /has to go back|REINDEX/.test(text)))));
    expect(errors).toEqual([]);
    if (change.comesBack) expect(await schemaNow()).toEqual(before);
    expect(back.some(({ text }) => /no (?:way back|SQL that takes back)/.test(text))).toBe(!change.comesBack);
  });
});

describe('a change of which nobody has to take care', () => {
  test.each([
    ['a new table', 'CREATE TABLE fresh (id bigint PRIMARY KEY); CREATE INDEX ON fresh (id);'],
    ['a new view', 'CREATE VIEW v AS SELECT 1 AS one;'],
  ])('%s has no runbook', (_title, text) => {
    const report = judged({ title: '', schema: '', files: [{ path: 'm/0001_x.sql', text }], comesBack: true });
    expect(report.runbook).toEqual([]);
    expect(markdown(report)).toContain('Nothing to watch');
  });
});

test('a whole tree has none', () => {
  const input = inputOf([{ path: 'm/0001_x.sql', text: 'DROP TABLE a;' }], '', { sets: 'each' });
  expect(preflight(input).runbook).toEqual([]);
});

test('the way back is the down where there is one, with the command of the tool', () => {
  const files = [
    { path: 'db/migrations/20260101000000_note.up.sql', text: 'ALTER TABLE orders ADD COLUMN seen boolean;' },
    { path: 'db/migrations/20260101000000_note.down.sql', text: 'ALTER TABLE orders DROP COLUMN seen;' },
  ];
  const schema = 'CREATE TABLE orders (id bigint PRIMARY KEY);';
  const unknown = preflight(inputOf(files, schema)).runbook;
  const evidence = [{ path: 'go.mod', text: 'require github.com/golang-migrate/migrate/v4 v4.17.0' }];
  const known = preflight(inputOf(files, schema, { evidence })).runbook;
  const back = (steps: readonly RunbookStep[]) => steps.find(({ text }) => text.includes('has to go back'));
  expect(back(unknown)?.code).toBe('ALTER TABLE orders DROP COLUMN seen;');
  expect(back(known)?.code).toBe('migrate -path db/migrations -database "$DATABASE_URL" down 1');
  expect(back(known)?.text).toContain('`column seen of orders` is lost');
  const wrapped = known.find(({ text }) => text.includes('No `lock_timeout` bounds'))?.code ?? '';
  expect(wrapped).toContain('bounded migrate -path db/migrations -database "$DATABASE_URL" up');
  expect(wrapped).toContain('force "$LAST_GOOD_VERSION"');
});

test('each version that golang-migrate may call dirty has its own one before it', () => {
  const files = ['0007_a', '0009_b'].map((name, at) => ({
    path: `db/migrations/${name}.up.sql`,
    text: `ALTER TABLE orders ADD COLUMN c${at} int;`,
  }));
  const evidence = [{ path: 'go.mod', text: 'require github.com/golang-migrate/migrate/v4 v4.17.0' }];
  const { runbook } = preflight(inputOf(files, 'CREATE TABLE orders (id int);', { evidence }));
  const lines = runbook.find(({ text }) => text.includes('calls its version dirty'))?.code ?? '';
  const folder = mkdtempSync(join(tmpdir(), 'pg-preflight-'));
  const calls = join(folder, 'calls');
  const tool = `migrate() { case "$*" in *version) echo "$state" >&2 ;; *) echo "$*" >> "$calls" ;; esac; }`;
  for (const state of ['7 (dirty)', '9 (dirty)', '9', '17 (dirty)'])
    spawnSync('sh', ['-c', `${tool}\n${lines}`], {
      env: { calls, state, LAST_GOOD_VERSION: '5', DATABASE_URL: 'postgres://h/d' },
    });
  const forced = readFileSync(calls, 'utf8').trim().split('\n');
  rmSync(folder, { recursive: true });
  expect(forced).toEqual(['5', '7'].map((version) => `-path db/migrations -database postgres://h/d force ${version}`));
});

describe('what a backfill has left to do', () => {
  const left = (text: string): string => {
    const schema =
      "CREATE TABLE orders (id int PRIMARY KEY, email text, state text, total int, kind text NOT NULL DEFAULT 'new');";
    const { runbook } = preflight(inputOf([{ path: 'm/0001_x.sql', text }], schema));
    return runbook.find(({ phase, code }) => phase === 'after' && code.startsWith('SELECT count'))?.code ?? '';
  };

  test.each([
    ["UPDATE orders SET email = '' WHERE email IS NULL;", '(WHERE email IS NULL) AS left_to_do'],
    ['UPDATE orders SET email = lower(email) WHERE email <> lower(email);', '(WHERE email <> lower(email)) AS left'],
    [
      "DO $$ BEGIN FOR i IN 1..9 LOOP UPDATE orders SET state = '' WHERE id IN (SELECT id FROM orders WHERE state IS NULL AND total > 0 LIMIT 9); COMMIT; END LOOP; END $$;",
      '(WHERE (state IS NULL) AND (total > 0)) AS left_to_do',
    ],
    ['UPDATE orders SET total = total + 1 WHERE total > 0;', '(WHERE total IS NULL) AS total_empty'],
    ["UPDATE orders SET email = '' WHERE total IS NULL;", '(WHERE email IS NULL) AS email_empty'],
    ["UPDATE orders SET email = '';", '(WHERE email IS NULL) AS email_empty'],
    ["UPDATE orders SET state = 'b' WHERE state = 'a';", "(WHERE state = 'a') AS left_to_do"],
    ["UPDATE orders SET state = 'c' WHERE state IN ('a', 'b');", "(WHERE state IN ('a', 'b')) AS left_to_do"],
    ["UPDATE orders SET kind = 'b' WHERE kind = 'a';", "(WHERE kind = 'a') AS left_to_do"],
    // Code that runs writes more of them, by the default.
    ["UPDATE orders SET kind = 'open' WHERE kind = 'new';", 'SELECT count(*) AS rows\nFROM orders;'],
    ["UPDATE orders SET state = 'b' WHERE state IN ('a', 'b');", '(WHERE state IS NULL) AS state_empty'],
    ["UPDATE orders SET state = 'c' WHERE state NOT IN ('a', 'b');", '(WHERE state IS NULL) AS state_empty'],
    ["UPDATE orders SET state = 'b' WHERE email = 'a';", '(WHERE state IS NULL) AS state_empty'],
  ])('%s', (text, counted) => expect(left(text)).toContain(counted));
});

test('a loop that commits its rounds keeps what it has written, and another one does not', () => {
  const back = (commits: string): string => {
    const text = `DO $$ BEGIN LOOP UPDATE orders SET a = 1 WHERE id IN (SELECT id FROM orders WHERE a IS NULL LIMIT 9); EXIT WHEN NOT FOUND; ${commits} END LOOP; END $$;`;
    const { runbook } = preflight(inputOf([{ path: 'm/0001_x.sql', text }], 'CREATE TABLE orders (id int, a int);'));
    return runbook.find(({ text: words }) => words.startsWith('If the backfill has to stop'))?.text ?? '';
  };
  expect(back('COMMIT;')).toContain('what is committed stays');
  expect(back('')).toContain('all of it is rolled back');
});

test('a way back that copies the table again may take long without waiting', () => {
  const files = [
    { path: 'm/0001_x.up.sql', text: 'ALTER TABLE orders ALTER COLUMN a TYPE bigint;' },
    { path: 'm/0001_x.down.sql', text: 'ALTER TABLE orders ALTER COLUMN a TYPE int;' },
  ];
  const { runbook } = preflight(inputOf(files, 'CREATE TABLE orders (a int);'));
  const late = runbook.find(({ text }) => text.startsWith('If that is not done in 30 seconds'))?.text;
  expect(late).toContain('it works through `orders`, which takes as long as in the rehearsal, or it waits');
});

test.each([
  [2, 0, 'the third attempt succeeds'],
  [3, 1, 'after three it gives up'],
])('a shell tries again with a bound to each wait: %i failures, exit code %i, %s', (failures, exitCode) => {
  const path = "db/0002 it's $(echo pwned).sql";
  const { runbook } = judged({
    title: '',
    schema: '',
    files: [{ path, text: 'ALTER TABLE orders ADD COLUMN x int;' }],
    comesBack: true,
  });
  const wrapper = runbook.find(({ text }) => text.includes('No `lock_timeout` bounds'))?.code ?? '';
  const tool = `sleep() { :; }
    psql() { tried="$tried."; printf '%s\\n' "$@" >> "$calls"; [ "\${#tried}" -gt ${failures} ]; }`;
  const folder = mkdtempSync(join(tmpdir(), 'pg-preflight-'));
  const calls = join(folder, 'calls');
  const { status } = spawnSync('sh', ['-c', `${tool}\n${wrapper}`], {
    env: { calls, DATABASE_URL: 'postgres://h/d?a=b' },
  });
  const words = readFileSync(calls, 'utf8').split('\n');
  rmSync(folder, { recursive: true });
  expect(status).toBe(exitCode);
  expect(words.filter((word) => word === path)).toHaveLength(3);
  expect(words).toContain('postgres://h/d?a=b&options=-c%20lock_timeout%3D2s');
});

test('sizes that were measured give ranges for the time and the WAL, and half of them none', () => {
  const schema = 'CREATE TABLE orders (id int); CREATE TABLE users (id int);';
  const asked = (text: string, ...sizes: readonly TableSize[]): string => {
    const input = inputOf([{ path: 'm/0001_x.sql', text }], schema);
    const told = { ...NOTHING_TOLD, tables: { ...NOTHING_TOLD.tables, sizes } };
    return markdown(preflight({ ...input, settings: { ...input.settings, told } }));
  };
  const rewrite = 'ALTER TABLE orders ALTER COLUMN id TYPE bigint;';
  const orders = { table: 'public.orders', bytes: 4_000_000_000 };
  expect(asked(rewrite, orders)).toContain(
    'It writes about 3.6 GB to 7.2 GB of WAL: a standby that replays 50 MB a second needs 72 seconds to 2 minutes for it.',
  );
  expect(asked(rewrite, orders)).toContain('By its size it takes 20 seconds to 17 minutes (`orders` had 4.0 GB');
  const both = `${rewrite} ALTER TABLE users ALTER COLUMN id TYPE bigint;`;
  expect(asked(both, orders)).not.toContain('of WAL:');
  expect(asked(both, orders, { table: 'public.users', bytes: 4_000_000_000 })).toContain('7.2 GB to 14 GB of WAL');
});

function judged({ files, schema }: RunbookChange): Report {
  return preflight(inputOf(files, schema));
}

function markdown(report: Report): string {
  return render(report, { width: 100, color: false, limit: Number.MAX_SAFE_INTEGER });
}

async function runEach(sql: string): Promise<string[]> {
  const errors: string[] = [];
  for (const { span } of parseSource(sql).pieces) {
    const statement = sql.slice(span.start, span.end);
    const error = await server.runAlone(statement);
    if (error !== null) errors.push(`${error.message}: ${statement}`);
  }
  return errors;
}

async function errorsOf(steps: readonly RunbookStep[]): Promise<string[]> {
  const errors: string[] = [];
  for (const { code, on } of steps)
    if (on !== 'shell') errors.push(...(await runEach(code.replace('pg_sleep(5)', 'pg_sleep(0)'))));
  return errors;
}

/** What a dump would show, but for the order of what is there. */
async function schemaNow(): Promise<readonly unknown[]> {
  return server.session.rows(`
    SELECT 'column' AS what, attrelid::regclass::text AS owner, attname::text AS name,
           format_type(atttypid, atttypmod) || attnotnull || coalesce(pg_get_expr(adbin, adrelid), '') AS form
    FROM pg_attribute JOIN pg_class AS c ON c.oid = attrelid LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
    WHERE relnamespace = 'public'::regnamespace AND attnum > 0 AND NOT attisdropped
    UNION ALL SELECT 'constraint', conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint
    WHERE connamespace = 'public'::regnamespace
    UNION ALL SELECT 'index', indrelid::regclass::text, indexrelid::regclass::text, pg_get_indexdef(indexrelid) || indisvalid
    FROM pg_index JOIN pg_class AS c ON c.oid = indexrelid WHERE relnamespace = 'public'::regnamespace
    UNION ALL SELECT 'routine', '', proname, prosrc FROM pg_proc WHERE pronamespace = 'public'::regnamespace
    UNION ALL SELECT 'type', '', typname, typtype::text FROM pg_type WHERE typnamespace = 'public'::regnamespace
    UNION ALL SELECT 'trigger', tgrelid::regclass::text, tgname, '' FROM pg_trigger WHERE NOT tgisinternal
    ORDER BY 1, 2, 3, 4`);
}
