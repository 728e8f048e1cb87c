import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { parseSync } from 'libpg-query';
import { FRAMEWORKS } from '../src/frameworks/index.js';
import { preflight } from '../src/preflight.js';
import { loadParser } from '../src/sql/parse.js';
import { inputOf } from './engine-input.js';
import { allFixtures, sqlFiles, toolFolders } from './framework-fixtures.js';

beforeAll(loadParser);

describe('a repository of the tool gets exactly this report', () => {
  test.each(allFixtures().map((fixture) => [fixture.title, fixture] as const))('%s', (_title, { input, expected }) => {
    const { files, findings } = preflight(input);
    const found = findings.map(
      ({ path, startLine, rule, severity }) => `${path ?? ''}:${startLine ?? ''} ${rule} ${severity}`,
    );
    const read = files.map(({ path, framework, transaction, direction }) => [
      path,
      `${framework} ${transaction} ${direction}`,
    ]);
    expect({ files: Object.fromEntries(read), findings: found }).toEqual({
      files: expected.files,
      findings: expected.findings,
    });
    for (const [rule, lines] of Object.entries(expected.fixes))
      expect([rule, findings.find((one) => one.rule === rule)?.fix.split('\n')]).toEqual([rule, lines]);
    for (const [rule, words] of Object.entries(expected.says))
      expect(findings.find((one) => one.rule === rule)?.message).toContain(words);
  });
});

test('each folder of a tool has a page and is registered under its name', () => {
  expect(FRAMEWORKS.map(({ name }) => name).sort()).toEqual(toolFolders().sort());
  for (const tool of toolFolders()) {
    const page = join('src', 'frameworks', tool, 'docs.md');
    expect([tool, existsSync(page) && readFileSync(page, 'utf8').startsWith('# ')]).toEqual([tool, true]);
  }
});

describe('no statement of a history is dropped: the report has as many as the parser counts', () => {
  test.each(toolFolders())('%s', (tool) => {
    for (const path of sqlFiles(tool)) {
      const text = readFileSync(path, 'utf8');
      const [file] = preflight(
        inputOf([{ path: path.replace(/^.*?\/fixture\/(?:base|changes\/[^/]+)\//, ''), text }]),
      ).files;
      expect([path, file?.statements.length]).toEqual([path, parseSync(text).stmts?.length ?? 0]);
    }
  });
});
