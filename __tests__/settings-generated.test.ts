import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import * as z from 'zod';
import { generateSettings } from '../scripts/generate/settings.js';
import { CHECK_FLAGS } from '../src/settings/cli-args.js';
import { SETTINGS } from '../src/settings/schema.js';

const readme = '# x\n\n<!-- settings -->\nold\n<!-- /settings -->\n\nend\n';
const generated = generateSettings(readme);

const action = z
  .object({
    inputs: z.record(z.string(), z.object({ description: z.string(), default: z.string().optional() }).loose()),
    outputs: z.record(z.string(), z.object({ description: z.string() })),
    runs: z.object({ using: z.string(), main: z.string() }),
    description: z.string().max(125),
  })
  .loose()
  .parse(parse(generated['action.yml'] ?? ''));

describe('what is generated from the list of settings', () => {
  test('action.yml has the inputs and outputs of the contract', () => {
    expect(Object.keys(action.inputs)).toEqual([
      'github-token',
      'pull-request',
      'paths',
      'config',
      'postgres-version',
      'fail-on',
      'review-comments',
      'summary-comment',
      'max-inline-comments',
      'check-name',
      'on-unscannable',
      'key',
      'report-file',
      'sarif-file',
    ]);
    expect(Object.keys(action.outputs)).toEqual([
      'verdict',
      'unsafe',
      'caution',
      'note',
      'files',
      'statements',
      'report',
    ]);
    expect(action.runs).toEqual({ using: 'node24', main: 'dist/index.js' });
  });

  test('only the token has a default in action.yml, because a runner hands defaults over as set', () => {
    const withDefault = Object.entries(action.inputs).filter(([, input]) => input.default !== undefined);
    expect(withDefault.map(([name, input]) => [name, input.default])).toEqual([
      ['github-token', '${{ github.token }}'],
    ]);
  });

  test('a default that a description states is the one that is used', () => {
    for (const setting of Object.values(SETTINGS)) {
      const isSeveral = typeof setting.default === 'object';
      const empty = isSeveral ? '' : String(setting.default);
      expect([setting.name, setting.shownDefault]).toEqual([setting.name, empty]);
    }
  });

  test('the committed action.yml is current', () => {
    expect(readFileSync('action.yml', 'utf8')).toBe(generated['action.yml']);
  });

  test('the README keeps its text around the table, and generating twice changes nothing', () => {
    const first = generated['README.md'] ?? '';
    expect(first.startsWith('# x\n\n<!-- settings -->\n')).toBe(true);
    expect(first.endsWith('<!-- /settings -->\n\nend\n')).toBe(true);
    expect(first).toContain('| `fail-on` | input, config file, flag | `unsafe` |');
    expect(generateSettings(first)['README.md']).toBe(first);
  });

  test('a README without the markers is refused', () => {
    expect(() => generateSettings('# nothing\n')).toThrow(/<!-- settings -->/);
  });

  test('the flags of check are those of the contract', () => {
    expect(CHECK_FLAGS.map((flag) => flag.name).sort()).toEqual([
      'base',
      'config',
      'fail-on',
      'format',
      'output',
      'postgres-version',
      'schema',
    ]);
  });
});
