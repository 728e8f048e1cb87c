import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { runCli } from '../src/cli/run.js';
import { RULE_NAMES } from '../src/rules/names.js';
import { readConfigFile } from '../src/settings/config-file.js';
import { mergeSettings } from '../src/settings/merge.js';

const SAFE = "SET lock_timeout = '2s';\nALTER TABLE orders ADD COLUMN note text;\n";
const UNSAFE = "SET lock_timeout = '2s';\nCREATE INDEX orders_user ON orders (user_id);\n";
const ALLOW = '-- pg-preflight: allow create-index-not-concurrently -- at night';
const SCHEMA = 'CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint);\n';

let folder = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pg-preflight-'));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

async function write(path: string, content: string): Promise<void> {
  await mkdir(dirname(join(folder, path)), { recursive: true });
  await writeFile(join(folder, path), content);
}

async function run(...argv: string[]) {
  return runIn(folder, ...argv);
}

async function runIn(cwd: string, ...argv: string[]) {
  let [out, err] = ['', ''];
  const code = await runCli(argv, {
    cwd,
    width: 100,
    color: false,
    print: async (text) => void (out += text),
    printError: async (text) => void (err += text),
  });
  return { code, out, err };
}

describe('check', () => {
  beforeEach(async () => {
    await write('schema.sql', SCHEMA);
    await write('migrations/0001_orders.sql', SCHEMA);
    await write('migrations/0002_note.sql', SAFE);
    await write('migrations/0003_index.sql', UNSAFE);
  });

  test.each([
    [['migrations/0002_note.sql'], 0],
    [['migrations/0003_index.sql'], 1],
    [['migrations/0003_index.sql', '--fail-on', 'never'], 0],
    [['migrations'], 1],
    [['migrations/0003_index.sql', '--schema', 'schema.sql'], 1],
  ])('%j exits with %i', async (args, code) => {
    const ran = await run('check', ...args);
    expect([ran.code, ran.err]).toEqual([code, '']);
    expect(ran.out).not.toBe('');
  });

  test('from a subfolder the globs of the config, and the tool, are those from the root', async () => {
    await mkdir(join(folder, '.git'));
    await write(
      '.github/pg-preflight.yml',
      'overrides:\n  - paths: db/migrations/**\n    severity: note\nignore:\n  - rule: lock-without-timeout\n    reason: x\n    paths: db/**\n',
    );
    await write('db/atlas.hcl', '');
    await write('db/migrations/0003_index.sql', UNSAFE);
    const at = (cwd: string, path: string) => runIn(cwd, 'check', path, '--format', 'json');
    const [above, below] = [
      await at(folder, 'db/migrations/0003_index.sql'),
      await at(join(folder, 'db/migrations'), '0003_index.sql'),
    ];
    expect([below.code, below.err, below.out]).toEqual([0, '', above.out]);
    expect(below.out).toContain('"atlas"');
  });

  test('the text names file, line and statement, without colours when nobody looks', async () => {
    const { out } = await run('check', 'migrations/0003_index.sql');
    expect(out).toContain('migrations/0003_index.sql:2');
    expect(out).toContain('CREATE INDEX');
    expect(out).not.toContain('\u001b');
  });

  test('each format is printed, and JSON is the report', async () => {
    const { out } = await run('check', 'migrations/0003_index.sql', '--format', 'json', '--postgres-version', '12');
    expect(JSON.parse(out)).toMatchObject({
      schemaVersion: 1,
      postgresVersion: 12,
      verdict: 'unsafe',
      files: [{ path: 'migrations/0003_index.sql' }],
    });
    const sarif = await run('check', 'migrations/0003_index.sql', '--format', 'sarif');
    expect(JSON.parse(sarif.out)).toMatchObject({ version: '2.1.0' });
    expect((await run('check', 'migrations/0003_index.sql', '--format', 'markdown')).out).toContain('pg-preflight');
    expect((await run('check', 'migrations/0003_index.sql', '--format', 'github')).out).toMatch(/^::error /m);
  });

  test('a folder or glob without SQL says so, and fails nothing', async () => {
    await mkdir(join(folder, 'empty'));
    await write('docs/readme.md', 'x');
    for (const path of ['empty', 'docs', 'docs/*.md']) {
      const { code, out } = await run('check', path);
      expect([code, out.trim().split('\n').at(-1)]).toEqual([0, 'pg-preflight: no migrations found']);
    }
  });

  test('--output writes the report to a file and prints nothing', async () => {
    const { code, out } = await run('check', 'migrations/0003_index.sql', '--format=json', '--output', 'report.json');
    expect([code, out]).toEqual([1, '']);
    expect(JSON.parse(await readFile(join(folder, 'report.json'), 'utf8'))).toMatchObject({ verdict: 'unsafe' });
  });

  test('the config file of the tree is read, and a flag wins over it', async () => {
    await write('.github/pg-preflight.yml', 'fail-on: never\npostgres-version: 13\n');
    expect((await run('check', 'migrations/0003_index.sql')).code).toBe(0);
    expect((await run('check', 'migrations/0003_index.sql', '--fail-on', 'unsafe')).code).toBe(1);
  });

  test('the config may name the dump, --schema wins over it, and a missing one is an error', async () => {
    await write('.github/pg-preflight.yml', 'schema: db/dump.sql\n');
    const source = async (...args: string[]) => {
      const { out } = await run('check', 'migrations/0002_note.sql', '--format', 'json', ...args);
      return JSON.parse(out).schemaSource;
    };
    const missing = await run('check', 'migrations/0002_note.sql');
    expect(missing).toMatchObject({ code: 2, out: '' });
    expect(missing.err).toMatch(/^pg-preflight: `schema` names db\/dump\.sql, which is no file/);
    await write('db/dump.sql', SCHEMA);
    expect(await source()).toMatchObject({ kind: 'dump', path: 'db/dump.sql', migrations: 0 });
    expect(await source('--schema', 'schema.sql')).toMatchObject({ kind: 'dump', path: 'schema.sql' });
  });

  test('the config says how a home-made runner works, what it connects with and what is known of tables', async () => {
    await write('ops/changes/orders.sql', 'CREATE INDEX orders_note_idx ON orders (note);\nVACUUM orders;\n');
    const judged = async (config: string) => {
      await write('.github/pg-preflight.yml', config);
      const { code, out, err } = await run('check', 'ops', '--schema', 'schema.sql', '--format', 'json');
      if (err !== '') throw new Error(err);
      const { findings, files } = JSON.parse(out);
      const rules = findings.map(({ severity, rule }: Record<string, string>) => `${severity} ${rule}`);
      return [code, files[0]?.transaction, rules];
    };
    const entry = 'overrides:\n  - paths: ops/**\n    transaction: ';
    const inFile = await judged(`${entry}file\n`);
    expect(inFile.slice(0, 2)).toEqual([1, 'file']);
    expect(inFile[2]).toContain('unsafe statement-refused');
    expect((await judged(`${entry}statement\n`)).slice(0, 2)).toEqual([1, 'statement']);
    const known = 'small-tables: [orders]\nassumed-lock-timeout: 2s\n';
    const small = [0, 'statement', ['note create-index-not-concurrently']];
    expect(await judged(`${known}${entry}statement\n`)).toEqual(small);
    const today = new Date().toISOString().slice(0, 10);
    await write('sizes.csv', `table,bytes,measured\npublic.orders,8192,${today}\n`);
    const sized = `table-sizes: sizes.csv\n${entry}statement\n    assumed-lock-timeout: 2s\n`;
    expect(await judged(sized)).toEqual(small);
  });

  test('against a base only what changed is judged', async () => {
    const git = (...args: string[]) =>
      execFileSync('git', ['-c', 'user.name=x', '-c', 'user.email=x@example.org', ...args], {
        cwd: folder,
        stdio: 'pipe',
      });
    git('init', '-q', '-b', 'main');
    git('add', '-A');
    git('commit', '-q', '-m', 'x');
    const nothing = await run('check', '--format', 'json');
    expect(nothing).toMatchObject({ code: 0, err: '' });
    expect(JSON.parse(nothing.out)).toMatchObject({ verdict: 'safe', files: [] });
    await write('migrations/0004_index.sql', UNSAFE);
    const changed = await run('check', '--format', 'json');
    expect(changed).toMatchObject({ code: 1, err: '' });
    expect(JSON.parse(changed.out)).toMatchObject({ files: [{ path: 'migrations/0004_index.sql' }] });
    expect((await run('check')).code).toBe(1);
  });

  test.each([
    [['check', 'missing.sql'], /^pg-preflight: missing\.sql does not exist\./],
    [['check', 'no/*.sql'], /^pg-preflight: no\/\*\.sql matches no file\./],
    [['check', 'schema.sql', '--config', 'no.yml'], /^pg-preflight: the file of `--config` does not exist: no\.yml\./],
    [['check', 'schema.sql', '--schema', 'no.sql'], /^pg-preflight: the file of `--schema` does not exist: no\.sql\./],
    [['check', 'schema.sql', '--schema', 'migrations'], /^pg-preflight: the file of `--schema` is a folder/],
    [['check', 'schema.sql', '--output', 'no/x.json'], /^pg-preflight: the report could not be written to no\/x\.json/],
    [['check', 'schema.sql', '--fail-on', 'x'], /^pg-preflight: `--fail-on` is "x"\./],
    [['check'], /^pg-preflight: there is no git work tree here/],
    [['explain', 'no-such-rule'], /^pg-preflight: there is no mode or rule "no-such-rule"\./],
    [['chekc'], /^pg-preflight: "chekc" is no command\. Did you mean `check`\?/],
    [[], /^pg-preflight: no command is given\./],
  ])('%j exits with 2 and says why', async (argv, told) => {
    const ran = await run(...argv);
    expect([ran.code, ran.out]).toEqual([2, '']);
    expect(ran.err).toMatch(told);
  });

  test.each([
    ['fial-on: never\n', /pg-preflight\.yml, line 1, column 1: "fial-on" is no setting\. Did you mean `fail-on`\?/],
    [
      'overrides:\n  - paths: a/**\n    transactoin: file\n',
      /pg-preflight\.yml, line 3, column 5: "transactoin" is no part of `overrides`\. Did you mean `transaction`\?/,
    ],
    ['table-sizes: sizes.csv\n', /^pg-preflight: `table-sizes` names sizes\.csv, which does not exist\./],
    ['forbid-suppression: [drop-tabel]\n', /`forbid-suppression` names no rule: "drop-tabel"/],
  ])('with the broken config file %j nothing is scanned', async (text, told) => {
    await write('.github/pg-preflight.yml', text);
    const ran = await run('check', 'migrations/0002_note.sql');
    expect([ran.code, ran.out]).toEqual([2, '']);
    expect(ran.err).toMatch(told);
  });

  test('an approval cannot be known here, so a comment suppresses nothing unsafe, and that is said', async () => {
    await write('migrations/0003_index.sql', UNSAFE.replace('\nCREATE', `\n${ALLOW}\nCREATE`));
    expect((await run('check', 'migrations/0003_index.sql')).code).toBe(0);
    await write('.github/pg-preflight.yml', 'suppressions: approved\n');
    const { code, out } = await run('check', 'migrations/0003_index.sql');
    expect(code).toBe(1);
    expect(out.replace(/\s+/g, ' ')).toContain('only a run on a pull request can ask for one');
  });

  test('a hostile path cannot drive the terminal through an error', async () => {
    const { err } = await run('check', 'a\u001bc\u202e.sql');
    expect(err).toMatch(/does not exist/);
    expect(err.trimEnd()).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  });
});

describe('baseline', () => {
  beforeEach(async () => {
    await mkdir(join(folder, '.git'));
    await write('migrations/0001_orders.sql', SCHEMA);
    await write('migrations/0002_index.sql', UNSAFE);
  });

  test('writes what is found, and a check with it passes until something new comes', async () => {
    const wrote = await run('baseline');
    expect([wrote.code, wrote.out]).toEqual([0, '']);
    expect(wrote.err).toContain('Add `baseline: .github/pg-preflight-baseline.json` to the config file.');
    await write('.github/pg-preflight.yml', 'baseline: .github/pg-preflight-baseline.json\n');
    const after = await run('check', 'migrations', '--format', 'json');
    expect([after.code, after.err]).toEqual([0, '']);
    expect(after.out).toContain('"by": "baseline"');
    await write('migrations/0003_more.sql', UNSAFE.replace('orders_user', 'orders_user_2'));
    expect((await run('check', 'migrations')).code).toBe(1);
  });

  test('is written whole again although the config names one already', async () => {
    await write('.github/pg-preflight.yml', 'baseline: accepted.json\n');
    await run('baseline');
    const first = await readFile(join(folder, 'accepted.json'), 'utf8');
    await run('baseline');
    expect(await readFile(join(folder, 'accepted.json'), 'utf8')).toBe(first);
    expect(first).toContain('create-index-not-concurrently');
  });

  test.each([
    ['that is not there', null, 'which does not exist. Write it with `pg-preflight baseline`.'],
    ['that is none', '{"version": 2}', 'accepted.json is no baseline. Write it anew'],
    ['that is no JSON', 'x', 'accepted.json is no baseline. Write it anew'],
  ])('one %s is an error', async (_, content, told) => {
    await write('.github/pg-preflight.yml', 'baseline: accepted.json\n');
    if (content !== null) await write('accepted.json', content);
    const ran = await run('check', 'migrations');
    expect([ran.code, ran.out]).toEqual([2, '']);
    expect(ran.err).toContain(told);
  });
});

describe('runbook', () => {
  test('prints it for what check would judge, whatever the verdict', async () => {
    await write('db/migrations/0001_index.sql', UNSAFE);
    await write('schema.sql', SCHEMA);
    const { code, out } = await run('runbook', '--schema', 'schema.sql', 'db/migrations/0001_index.sql');
    expect(code).toBe(0);
    expect(out).toMatch(/^# Runbook: `db\/migrations\/0001_index.sql`\n\n## Before\n/);
    expect(out).toContain('DROP INDEX CONCURRENTLY orders_user;');
  });
});

describe('table-sizes', () => {
  const { DATABASE_URL } = process.env;

  afterEach(() => {
    if (DATABASE_URL === undefined) delete process.env['DATABASE_URL'];
    else process.env['DATABASE_URL'] = DATABASE_URL;
  });

  test('needs an address in the environment, and takes none as an argument', async () => {
    delete process.env['DATABASE_URL'];
    expect(await run('table-sizes')).toMatchObject({
      code: 2,
      err: expect.stringContaining('`DATABASE_URL` is not set'),
    });
    const { code, err } = await run('table-sizes', 'postgres://u:secret@h/d');
    expect([code, err]).toEqual([2, expect.stringContaining('It reads `DATABASE_URL`')]);
  });

  test.each(['postgres://me:hunter2@127.0.0.1:1/shop', 'postgres://me:hunter2@[bad', 'not an address hunter2'])(
    'says of %s why it failed, and never the password',
    async (address) => {
      process.env['DATABASE_URL'] = address;
      const { code, err, out } = await run('table-sizes');
      expect([code, out]).toEqual([2, '']);
      expect(err).toContain('the sizes could not be read');
      expect(err).not.toContain('hunter2');
    },
  );
});

describe('init', () => {
  beforeEach(() => mkdir(join(folder, '.git')));

  test('writes the workflow of the README and a config file that can be read', async () => {
    await write('db/migrations/000001_orders.up.sql', SCHEMA);
    await write('db/migrations/000001_orders.down.sql', 'DROP TABLE orders;\n');
    const { code, err } = await run('init');
    expect([code, err]).toEqual([0, '']);
    const config = await readFile(join(folder, '.github/pg-preflight.yml'), 'utf8');
    expect(config).toContain('#   2 files of golang-migrate in db/migrations\n');
    expect(mergeSettings(readConfigFile(config, 'c.yml', RULE_NAMES))).toEqual(mergeSettings());
    const workflow = await readFile(join(folder, '.github/workflows/migrations.yml'), 'utf8');
    expect(await readFile('README.md', 'utf8')).toContain(`\`\`\`yaml\n${workflow}\`\`\``);
  });

  test('counts files by history where each migration has a folder of its own', async () => {
    for (const day of ['01', '02', '03'])
      await write(`prisma/migrations/202601${day}090000_x/migration.sql`, `CREATE TABLE t${day} (id int);\n`);
    await run('init');
    const config = await readFile(join(folder, '.github/pg-preflight.yml'), 'utf8');
    expect(config).toContain('# Found:\n#   3 files of prisma in prisma/migrations\n');
  });

  test('leaves what is there as it is', async () => {
    await write('.github/pg-preflight.yml', 'fail-on: never\n');
    const { out } = await run('init');
    expect(out).toBe(
      '.github/pg-preflight.yml is there already and stays as it is\nwrote .github/workflows/migrations.yml\n',
    );
    expect(await readFile(join(folder, '.github/pg-preflight.yml'), 'utf8')).toBe('fail-on: never\n');
  });

  test('every example in the config file is taken when its comment is', async () => {
    await run('init');
    const config = await readFile(join(folder, '.github/pg-preflight.yml'), 'utf8');
    for (const name of ['fail-on', 'max-inline-comments', 'on-unscannable', 'review-comments']) {
      const line = new RegExp(`^# (${name}: .+)$`, 'm').exec(config)?.[1] ?? 'none';
      expect(mergeSettings(readConfigFile(line, 'c.yml', RULE_NAMES))).toEqual(mergeSettings());
    }
  });
});

describe('the other commands', () => {
  test('--help and --version print and exit with 0', async () => {
    expect(await run('--help')).toMatchObject({ code: 0, err: '' });
    const { version } = JSON.parse(await readFile('package.json', 'utf8'));
    expect(await run('--version')).toEqual({ code: 0, out: `${version}\n`, err: '' });
  });

  test('explain prints the modes', async () => {
    const { code, out } = await run('explain');
    expect(code).toBe(0);
    expect(out.match(/^[a-i] {2}/gm)).toHaveLength(9);
  });
});
