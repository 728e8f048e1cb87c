import { isCodeMigration } from '../src/frameworks/code-migration.js';
import { companionKind } from '../src/frameworks/companions.js';
import { evidenceWanted } from '../src/frameworks/evidence.js';
import { basePlan, baseTree } from '../src/history/base-tree.js';
import type { Select } from '../src/history/history-plan.js';
import type { BaseTree, PreflightInput, SourceFile } from '../src/preflight.js';
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
    base: baseOf(example, input.files),
  };
}

/** As a door gives it; whatever an example calls a migration is one. */
function baseOf({ files, beside, onBase }: Example, judged: readonly SourceFile[]): BaseTree {
  const around = beside.map((file) => changedFile({ ...file, text: withoutPromise(file.text) }));
  const stood = [...files, ...beside].flatMap(({ path, base }): [string, string][] =>
    base === undefined ? [] : [[base.previousPath ?? path, base.text]],
  );
  // What an example puts beside a merged migration may say it twice.
  const texts = new Map([...onBase.map(({ path, text }) => [path, text] as const), ...stood]);
  const select: Select = (paths) => ({
    sql: paths.filter((path) => path.endsWith('.sql') && companionKind(path) === null),
    code: paths.filter(isCodeMigration),
  });
  const plan = basePlan([...judged, ...around.filter(({ path }) => isCodeMigration(path))], around, {
    paths: [...texts.keys()].filter((path) => evidenceWanted(path) === null || companionKind(path) !== null),
    select,
  });
  return baseTree(plan, around, (path) => ({ kind: 'text', text: texts.get(path) ?? '' }));
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
