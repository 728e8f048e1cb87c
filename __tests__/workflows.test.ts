import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import * as z from 'zod';
import { PINNED } from '../src/settings/product.js';
import { WORKFLOW } from '../src/settings/starter.js';
import { auditWorkflow } from './workflow-audit.js';

const FOLDER = '.github/workflows';
const CHECKOUT = 'actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1';

const GOOD = `
on: pull_request
permissions: {}
concurrency: review
jobs:
  migrations:
    permissions:
      contents: read
    steps:
      - uses: ${CHECKOUT}
        with:
          persist-credentials: false
      - run: echo "$TITLE"
        env:
          TITLE: \${{ github.event.pull_request.title }}
`;

/** Each row differs from the good workflow in one thing. */
const BAD: readonly (readonly [title: string, from: string, to: string, problem: string])[] = [
  ['a tag instead of a hash', CHECKOUT, 'actions/checkout@v7', 'not pinned'],
  ['a shortened hash', CHECKOUT, 'actions/checkout@3d3c42e # v7.0.1', 'not pinned'],
  [
    'a branch of a reusable workflow',
    'permissions:\n      contents',
    'uses: a/b/c.yml@main\n    permissions:\n      contents',
    'not pinned',
  ],
  ['an image by its tag', CHECKOUT, 'docker://alpine:3', 'not pinned'],
  ['a hash without its version', ' # v7.0.1', '', 'no version comment'],
  ['no top-level permissions', 'permissions: {}\n', '', 'top-level permissions must be {}'],
  ['broad top-level permissions', 'permissions: {}', 'permissions: write-all', 'top-level permissions must be {}'],
  ['a job without permissions', '    permissions:\n      contents: read\n', '', 'must list its permissions'],
  [
    'a job with all permissions',
    'permissions:\n      contents: read',
    'permissions: read-all',
    'must list its permissions',
  ],
  ['a job that may push', 'contents: read', 'contents: write', 'contents: write'],
  [
    'a title inside a script',
    'echo "$TITLE"',
    'echo "${{ github.event.pull_request.title }}"',
    'an expression inside a script',
  ],
  ['a branch name inside a script', 'echo "$TITLE"', 'git log ${{ github.head_ref }}', 'an expression inside a script'],
  ['an input inside a script', 'echo "$TITLE"', 'echo ${{inputs.pull-request}}', 'an expression inside a script'],
  [
    'a title inside a JavaScript',
    'persist-credentials: false',
    'persist-credentials: false\n          script: log("${{ github.event.issue.title }}")',
    'an expression inside a script',
  ],
  ['a token left on disk', 'persist-credentials: false', 'fetch-depth: 0', 'persist-credentials'],
  [
    'every secret handed over',
    'permissions:\n      contents',
    'secrets: inherit\n    permissions:\n      contents',
    'every secret',
  ],
  [
    'a required job with a condition',
    'permissions:\n      contents',
    'if: github.actor != 1\n    permissions:\n      contents',
    'has an if:',
  ],
  ['a required job behind paths', 'on: pull_request', 'on:\n  pull_request:\n    paths: [db/**]', 'filtered by paths'],
  [
    'a required job behind paths-ignore',
    'on: pull_request',
    'on:\n  pull_request:\n    paths-ignore: [docs/**]',
    'filtered by paths-ignore',
  ],
  ['no concurrency group', 'concurrency: review\n', '', 'concurrency'],
];

const HEAD_REFS = ['${{ github.event.pull_request.head.sha }}', '${{ github.head_ref }}', 'refs/pull/1/merge'];

describe('the workflow audit', () => {
  it('finds nothing in a good workflow', () => {
    expect(auditWorkflow(GOOD)).toEqual([]);
  });

  it.each(BAD)('refuses %s', (_title, from, to, problem) => {
    expect(GOOD).toContain(from);
    const problems = auditWorkflow(GOOD.replace(from, () => to));
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(problem);
  });

  it.each(HEAD_REFS)('refuses pull_request_target that checks out %s', (ref) => {
    const plain = GOOD.replace('on: pull_request', 'on: [pull_request_target]');
    const head = plain.replace('persist-credentials: false', () => `persist-credentials: false\n          ref: ${ref}`);
    expect(auditWorkflow(plain)).toEqual([]);
    expect(auditWorkflow(head)).toEqual(["job migrations checks out the head of a pull request with the base's token"]);
  });
});

describe('the workflows that we tell people to use', () => {
  const ofReadme = workflowsIn('README.md');
  const ofDocs = workflowsIn('docs/workflows.md');

  it('are three in the README, one of them what `init` writes, and the comment and the review that scan again', () => {
    expect(ofReadme).toHaveLength(3);
    expect(ofReadme[0]).toBe(WORKFLOW);
    expect(ofReadme.map((one) => Object.keys(onOf(one)))).toEqual([
      ['pull_request', 'merge_group', 'workflow_dispatch'],
      ['pull_request_target', 'merge_group', 'workflow_dispatch'],
      ['pull_request', 'merge_group'],
    ]);
    expect(ofDocs.map((one) => Object.keys(onOf(one)))).toEqual([['issue_comment'], ['pull_request_review']]);
  });

  it.each([...ofReadme, ...ofDocs].map((one, at) => [at, one] as const))('%d passes the audit', (_at, workflow) => {
    expect(auditWorkflow(workflow)).toEqual([]);
  });

  it('name one release, by its hash', () => {
    const uses = [...ofReadme, readFileSync('docs/workflows.md', 'utf8')].flatMap(
      (one) => one.match(/pg-preflight\/pg-preflight@.*/g) ?? [],
    );
    expect(new Set(uses)).toEqual(new Set([PINNED]));
    expect(uses).toHaveLength(5);
  });

  it.each([
    [0, 'comment', 'issue'],
    [1, 'review', 'pull_request'],
  ])(
    'start the workflow of the README, with a number and nothing else of the event: %d, by a %s',
    (at, by, subject) => {
      const rescan = ofDocs[at] ?? '';
      expect(rescan).toContain('gh workflow run migrations.yml --repo "$REPOSITORY" --field "pull-request=$NUMBER"');
      expect(rescan.match(/\$\{\{ .*? \}\}/g)).toEqual([
        `\${{ github.event.${subject}.number }}`,
        `\${{ github.event.${by}.id }}`,
        '${{ github.token }}',
        '${{ github.repository }}',
        `\${{ github.event.${subject}.number }}`,
      ]);
    },
  );

  it.each(ofDocs)('listen to no stranger', (rescan) => {
    const open = rescan.replace(/\n\s*&& contains.*/, '');
    expect(auditWorkflow(open)).toEqual(['job rescan listens to comments of strangers']);
  });
});

function workflowsIn(path: string): readonly string[] {
  const blocks = [...readFileSync(path, 'utf8').matchAll(/^```yaml\n([\s\S]*?)^```$/gm)];
  return blocks.map(([, block = '']) => block).filter((block) => block.startsWith('name: '));
}

function onOf(workflow: string): object {
  return z.object({ on: z.record(z.string(), z.unknown()) }).parse(parse(workflow)).on;
}

describe("this repository's workflows", () => {
  const names = readdirSync(FOLDER);

  it('are the CI and the one that runs the action here', () => {
    expect(names).toEqual(expect.arrayContaining(['self.yml', 'test.yml']));
  });

  it.each(names)('%s passes the audit', (name) => {
    expect(auditWorkflow(readFileSync(join(FOLDER, name), 'utf8'))).toEqual([]);
  });

  it('include a required job named migrations with a scan by hand', () => {
    const self = readFileSync(join(FOLDER, 'self.yml'), 'utf8');
    expect(self).toMatch(/^ {2}migrations:$/m);
    expect(self).toMatch(/^ {2}workflow_dispatch:\n {4}inputs:\n {6}pull-request:$/m);
  });
});
