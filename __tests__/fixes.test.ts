import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { preflight } from '../src/preflight.js';
import type { Finding, Report, Suggestion } from '../src/report/report.js';
import { loadParser, parseSource } from '../src/sql/parse.js';
import { inputOfExample } from './engine-input.js';
import { startEmbedded, type ObservedPostgres } from './postgres.js';
import { allExamples, type Example, type ExampleFile } from './rule-examples.js';

/** Fixes that cannot run as they stand, by the title of their example; one that runs after all fails here. */
const EXCEPTIONS: ReadonlyMap<string, string> = new Map([
  ['drop-table: IF EXISTS of a table that nobody has shown us', 'there is no such table on the server'],
  [
    'enum-value-used-too-early: a type of the same transaction before 17',
    'the type is made by a statement before, and so is the value that the fix adds',
  ],
]);

/** The engine leaves out a suggestion that does not help; without this list nobody would notice that all of them went. */
const SUGGESTING = [
  'concurrent-index-if-not-exists',
  'concurrently-with-short-timeout',
  'constraint-validated-under-lock',
  'create-index-not-concurrently',
  'directive-not-heard',
  'drop-cascade',
  'drop-index-not-concurrently',
  'lock-without-timeout',
  'materialized-view-refreshed-under-lock',
  'partition-detached-not-concurrently',
  'reindex-not-concurrently',
  'unlogged-table',
];

let server: ObservedPostgres;

beforeAll(async () => {
  await loadParser();
  server = await startEmbedded();
}, 60_000);

afterAll(async () => server.stop());

const examples = allExamples().map((example) => [example.title, example] as const);

describe('the SQL of a fix runs on the schema of its example, and is not unsafe itself', () => {
  test.each(examples)('%s', async (title, example) => {
    const troubles: string[] = [];
    for (const one of fixesOf(example)) {
      // A fix may begin with the statements before it, or take them as done.
      const onSchema = await troublesOf(one, example.schema, example);
      troubles.push(...(onSchema.length === 0 ? [] : await troublesOf(one, one.done, example)));
    }
    if (EXCEPTIONS.has(title)) expect(troubles).not.toEqual([]);
    else expect(troubles).toEqual([]);
  });
});

describe('a suggestion that somebody commits makes its finding go away and brings none that is as bad', () => {
  test.each(examples)('%s', (_title, example) => {
    const before = judged(example.files, example.schema, example);
    const troubles = before.findings.flatMap((finding) => {
      if (finding.suggestion === null || finding.suppressed !== null) return [];
      const files = example.files.map((file) => (file.path === finding.path ? committed(file, finding) : file));
      return afterCommit(finding, before, judged(files, example.schema, example));
    });
    expect(troubles).toEqual([]);
  });
});

test('these rules have a suggestion in one of their examples', () => {
  const rules = examples.flatMap(([, example]) =>
    judged(example.files, example.schema, example).findings.flatMap(({ rule, suggestion }) =>
      suggestion === null ? [] : [rule],
    ),
  );
  expect([...new Set(rules)].sort()).toEqual(SUGGESTING);
});

test('every exception is about an example that there is', () => {
  const titles = new Set(examples.map(([title]) => title));
  expect([...EXCEPTIONS.keys()].filter((title) => !titles.has(title))).toEqual([]);
});

interface Fix {
  readonly finding: Finding;
  /** The example's schema, and what its statements before the finding have made. */
  readonly done: string;
  /** Rules that say of the same statement what this fix leaves to theirs. */
  readonly others: ReadonlySet<string>;
}

/** Rules whose fix is a place for the statement, and which therefore never repeat what another finding mends. */
const APART: ReadonlySet<string> = new Set(['several-tables-in-one-transaction', 'write-then-alter']);

const seen = new Set<string>();

/** Each fix once, however many examples show it. */
function fixesOf(example: Example): readonly Fix[] {
  const report = judged(example.files, example.schema, example);
  const asking = report.findings.filter(({ severity, suppressed, fix }) => {
    return severity !== 'note' && suppressed === null && fix !== '';
  });
  return asking.flatMap((finding) => {
    const done = [example.schema, ...before(example, report, finding)].join('\n');
    const key = `${done}\n${finding.fix}`;
    if (seen.has(key)) return [];
    seen.add(key);
    const beside = report.findings.filter((one) => one.path === finding.path && one.statement === finding.statement);
    const others = beside.map(({ rule }) => rule).filter((rule) => rule !== finding.rule && !APART.has(finding.rule));
    return [{ finding, done, others: new Set(others) }];
  });
}

/** Statements that have run when the finding's does. A transaction left open would take them back. */
function before({ files }: Example, report: Report, finding: Finding): readonly string[] {
  const down = (path: string): boolean => report.files.some((one) => one.path === path && one.direction === 'down');
  const at = files.findIndex(({ path }) => path === finding.path);
  return files.flatMap((file, nth) => {
    const pieces = parseSource(file.text).pieces.filter((piece) => piece.readable && piece.kind !== 'ROLLBACK');
    const own = nth === at ? pieces.filter(({ index }) => index < (finding.statement ?? 0)) : pieces;
    const earlier = nth <= at ? !down(file.path) || nth === at : down(finding.path ?? '') && !down(file.path);
    const apart = own.filter((piece) => piece.readable && piece.node.tag !== 'TransactionStmt');
    return earlier ? apart.map(({ span }) => `${file.text.slice(span.start, span.end)};`) : [];
  });
}

async function troublesOf({ finding, others }: Fix, schema: string, example: Example): Promise<readonly string[]> {
  const unsafe = unsafeIn(finding.fix, schema, example).filter(({ rule }) => !others.has(rule));
  const words = unsafe.map(({ rule, path, title }) => `${rule} in ${path}: ${title}`);
  const errors = await errorsOf(finding.fix, schema, example);
  return [...words, ...errors].map((trouble) => `${finding.rule}: ${trouble}`);
}

function unsafeIn(fix: string, schema: string, example: Example): readonly Finding[] {
  let merged = schema;
  return releasesOf(fix).flatMap((parts) => {
    const files = parts.map((text, at) => ({ path: `${String(at).padStart(4, '0')}_fix.sql`, text }));
    // The fix of a change that holds code too is a change without it: the code comes before, or after. Nor is what the
    // change does to a journal or a dump a part of the SQL of a fix.
    const { findings } = judged(files, merged, { ...example, code: [], beside: [], onBase: [] });
    merged = [merged, ...parts].join('\n');
    return findings.filter(({ severity, suppressed }) => severity === 'unsafe' && suppressed === null);
  });
}

/** The migrations of a fix, by the change that they are a part of: what it leaves to a later release is another one. */
function releasesOf(fix: string): readonly (readonly string[])[] {
  const releases: string[][] = [[]];
  for (const part of fix.split(/^(?=-- (?:file )?\d+[.:,])/m)) {
    if (LATER.test(part)) releases.push([]);
    releases.at(-1)?.push(part);
  }
  return releases.filter((parts) => parts.length > 0);
}

const LATER = /^-- file \d+[^:]*: in a later release/;

/** One statement after the other, as a tool does that runs files outside a transaction. */
async function errorsOf(fix: string, schema: string, example: Example): Promise<readonly string[]> {
  const { pieces, placeholders } = parseSource(fix);
  if (example.postgres === null || pieces.length === 0 || placeholders.length > 0) return [];
  await server.reset();
  await runEach(schema);
  return runEach(fix);
}

async function runEach(sql: string): Promise<readonly string[]> {
  const errors: string[] = [];
  for (const { span } of parseSource(sql).pieces) {
    const statement = sql.slice(span.start, span.end);
    const error = await server.runAlone(statement);
    if (error !== null) errors.push(`${error.message}: ${statement}`);
  }
  return errors;
}

function committed(file: ExampleFile, { suggestion }: Finding): ExampleFile {
  return suggestion === null ? file : { ...file, text: withLines(file.text, suggestion) };
}

function withLines(text: string, { startLine, endLine, lines }: Suggestion): string {
  return text
    .split('\n')
    .toSpliced(startLine - 1, endLine - startLine + 1, ...lines)
    .join('\n');
}

function afterCommit(finding: Finding, before: Report, after: Report): readonly string[] {
  const count = (report: Report, rule: string): number =>
    report.findings.filter((one) => one.rule === rule && one.suppressed === null).length;
  const stays = count(after, finding.rule) >= count(before, finding.rule) ? [`${finding.rule} is still there`] : [];
  const asBad = (report: Report): readonly string[] =>
    report.findings
      .filter(
        ({ severity, suppressed }) => suppressed === null && (severity === 'unsafe' || severity === finding.severity),
      )
      .map(({ rule, severity }) => `${rule} ${severity}`);
  const left = [...asBad(before)];
  const brought = asBad(after).filter((one) => {
    const at = left.indexOf(one);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
  const unread = after.files.flatMap(({ statements }) => statements).filter(({ kind }) => kind === null);
  return [
    ...stays,
    ...brought.map((one) => `${finding.rule} brings ${one}`),
    ...unread.map(({ startLine }) => `line ${startLine} cannot be read`),
  ];
}

function judged(files: readonly ExampleFile[], schema: string, example: Example): Report {
  return preflight(inputOfExample({ ...example, files, schema }));
}
