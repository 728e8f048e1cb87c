import { beforeAll, describe, expect, test } from '@jest/globals';
import { preflight } from '../src/preflight.js';
import type { Report } from '../src/report/report.js';
import { tokenize } from '../src/sql/lexer.js';
import { loadParser, parseSource } from '../src/sql/parse.js';
import type { StatementNode, StatementTag } from '../src/sql/statement.js';
import { inputOf } from './engine-input.js';
import { isPlain } from './law-variations.js';
import { allExamples, DEFAULT_MAJOR, type Example, type ExampleFile } from './rule-examples.js';

beforeAll(loadParser);

const EXAMPLES = allExamples().map((example, at) => [`${at + 1} ${example.title}`, example] as const);
const OPENING = 'DO $law$\nBEGIN\n';
const LINES_OF_OPENING = 2;

describe('what a DO block runs is judged as if it stood in the file', () => {
  test.each(EXAMPLES)('%s', (_title, example) => {
    const before = judged(example, example.files);
    if (!mayBeWrapped(example, before)) return;
    const wrapped = judged(example, example.files.map(inBlock));
    expect(essence(wrapped, 0)).toEqual(essence(before, LINES_OF_OPENING));
  });
});

test('most examples can stand in a DO block', () => {
  const wrapped = EXAMPLES.filter(([, example]) => mayBeWrapped(example, judged(example, example.files)));
  expect(wrapped.length / EXAMPLES.length).toBeGreaterThan(0.5);
});

/** PL/pgSQL wants a semicolon behind every statement, and none alone. */
function inBlock(file: ExampleFile): ExampleFile {
  const { text } = file;
  const last = tokenize(text).findLast(({ kind }) => !kind.endsWith('comment'));
  const ends = last === undefined || text.slice(last.start, last.end) === ';';
  return { ...file, text: `${OPENING}${text}${ends ? '' : '\n;'}\nEND $law$;` };
}

function essence({ findings }: Report, lines: number): readonly string[] {
  return findings
    .map(
      ({ rule, severity, path, startLine }) =>
        `${path}:${startLine === null ? '' : startLine + lines} ${rule} ${severity}`,
    )
    .sort();
}

const OTHERWISE_IN_A_BODY = new Set<StatementTag>(['TransactionStmt', 'DoStmt']);

/** In PL/pgSQL it fills a variable. */
function isSelectInto(node: StatementNode): boolean {
  return node.tag === 'SelectStmt' && node.body.intoClause !== undefined;
}

/** Of the file's name, and told at its first statement. */
const ABOUT_THE_FILE = new Set(['version-used-twice']);

/** One transaction a file, of statements that PL/pgSQL knows. */
function mayBeWrapped({ files }: Example, report: Report): boolean {
  if (report.findings.some(({ rule }) => ABOUT_THE_FILE.has(rule))) return false;
  const whole = report.files.every(({ direction, transaction }) => direction === 'up' && transaction === 'file');
  return whole && files.every((file) => file.base === undefined && isPlain(file) && isForBody(file));
}

/** A comment by which a tool is known or told something is no longer one in a body. */
const DIRECTIVE = /^\s*--\s*(?:\+goose|atlas:|flyway:|migrate\s*:)/im;

function isForBody({ text }: ExampleFile): boolean {
  if (text.includes('pg-preflight') || DIRECTIVE.test(text)) return false;
  return parseSource(text).pieces.every(
    (piece) => piece.readable && !OTHERWISE_IN_A_BODY.has(piece.node.tag) && !isSelectInto(piece.node),
  );
}

function judged({ schema, postgres }: Example, files: readonly ExampleFile[]): Report {
  return preflight(inputOf(files, schema, {}, postgres ?? DEFAULT_MAJOR));
}
