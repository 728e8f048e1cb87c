import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** One migration file of an example. */
export interface ExampleFile {
  readonly path: string;
  readonly text: string;
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
  return folders(RULES).flatMap((mode) => folders(join(RULES, mode)).map((rule) => ({ mode, rule, folder: join(RULES, mode, rule) })));
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
    return exampleOf({ rule, mode, title: `${rule}: ${sentence.trim()}`, kind: 'case', schema, body: lines.join('\n') });
  });
}

function exampleOf(raw: Pick<Example, 'rule' | 'mode' | 'title' | 'kind' | 'schema'> & { readonly body: string }): Example {
  const { body, ...rest } = raw;
  const version = /^-- postgres: (\w+)$/m.exec(body)?.[1];
  const files = body.split(/^-- file: /m).map((part, at): ExampleFile => {
    if (at === 0) return { path: '0001_example.sql', text: part };
    const newline = part.indexOf('\n');
    return { path: part.slice(0, newline).trim(), text: part.slice(newline + 1) };
  });
  const used = files.length > 1 ? files.filter((file) => file.text.replace(/^--.*$/gm, '').trim() !== '') : files;
  const postgres = version === 'none' ? null : Number(version ?? DEFAULT_MAJOR);
  return { ...rest, files: used, postgres, expected: used.flatMap(promises).sort() };
}

/** `-- finding: rule, rule (caution)` at the end of a line. */
function promises(file: ExampleFile): string[] {
  return file.text.split('\n').flatMap((line, at) => {
    const promised = /-- finding: (.+)$/.exec(line)?.[1];
    if (promised === undefined) return [];
    return promised.split(',').map((one) => {
      const [, rule = '', severity = 'unsafe'] = /^\s*([a-z0-9-]+)(?:\s+\((\w+)\))?\s*$/.exec(one) ?? [];
      return `${file.path}:${at + 1} ${rule} ${severity}`;
    });
  });
}
