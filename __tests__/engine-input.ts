import type { PreflightInput, SourceFile } from '../src/preflight.js';
import type { ExampleFile } from './rule-examples.js';

/** An input with everything at its default; a test names what differs. */
export function inputOf(files: readonly ExampleFile[], schema = '', some: Partial<PreflightInput> = {}, version = 14): PreflightInput {
  return {
    files: files.map(({ path, text }) => sourceFile(path, text)),
    schema: schema.trim() === '' ? [] : [{ path: 'schema.sql', text: schema }],
    sets: 'together',
    listCut: null,
    codeMigrations: [],
    settings: { postgresVersion: version, onUnscannable: 'fail', forbidSuppression: [], version: '0.0.0', docsBase: 'docs/rules' },
    ...some,
  };
}

export function sourceFile(path: string, text: string, some: Partial<SourceFile> = {}): SourceFile {
  return { path, previousPath: null, status: 'added', content: { kind: 'text', text }, baseText: null, changedLines: null, ...some };
}
