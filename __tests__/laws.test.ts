import { preflight } from '../src/preflight.js';
import type { PreflightInput } from '../src/preflight.js';
import { render as renderJson } from '../src/render/json.js';
import type { Report } from '../src/report/report.js';
import { tokenize } from '../src/sql/lexer.js';
import { loadParser, parseSource } from '../src/sql/parse.js';
import type { Piece } from '../src/sql/statement.js';
import { inputOf } from './engine-input.js';
import {
  brokenFixes,
  changed,
  cuts,
  essence,
  inOrder,
  isPlain,
  renamings,
  withNoise,
  withOtherCase,
  withQuotes,
} from './law-variations.js';
import { allExamples, DEFAULT_MAJOR } from './rule-examples.js';
import type { Example, ExampleFile } from './rule-examples.js';

const EXAMPLES = allExamples().map((example, at) => [`${at + 1} ${example.title}`, example] as const);
const JSON_OPTIONS = { width: 80, color: false, limit: Infinity } as const;
/** With a key, or a publication of all tables would have something to do with it. */
const UNRELATED = 'CREATE TABLE quite_unrelated (id bigint PRIMARY KEY);\n';
const CUTS_A_FILE = 4;

beforeAll(loadParser);

test('there are examples to judge, and nearly all hold nothing but SQL', () => {
  expect(EXAMPLES.length).toBeGreaterThan(20);
  const plain = EXAMPLES.filter(([, example]) => example.files.every(isPlain));
  expect(plain.length / EXAMPLES.length).toBeGreaterThan(0.9);
});

describe('comments and white space change nothing but positions', () => {
  test.each(EXAMPLES)('%s', (_title, example) => {
    const [before, after] = [judged(example), judged(example, varied(example, withNoise))];
    expect(inOrder(essence(after))).toEqual(inOrder(essence(before)));
    expect(brokenFixes(after).filter((rule) => !brokenFixes(before).includes(rule))).toEqual([]);
  });
});

describe.each([
  ['the case of words', withOtherCase],
  ['quotes that no name needs', withQuotes],
])('%s change nothing but positions', (_law, change) => {
  test.each(EXAMPLES)('%s', (_title, example) => {
    const after = judged(example, varied(example, change));
    expect(inOrder(essence(after))).toEqual(inOrder(essence(judged(example))));
  });
});

describe('a table renamed everywhere changes its name and nothing else', () => {
  test.each(EXAMPLES)('%s', (_title, example) => {
    const before = sortedLists(inOrder(essence(judged(example))));
    for (const { from, to, apply } of renamings(example.schema, example.files)) {
      const files = example.files.map((file) => changed(file, apply));
      const after = essence(judged({ ...example, schema: apply(example.schema) }, files));
      const back: typeof after = JSON.parse(JSON.stringify(after).replaceAll(to, from));
      expect(sortedLists(inOrder(back))).toEqual(before);
    }
    expect(before.verdict).toMatch(/^(safe|caution|unsafe)$/);
  });
});

describe('an unrelated new table changes nothing else', () => {
  test.each(EXAMPLES)('in a file of its own: %s', (_title, example) => {
    const path = 'zz_unrelated.sql';
    const after = judged(example, [...example.files, { path, text: UNRELATED }]);
    const rest = { ...after, files: after.files.filter((file) => file.path !== path), assumptions: [] };
    expect(essence(rest)).toEqual(essence({ ...judged(example), assumptions: [] }));
  });

  test.each(EXAMPLES)('at the end of the file: %s', (_title, example) => {
    const before = judged(example);
    if (!mayBeAppendedTo(example, before)) return;
    // One name for each file: Postgres refuses the second table of the same name.
    const files = example.files.map((file, at) => ({
      ...file,
      text: `${file.text}\n;\n${UNRELATED.replace('unrelated', `unrelated_${at}`)}`,
    }));
    const after = judged(example, files);
    const shorter = after.files.map((file) => ({ ...file, statements: file.statements.slice(0, -1) }));
    // A fix that hands the whole file back in parts holds what was added to it.
    const repeating = after.findings.filter(({ fix }) => fix.includes('quite_unrelated')).map(({ rule }) => rule);
    const told = (report: Report): Report => ({
      ...report,
      findings: report.findings.map((one) => (repeating.includes(one.rule) ? { ...one, fix: '', fixFiles: [] } : one)),
    });
    expect(notSuggested(essence(told({ ...after, files: shorter })))).toEqual(notSuggested(essence(told(before))));
  });
});

/** A statement that leaves the transaction is only suggested where it has its file to itself. */
function notSuggested(report: ReturnType<typeof essence>): unknown {
  return JSON.parse(JSON.stringify(report, (key, value: unknown) => (key === 'suggests' ? undefined : value)));
}

describe('the order of the files and the number of the run do not show in a single byte', () => {
  test.each(EXAMPLES)('%s', (_title, example) => {
    const input = inputFor(example);
    const bytes = renderJson(preflight(input), JSON_OPTIONS);
    expect(renderJson(preflight(input), JSON_OPTIONS)).toBe(bytes);
    expect(renderJson(preflight({ ...input, files: [...input.files].reverse() }), JSON_OPTIONS)).toBe(bytes);
  });
});

describe('a file that is cut in the middle of a statement', () => {
  /**
   * What is left of the cut statement is unreadable, and then the verdict is unsafe, or a shorter statement. Either way a
   * statement before the cut that was unsafe is so still. Two excuses: the cut took the second place that the finding
   * rests on, or the very statement that told how the file's transactions run.
   */
  test.each(EXAMPLES)('never loses what it still shows: %s', (_title, example) => {
    const whole = judged(example);
    const wrong = example.files.flatMap((file, at) =>
      cuts(file.text, CUTS_A_FILE).flatMap((cut) => {
        const files = example.files.with(at, { ...file, text: file.text.slice(0, cut) });
        return lostByCut(whole, judged(example, files), file, cut);
      }),
    );
    expect(wrong).toEqual([]);
  });
});

describe('a span', () => {
  test.each(EXAMPLES)('cuts the source exactly at its statement: %s', (_title, example) => {
    const report = judged(example);
    const wrong = example.files.flatMap((file) => {
      const { pieces } = parseSource(file.text);
      const lines = report.files.find(({ path }) => path === file.path)?.statements ?? [];
      return [...gapsWithSql(file, pieces), ...pieces.flatMap((piece) => misplaced(file, piece, lines[piece.index]))];
    });
    expect(wrong).toEqual([]);
  });
});

const asWritten = new Map<Example, Report>();

/** The example as it is written is judged once; every law compares with it. */
function judged(example: Example, files?: readonly ExampleFile[]): Report {
  if (files !== undefined) return preflight(inputFor(example, files));
  const report = asWritten.get(example) ?? preflight(inputFor(example));
  asWritten.set(example, report);
  return report;
}

function varied({ files }: Example, change: (text: string) => string): readonly ExampleFile[] {
  return files.map((file) => (isPlain(file) ? changed(file, change) : file));
}

function inputFor(
  { schema, postgres, ...example }: Example,
  files: readonly ExampleFile[] = example.files,
): PreflightInput {
  return inputOf(files, schema, {}, postgres ?? DEFAULT_MAJOR);
}

/** Lists that a report sorts by name; a new name may sort elsewhere. */
function sortedLists<T>(value: T): T {
  const sorted = (_key: string, one: unknown): unknown =>
    Array.isArray(one) && one.every((item) => typeof item === 'object' && item !== null && 'relation' in item)
      ? one.map((item) => JSON.stringify(item)).sort()
      : one;
  return JSON.parse(JSON.stringify(value, sorted));
}

/**
 * Not to a migration that ran already, not behind psql's commands or a piece that may swallow what follows, not into a part that runs apart from the rest, and
 * not beside a statement that must be alone in its file.
 */
function mayBeAppendedTo({ files }: Example, report: Report): boolean {
  const apart = report.files.some(({ direction, transaction }) => direction !== 'up' || transaction === 'statement');
  const readable = report.files.every(({ statements }) => statements.every(({ kind }) => kind !== null));
  return files.every((file) => isPlain(file) && file.base === undefined) && readable && !apart;
}

function lostByCut(whole: Report, cut: Report, { path, text }: ExampleFile, at: number): readonly string[] {
  const [before, after] = [whole, cut].map((report) => report.files.find((file) => file.path === path));
  const where = `${path} cut at ${JSON.stringify(text.slice(Math.max(0, at - 20), at))}`;
  // A psql command that runs what stands elsewhere is no statement of its own, and a caution however it is cut.
  const psql = parseSource(text.slice(0, at)).pieces.filter((piece) => !piece.readable && piece.cause === 'outside');
  const unread = after?.statements.some(
    ({ kind, index }) => kind === null && psql.every((piece) => piece.index !== index),
  );
  const hidden =
    unread === true && cut.verdict !== 'unsafe' ? [`${where}: a piece is unreadable, yet ${cut.verdict}`] : [];
  if (before?.transaction !== after?.transaction || before?.direction !== after?.direction) return hidden;
  const left = parseSource(text).pieces.filter(({ span }) => span.end <= at).length;
  const lost = whole.findings
    .filter(
      (one) => one.path === path && one.severity === 'unsafe' && one.suppressed === null && one.related.length === 0,
    )
    .filter(({ statement }) => statement !== null && statement < left)
    .filter(({ statement }) => !cut.findings.some((one) => one.severity === 'unsafe' && one.statement === statement));
  return [...hidden, ...lost.map(({ rule, statement }) => `${where}: ${rule} on statement ${statement} is gone`)];
}

/** Between two statements stand spaces, comments and semicolons. */
function gapsWithSql(file: ExampleFile, pieces: readonly Piece[]): readonly string[] {
  if (!isPlain(file)) return [];
  const edges = [0, ...pieces.flatMap(({ span }) => [span.start, span.end]), file.text.length];
  return pieces.concat([]).flatMap((_, at) => sqlBetween(file.text, edges[2 * at] ?? 0, edges[2 * at + 1] ?? 0));
}

function sqlBetween(text: string, start: number, end: number): readonly string[] {
  const rest = tokenize(text, start, end).filter(({ kind }) => kind !== 'line-comment' && kind !== 'block-comment');
  return rest.map((token) => text.slice(token.start, token.end)).filter((written) => written !== ';');
}

/** The slice alone parses to the same kind of statement, starts and ends with its own tokens, and stands on its lines. */
function misplaced(
  { path, text }: ExampleFile,
  piece: Piece,
  lines: { readonly startLine: number; readonly endLine: number } | undefined,
): readonly string[] {
  const { start, end } = piece.span;
  const slice = text.slice(start, end);
  const lineAt = (offset: number): number => text.slice(0, offset).split(/\r\n|\r|\n/).length;
  const alone = parseSource(slice).pieces;
  const same = alone.length === 1 && alone[0]?.span.start === 0 && alone[0].span.end === slice.length;
  const kind = piece.readable && alone[0]?.readable === true ? alone[0].kind === piece.kind : !piece.readable;
  const placed = lines?.startLine === lineAt(start) && lines.endLine === lineAt(end);
  return same && kind && placed ? [] : [`${path}: ${JSON.stringify(slice)} (${lines?.startLine}–${lines?.endLine})`];
}
