import { isCodeMigration } from '../src/frameworks/code-migration.js';
import { companionKind } from '../src/frameworks/companions.js';
import { evidenceWanted } from '../src/frameworks/evidence.js';
import type { Companion, PreflightInput, SourceFile } from '../src/preflight.js';
import { NO_POLICY } from '../src/report/policy.js';
import { NOTHING_TOLD } from '../src/told.js';
import { DEFAULT_MAJOR, type Example, type ExampleFile } from './rule-examples.js';

/** An input with everything at its default; a test names what differs. */
export function inputOf(
  files: readonly ExampleFile[],
  schema = '',
  some: Partial<PreflightInput> = {},
  version = 14,
): PreflightInput {
  return {
    files: files.map(changedFile),
    schema: schema.trim() === '' ? [] : [{ path: 'schema.sql', text: schema, kind: 'dump' }],
    schemaProblem: null,
    sets: 'together',
    subject: 'change',
    listCut: null,
    codeMigrations: [],
    base: null,
    code: [],
    mentions: null,
    evidence: [],
    settings: {
      postgresVersion: version,
      onUnscannable: 'fail',
      deployOrder: 'unknown',
      policy: NO_POLICY,
      told: NOTHING_TOLD,
      version: '0.0.0',
      docsBase: 'docs/rules',
    },
    ...some,
  };
}

/** An example with what stood around it on the base branch. */
export function inputOfExample(example: Example, version = example.postgres ?? DEFAULT_MAJOR): PreflightInput {
  const { files, schema, beside, onBase, code } = example;
  const input = inputOf(files, schema, { code }, version);
  if (beside.length + onBase.length === 0) return input;
  const merged = onBase.filter(({ path }) => evidenceWanted(path) === null && companionKind(path) === null);
  const evidence = onBase.flatMap(({ path, text }) => {
    const wanted = evidenceWanted(path);
    return wanted === null ? [] : [{ path, text: wanted === 'text' ? text : null }];
  });
  return {
    ...input,
    codeMigrations: beside
      .filter(({ path, text }) => isCodeMigration(path) && text.trim() !== '')
      .map(({ path }) => path),
    evidence,
    base: { migrations: merged.map(({ path }) => path), gone: goneOf(beside), companions: companionsOf(example) },
  };
}

function goneOf(beside: readonly ExampleFile[]): NonNullable<PreflightInput['base']>['gone'] {
  return beside.flatMap(({ path, text, base }): { path: string; movedTo: string | null }[] => {
    if (base === undefined || !isCodeMigration(path)) return [];
    if (text.trim() === '') return [{ path, movedTo: null }];
    return base.previousPath === null ? [] : [{ path: base.previousPath, movedTo: path }];
  });
}

function companionsOf({ beside, onBase }: Example): Companion[] {
  const isOne = ({ path }: ExampleFile): boolean => companionKind(path) !== null;
  const changed = beside.filter(isOne).map(({ path, text, base }): Companion => {
    const gone = base !== undefined && text.trim() === '';
    const change = base === undefined ? 'added' : gone ? 'removed' : 'modified';
    return { path, change, text: gone ? null : withoutPromise(text), baseText: base?.text ?? null };
  });
  const left = onBase
    .filter(isOne)
    .map(({ path, text }): Companion => ({ path, change: 'none', text, baseText: text }));
  return [...changed, ...left];
}

/** A journal is JSON, which has no comments. */
function withoutPromise(text: string): string {
  return text.replace(/(?:--|#|\/\/) finding: .*$/gm, '');
}

/** Added, unless the example shows what stood on the base branch; deleted when nothing is left of it. */
function changedFile({ path, text, base }: ExampleFile): SourceFile {
  if (base === undefined) return sourceFile(path, text);
  if (text.trim() === '') return sourceFile(path, '', { status: 'removed', content: { kind: 'removed' } });
  const { text: baseText, previousPath } = base;
  return sourceFile(path, text, { status: previousPath === null ? 'modified' : 'renamed', previousPath, baseText });
}

export function sourceFile(path: string, text: string, some: Partial<SourceFile> = {}): SourceFile {
  return {
    path,
    previousPath: null,
    status: 'added',
    content: { kind: 'text', text },
    baseText: null,
    changedLines: null,
    ...some,
  };
}
