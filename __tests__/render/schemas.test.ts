import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv, type ValidateFunction } from 'ajv';
import { preflight } from '../../src/preflight.js';
import { render as gitlab } from '../../src/render/gitlab.js';
import { render as json } from '../../src/render/json.js';
import { render as sarif } from '../../src/render/sarif.js';
import type { Report } from '../../src/report/report.js';
import { loadParser } from '../../src/sql/parse.js';
import { inputOf } from '../engine-input.js';
import { allExamples, DEFAULT_MAJOR } from '../rule-examples.js';
import { finding, fixtureReport, hostileReport, safeReport } from './fixture-report.js';

const OPTIONS = { width: 80, color: false, limit: 60_000 };
const SARIF_SCHEMA = join('node_modules', '@microsoft', 'jest-sarif', 'lib', 'schemas', 'sarif-2.1.0-rtm.5.json');
const GOLDENS = join('__tests__', 'pull-requests');

/** The official schema is of draft 4 in name alone. */
const isSarif = compiled(SARIF_SCHEMA);
const isReport = compiled(join('docs', 'report.schema.json'));
const isGitLab = new Ajv().compile({
  type: 'array',
  items: {
    type: 'object',
    required: ['description', 'check_name', 'fingerprint', 'severity', 'location'],
    properties: {
      severity: { enum: ['info', 'minor', 'major', 'critical', 'blocker'] },
      fingerprint: { type: 'string', minLength: 1 },
      location: {
        type: 'object',
        required: ['path', 'lines'],
        properties: {
          path: { type: 'string', pattern: '^(?!\\./)' },
          lines: { type: 'object', required: ['begin'], properties: { begin: { type: 'integer', minimum: 1 } } },
        },
      },
    },
  },
});

const unplaced = finding({ path: null, statement: null, startLine: null, endLine: null });
const reports: readonly (readonly [string, Report])[] = [
  ['the fixture', fixtureReport],
  ['hostile names', hostileReport('](x) {0} `a` @b <c> \u202e\ud83d\n::error::')],
  ['nothing found', safeReport],
  ['no files', { ...safeReport, files: [] }],
  ['a finding without a place', { ...safeReport, files: [], findings: [unplaced, unplaced] }],
];

beforeAll(loadParser);

function compiled(path: string): ValidateFunction {
  const { $schema: _draft, id: _id, ...schema } = JSON.parse(readFileSync(path, 'utf8'));
  const formats = { uri: /^[a-z][a-z0-9+.-]*:/i, 'uri-reference': /^[^\s<>"{}|\\^`]*$/, 'date-time': /^\d/ };
  // Its patterns were written before the flag `u`.
  return new Ajv({ strict: false, allErrors: true, unicodeRegExp: false, formats }).compile(schema);
}

function errorsOf(validate: ValidateFunction, document: string): readonly string[] {
  validate(JSON.parse(document));
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message ?? ''}`);
}

describe.each(reports)('%s', (_name, report) => {
  test('as JSON keeps to its published schema', () => {
    expect(errorsOf(isReport, json(report, OPTIONS))).toEqual([]);
  });

  test('as SARIF keeps to the official schema and to what GitHub asks for beyond it', () => {
    const document = sarif(report, OPTIONS);
    expect(errorsOf(isSarif, document)).toEqual([]);
    expect(refusedByGitHub(document)).toEqual([]);
  });

  test('as a code quality report keeps to what GitLab reads, with a fingerprint for each', () => {
    const document = gitlab(report, OPTIONS);
    const fingerprints: string[] = JSON.parse(document).map((one: { fingerprint: string }) => one.fingerprint);
    expect(errorsOf(isGitLab, document)).toEqual([]);
    expect(new Set(fingerprints).size).toBe(fingerprints.length);
  });
});

test('every rule example keeps to both schemas', () => {
  const troubles = allExamples().flatMap(({ title, files, schema, postgres }) => {
    const input = inputOf(files, schema, {}, postgres ?? DEFAULT_MAJOR);
    const report = preflight({ ...input, settings: { ...input.settings, docsBase: 'https://example.org/rules' } });
    const document = sarif(report, OPTIONS);
    const errors = [...errorsOf(isReport, json(report, OPTIONS)), ...errorsOf(isSarif, document)];
    return [...errors, ...refusedByGitHub(document)].map((trouble) => `${title}: ${trouble}`);
  });
  expect(troubles).toEqual([]);
}, 120_000);

test('so does what the built action wrote for the golden pull requests', () => {
  const folders = readdirSync(GOLDENS).map((name) => join(GOLDENS, name, 'expected'));
  const written = folders.flatMap((folder) => [
    ...documents(folder, 'report.json').flatMap((text) => errorsOf(isReport, text)),
    ...documents(folder, 'report.sarif').flatMap((text) => [...errorsOf(isSarif, text), ...refusedByGitHub(text)]),
  ]);
  expect(written).toEqual([]);
});

test('a schema notices what does not belong to it', () => {
  expect(errorsOf(isReport, json(fixtureReport, OPTIONS).replace('"verdict"', '"outcome"'))).not.toEqual([]);
  expect(errorsOf(isSarif, sarif(fixtureReport, OPTIONS).replace('"results"', '"findings"'))).not.toEqual([]);
  expect(errorsOf(isSarif, sarif(fixtureReport, OPTIONS).replace('"level": "error"', '"level": "bad"'))).not.toEqual(
    [],
  );
});

test('the same report gives the same bytes, whatever the terminal is like', () => {
  for (const render of [json, sarif, gitlab]) {
    const other = render(structuredClone(fixtureReport), { width: 40, color: true, limit: 10 });
    expect(other).toBe(render(fixtureReport, OPTIONS));
  }
});

test('what was acknowledged is no issue for GitLab', () => {
  const accepted = finding({ suppressed: { by: 'comment', reason: 'r', addedHere: true } });
  expect(JSON.parse(gitlab({ ...safeReport, findings: [accepted] }, OPTIONS))).toEqual([]);
});

function documents(folder: string, name: string): readonly string[] {
  try {
    return [readFileSync(join(folder, name), 'utf8')];
  } catch {
    return [];
  }
}

/** What code scanning refuses or leaves out although the schema takes it. */
function refusedByGitHub(document: string): readonly string[] {
  const log = JSON.parse(document);
  const [run] = log.runs;
  const troubles: string[] = log.runs.length === 1 ? [] : ['not one run'];
  for (const rule of run.tool.driver.rules) {
    for (const text of [rule.shortDescription?.text, rule.fullDescription?.text, rule.help?.text])
      if (typeof text !== 'string' || text === '') troubles.push(`${rule.id} is not described`);
    if (rule.properties.tags.length > 10) troubles.push(`${rule.id} has more tags than are kept`);
  }
  for (const result of run.results) {
    const [place] = result.locations;
    if (place?.physicalLocation.region.startLine === undefined) troubles.push('a result without a place');
    if (/^[a-z]+:|^\//i.test(place?.physicalLocation.artifactLocation.uri)) troubles.push('a path that is no path');
    if (!/^[^:]+:\d+$/.test(result.partialFingerprints.primaryLocationLineHash)) troubles.push('no fingerprint');
    const links = [...result.message.text.matchAll(/\]\((\d+)\)/g)].map(([, id]) => Number(id));
    const related: number[] = (result.relatedLocations ?? []).map((one: { id: number }) => one.id);
    if (links.join() !== related.join()) troubles.push('a related place that the message does not link to');
  }
  return troubles;
}
