import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { companionKind } from '../src/frameworks/companions.js';
import { changedCode, type ChangedCode, type DiffedFile } from '../src/code/changed-code.js';
import type { Hunk } from '../src/code/patch.js';

/** One migration file of an example. */
export interface ExampleFile {
  readonly path: string;
  readonly text: string;
  /** What stood on the base branch (`-- base-of: PATH` or `-- base-of: PATH was OLD-PATH`); a file without text is deleted. */
  readonly base?: { readonly text: string; readonly previousPath: string | null };
}

/** An example of a rule's docs.md or cases.sql, with the findings that its comments promise. */
export interface Example {
  readonly rule: string;
  readonly mode: string;
  /** Where it stands, for a failing test's title. */
  readonly title: string;
  readonly kind: 'unsafe' | 'safe' | 'case';
  readonly schema: string;
  readonly files: readonly ExampleFile[];
  /** Changed files that run no SQL: what tools keep beside migrations, and migrations in code. */
  readonly beside: readonly ExampleFile[];
  /** Files of the base branch that the change leaves alone (`-- on-base: PATH`). */
  readonly onBase: readonly ExampleFile[];
  /** Other changed files (`-- code: PATH`, then lines `-- +added`, `-- -removed` or `--  kept`). */
  readonly code: readonly ChangedCode[];
  /** Major to judge it for, or null: not valid on any server that is at hand, so only the engine sees it. */
  readonly postgres: number | null;
  /** `path:line rule severity`, sorted. */
  readonly expected: readonly string[];
}

const RULES = join('src', 'rules');
export const DEFAULT_MAJOR = 14;

export function allExamples(): Example[] {
  return ruleFolders().flatMap(({ mode, rule }) => [...docsExamples(mode, rule), ...caseExamples(mode, rule)]);
}

export function ruleFolders(): { mode: string; rule: string; folder: string }[] {
  return folders(RULES).flatMap((mode) =>
    folders(join(RULES, mode)).map((rule) => ({ mode, rule, folder: join(RULES, mode, rule) })),
  );
}

function folders(path: string): string[] {
  return readdirSync(path, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}

/** The ```sql schema / unsafe / safe blocks of docs.md; a schema block holds for the blocks after it. */
function docsExamples(mode: string, rule: string): Example[] {
  const markdown = readFileSync(join(RULES, mode, rule, 'docs.md'), 'utf8');
  const examples: Example[] = [];
  let schema = '';
  for (const match of markdown.matchAll(/^```sql (schema|unsafe|safe)\n([\s\S]*?)^```$/gm)) {
    const [, kind, body = ''] = match;
    if (kind === 'schema') schema = body;
    else if (kind === 'unsafe' || kind === 'safe') {
      const title = `${rule} docs.md ${kind} ${examples.filter((one) => one.kind === kind).length + 1}`;
      examples.push(exampleOf({ rule, mode, title, kind, schema, body }));
    }
  }
  return examples;
}

/** Text before the first `-- case:` is the schema of all cases. */
function caseExamples(mode: string, rule: string): Example[] {
  const text = readFileSync(join(RULES, mode, rule, 'cases.sql'), 'utf8');
  const [schema = '', ...cases] = text.split(/^-- case: /m);
  return cases.map((one) => {
    const [sentence = '', ...lines] = one.split('\n');
    return exampleOf({
      rule,
      mode,
      title: `${rule}: ${sentence.trim()}`,
      kind: 'case',
      schema,
      body: lines.join('\n'),
    });
  });
}

function exampleOf(
  raw: Pick<Example, 'rule' | 'mode' | 'title' | 'kind' | 'schema'> & { readonly body: string },
): Example {
  const { body, ...raws } = raw;
  const version = /^-- postgres: (\w+)$/m.exec(body)?.[1];
  const [change = '', ...sections] = body.split(/^(?=-- (?:on-base|code): )/m);
  const all = filesOf(change);
  const used =
    all.length > 1
      ? all.filter((file) => file.base !== undefined || file.text.replace(/^--.*$/gm, '').trim() !== '')
      : all;
  const files = used.filter(({ path }) => path.endsWith('.sql') && companionKind(path) === null);
  const beside = used.filter((file) => !files.includes(file));
  const onBase = sections
    .filter((one) => one.startsWith('-- on-base: '))
    .map((one) => ({
      path: one.slice('-- on-base: '.length, one.indexOf('\n')).trim(),
      text: one.slice(one.indexOf('\n') + 1),
    }));
  const postgres = version === 'none' ? null : Number(version ?? DEFAULT_MAJOR);
  const code = changedCode(sections.filter((one) => one.startsWith('-- code: ')).map(codeOf));
  // What has been merged is a part of the schema before, for the engine and for the server.
  const merged = onBase.filter(({ path }) => path.endsWith('.sql') && companionKind(path) === null);
  const schema = [raws.schema, ...merged.map(({ text }) => text)].join('\n');
  return { ...raws, schema, files, beside, onBase, code, postgres, expected: used.flatMap(promises).sort() };
}

/** One hunk at the top of the file: code stands in comments, so that the section stays SQL for whoever runs it. */
function codeOf(section: string): DiffedFile {
  const [first = '', ...rest] = section.trimEnd().split('\n');
  const lines = rest.map((row): Hunk['lines'][number] => {
    const [, sign = '', text = ''] = /^-- ([-+ ])(.*)$/.exec(row) ?? [];
    if (sign === '') throw new Error(`no line of code: ${row}`);
    return { side: sign === '+' ? 'new' : sign === '-' ? 'old' : 'both', text: `${text}\n` };
  });
  const newLines = lines.filter(({ side }) => side !== 'old').length;
  return {
    path: first.slice('-- code: '.length).trim(),
    hunks: () => [{ oldStart: 1, newStart: 1, newLines, heading: '', lines }],
  };
}

/** The text up to the first `-- file: PATH` is a file too; `-- base-of: PATH` starts what stood there before. */
function filesOf(body: string): ExampleFile[] {
  const files: ExampleFile[] = [];
  for (const part of `-- file: 0001_example.sql\n${body}`.split(/^(?=-- (?:file|base-of): )/m)) {
    const [, directive = '', path = '', previous = null] = /^-- (file|base-of): (\S+)(?: was (\S+))?/.exec(part) ?? [];
    const text = part.slice(part.indexOf('\n') + 1);
    const at = files.findIndex((file) => file.path === path);
    const head = files[at];
    if (directive === 'file' || head === undefined) files.push({ path, text });
    else files[at] = { ...head, base: { text, previousPath: previous } };
  }
  return files;
}

/** `-- finding: rule, rule (caution)` at the end of a line; in the base's text it is about the file as a whole. */
function promises(file: ExampleFile): string[] {
  const ofFile = promisesIn(file.base?.text ?? '').map(({ words }) => `${file.path}: ${words}`);
  // Of what holds no SQL, the file as a whole is told.
  const lineOf = (line: number) => (file.path.endsWith('.sql') && companionKind(file.path) === null ? line : '');
  return [...promisesIn(file.text).map(({ line, words }) => `${file.path}:${lineOf(line)} ${words}`), ...ofFile];
}

function promisesIn(text: string): { readonly line: number; readonly words: string }[] {
  return text.split('\n').flatMap((line, at) => {
    const promised = /(?:--|#|\/\/) finding: (.+)$/.exec(line)?.[1];
    if (promised === undefined) return [];
    return promised.split(',').map((one) => {
      const [, rule = '', severity = 'unsafe'] = /^\s*([a-z0-9-]+)(?:\s+\((\w+)\))?\s*$/.exec(one) ?? [];
      return { line: at + 1, words: `${rule} ${severity}` };
    });
  });
}
