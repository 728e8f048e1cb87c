import { beforeAll, describe, expect, test } from '@jest/globals';
import { preflight } from '../src/preflight.js';
import { loadParser } from '../src/sql/parse.js';
import { inputOf } from './engine-input.js';
import { allExamples, type Example } from './rule-examples.js';

beforeAll(loadParser);

const examples = allExamples();

/** `path:line rule severity` of every finding, notes only where the example speaks of one. */
function findingsOf(example: Example): string[] {
  const report = preflight(inputOf(example.files, example.schema, { code: example.code }, example.postgres ?? 14));
  const notes = new Set(example.expected.filter((line) => line.endsWith(' note')).map((line) => line.split(' ')[1]));
  return report.findings
    .filter((finding) => finding.suppressed === null && (finding.severity !== 'note' || notes.has(finding.rule)))
    .map((finding) => `${finding.path ?? ''}:${finding.startLine ?? ''} ${finding.rule} ${finding.severity}`)
    .sort();
}

describe('each example yields exactly the findings it promises, at the lines it promises', () => {
  test.each(examples.map((example) => [example.title, example] as const))('%s', (_title, example) => {
    expect(findingsOf(example)).toEqual(example.expected);
  });
});

test('every rule has an unsafe example of its own that it finds, and a silent case', () => {
  const rules = new Set(examples.map((example) => example.rule));
  for (const rule of rules) {
    const own = examples.filter((example) => example.rule === rule);
    const found = own.some((one) => one.kind === 'unsafe' && one.expected.some((line) => line.includes(` ${rule} `)));
    expect([rule, found]).toEqual([rule, true]);
    const silent = own.some((one) => !one.expected.some((line) => line.includes(` ${rule} `)));
    expect([rule, silent]).toEqual([rule, true]);
  }
});
