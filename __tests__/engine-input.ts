import type { PreflightInput, SourceFile } from '../src/preflight.js';
import { NO_POLICY } from '../src/report/policy.js';
import type { ExampleFile } from './rule-examples.js';

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
    listCut: null,
    codeMigrations: [],
    code: [],
    mentions: null,
    evidence: [],
    settings: {
      postgresVersion: version,
      onUnscannable: 'fail',
      deployOrder: 'unknown',
      policy: NO_POLICY,
      version: '0.0.0',
      docsBase: 'docs/rules',
    },
    ...some,
  };
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
