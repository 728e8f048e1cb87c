import { beforeAll, describe, expect, test } from '@jest/globals';
import { pathParts } from '../src/frameworks/framework.js';
import { FRAMEWORKS } from '../src/frameworks/index.js';
import { preflight } from '../src/preflight.js';
import type { Finding } from '../src/report/report.js';
import { loadParser } from '../src/sql/parse.js';
import { inputOf } from './engine-input.js';
import { allExamples, DEFAULT_MAJOR, type Example, type ExampleFile } from './rule-examples.js';

beforeAll(loadParser);

/** A tool with the form that its files have. */
interface Tool {
  readonly name: string;
  readonly evidence: string;
  readonly proof: string;
  readonly path: (version: number) => string;
  /** Above the statements. */
  readonly head: string;
}

/** A COMMIT that two things refuse, of which the fix mends the one that is told first. */
const EXCEPTION = 'commit-inside-transaction: COMMIT in a block with EXCEPTION, which is a subtransaction';

const stamp = (version: number): string => `2026010112000${version}`;

const TOOLS: readonly Tool[] = [
  {
    name: 'goose',
    evidence: 'go.mod',
    proof: 'require github.com/pressly/goose/v3 v3.24.0\n',
    path: (n) => `db/${stamp(n)}_x.sql`,
    head: '-- +goose Up\n',
  },
  {
    name: 'sql-migrate',
    evidence: 'dbconfig.yml',
    proof: 'development:\n',
    path: (n) => `db/${n}_x.sql`,
    head: '-- +migrate Up\n',
  },
  {
    name: 'dbmate',
    evidence: '.env',
    proof: '',
    path: (n) => `db/migrations/${stamp(n)}_x.sql`,
    head: '-- migrate:up\n',
  },
  {
    name: 'sqlx',
    evidence: 'Cargo.toml',
    proof: '[dependencies]\nsqlx = "0.8"\n',
    path: (n) => `migrations/${stamp(n)}_x.sql`,
    head: '',
  },
  {
    name: 'flyway',
    evidence: 'flyway.conf',
    proof: 'flyway.postgresql.transactional.lock=false\n',
    path: (n) => `db/V${n}__x.sql`,
    head: '',
  },
  {
    name: 'atlas',
    evidence: 'atlas.hcl',
    proof: 'env "x" {}\n',
    path: (n) => `migrations/${stamp(n)}_x.sql`,
    head: '',
  },
  {
    name: 'golang-migrate',
    evidence: 'go.mod',
    proof: 'require github.com/golang-migrate/migrate/v4 v4.18.3\n',
    path: (n) => `migrations/00000${n}_x.up.sql`,
    head: '',
  },
  {
    name: 'prisma',
    evidence: 'prisma/migrations/migration_lock.toml',
    proof: '',
    path: (n) => `prisma/migrations/${stamp(n)}_x/migration.sql`,
    head: '',
  },
  { name: 'tern', evidence: 'migrations/tern.conf', proof: '', path: (n) => `migrations/00${n}_x.sql`, head: '' },
  {
    name: 'liquibase',
    evidence: 'liquibase.properties',
    proof: '',
    path: (n) => `changelog/${n}_x.sql`,
    head: '--liquibase formatted sql\n--changeset a:b\n',
  },
  { name: 'drizzle', evidence: 'drizzle.config.ts', proof: '', path: (n) => `drizzle/000${n}_x.sql`, head: '' },
];

/** What a file does not get away with that had to leave the transaction, or could not be read by its tool. */
const LEFT_IN: ReadonlySet<string> = new Set([
  'concurrently-in-transaction',
  'commit-inside-transaction',
  'commit-in-wrapped-migration',
  'directive-not-heard',
  'unreadable-migration',
]);

/** Examples of one or more plain files, of which none speaks of its tool or goes down. */
const plain = allExamples().filter(
  ({ title, files }) =>
    title !== EXCEPTION &&
    files.every(({ path, base }) => base === undefined && /^\d{4}_\w+\.sql$/.test(path)) &&
    files.every(({ text }) => !/^--.*(?:migrate|goose|changeset|transaction|split|tern|atlas)/im.test(text)),
);

describe.each(TOOLS.map((tool) => [tool.name, tool] as const))('the files of a fix are files of %s', (_name, tool) => {
  test('in their order, each with a name of its own and outside the transaction where it must be', () => {
    let several = 0;
    const troubles = plain.flatMap((example) => {
      const files = example.files.map(({ text }, at) => ({ path: tool.path(at + 1), text: `${tool.head}${text}` }));
      return judged(files, example, tool).flatMap((finding) => {
        const parts = partsOf(finding.fix);
        if (parts.length > 1) several += 1;
        return troublesOf(finding, parts, example, tool).map(
          (words) => `${example.title}: ${finding.rule}: ${words}\n${finding.fix}`,
        );
      });
    });
    expect(troubles).toEqual([]);
    expect(several).toBeGreaterThan(50);
  });
});

function judged(
  files: readonly ExampleFile[],
  example: Example,
  tool: Tool,
  sidecars: readonly string[] = [],
): readonly Finding[] {
  const evidence = [
    { path: tool.evidence, text: tool.proof },
    ...sidecars.map((path) => ({ path, text: path.endsWith('.conf') ? 'executeInTransaction=false' : '' })),
  ];
  return preflight(inputOf(files, example.schema, { evidence }, example.postgres ?? DEFAULT_MAJOR)).findings;
}

interface Part {
  readonly number: number;
  readonly path: string | null;
  readonly isMigration: boolean;
  readonly text: string;
}

const NUMBERED = /^-- file (\d+)(?:, ([\w./-]+))?(, not a migration)?(, outside a transaction[^:]*)?: .*\n/;
const LONE =
  /^-- (?:.*, )?in (a migration of its own(?:, ([\w./-]+))?|this file alone|this file)(?:,? that runs outside a transaction.*)?:$/;

/** The migrations that a fix shows, without what it says about each above it. */
function partsOf(fix: string): readonly Part[] {
  const lines = fix.split('\n');
  const starts = lines.flatMap((line, at) => (NUMBERED.test(`${line}\n`) || LONE.test(line) ? [at] : []));
  return starts.map((start, nth) => {
    const head = `${lines[start] ?? ''}\n`;
    const [, number, path, not, leaves] = NUMBERED.exec(head) ?? [];
    const own = LONE.exec(lines[start] ?? '')?.[2];
    const isNoted = number !== undefined && leaves !== undefined && lines[start + 1]?.startsWith('-- ') === true;
    const note = isNoted && !/^-- (?:\+|migrate:)/.test(lines[start + 1] ?? '') ? 1 : 0;
    const text = lines.slice(start + 1 + note, starts[nth + 1] ?? lines.length).join('\n');
    return { number: Number(number ?? 1), path: path ?? own ?? null, isMigration: not === undefined, text };
  });
}

function troublesOf(finding: Finding, parts: readonly Part[], example: Example, tool: Tool): readonly string[] {
  const numbers = parts.map(({ number }) => number);
  const troubles = numbers.every((number, at) => number === at + 1) ? [] : [`numbered ${numbers.join()}`];
  const files = parts.filter(({ isMigration }) => isMigration);
  const names = files.map(({ path }) => path ?? '');
  if (parts.length > 1) {
    if (names.includes('')) troubles.push('a file without a name');
    // As their tools order them: a plan may have ten files, and 10 comes behind 9.
    const sorted = [...names].sort((one, other) => one.localeCompare(other, 'en', { numeric: true }));
    if (names.join() !== sorted.join()) troubles.push(`out of order: ${names.join()}`);
    if (new Set(names).size !== names.length) troubles.push('two files of one name');
  }
  const framework = FRAMEWORKS.find(({ name }) => name === tool.name);
  const strange = names.filter((name) => name !== '' && framework?.clues.length !== 0 && !isNamed(tool, name));
  troubles.push(...strange.map((name) => `no name of the tool: ${name}`));
  return [...troubles, ...leftIn(finding, files, example, tool)];
}

function isNamed(tool: Tool, path: string): boolean {
  const framework = FRAMEWORKS.find(({ name }) => name === tool.name);
  const isPart = framework?.named(pathParts(path)) ?? null;
  return isPart !== null || framework?.sections !== undefined;
}

/** The files as somebody would write them: does what must leave the transaction leave it? */
function leftIn(finding: Finding, parts: readonly Part[], example: Example, tool: Tool): readonly string[] {
  if (parts.length === 0 || parts.some(({ text }) => text.trim() === '')) return [];
  const own = finding.path ?? '';
  const texts = new Map<string, string>();
  for (const { path, text } of parts) {
    const name = path ?? own;
    const isOwn = name === own && !/^-- (?:\+|migrate:up|-changeset)|^--changeset/m.test(text);
    const isMarked = tool.name !== 'liquibase' || text.startsWith('--liquibase') || name === own;
    const before = texts.get(name) ?? (isMarked ? '' : '--liquibase formatted sql\n');
    texts.set(name, `${before}${isOwn ? tool.head : ''}${text}\n`);
  }
  const files = [...texts].map(([path, text]) => ({ path, text }));
  const isSaidBeside = finding.fix.includes('.conf with the line');
  const sidecars = isSaidBeside ? files.map(({ path }) => `${path}.conf`) : [];
  return judged(files, example, tool, sidecars)
    .filter(({ rule, severity }) => LEFT_IN.has(rule) && severity !== 'note')
    .map(({ rule, path, title }) => `${rule} in ${path ?? ''}: ${title}`);
}
