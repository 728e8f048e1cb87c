import { Octokit } from '@octokit/rest';
import type { FakeGitHub, FakeSettings, RepositoryDescription } from '../fake-github.js';
import { commitSha, onePullRequest, startFakeGitHub } from '../fake-github.js';

export const repo = { owner: 'acme', repo: 'shop' };
export const pull = { ...repo, pull_number: 7 };
export const path = 'db/migrations/0002_orders.sql';
export const head = commitSha('head');

export function numberedLines(count: number): string {
  return Array.from({ length: count }, (_, index) => `-- line ${index + 1}\n`).join('');
}

/** One file of 40 lines with two hunks: lines 2–8 around line 5, lines 27–33 around line 30. */
export const twoHunks = onePullRequest({
  baseFiles: { [path]: numberedLines(40), 'README.md': 'Shop\n' },
  headFiles: {
    [path]: numberedLines(40).replace('-- line 5\n', 'SELECT 5;\n').replace('-- line 30\n', 'SELECT 30;\n'),
    'README.md': 'Shop\n',
  },
});

const open: FakeGitHub[] = [];

export async function start(
  description: RepositoryDescription = twoHunks,
  settings: FakeSettings = {},
): Promise<FakeGitHub> {
  const fake = await startFakeGitHub(description, settings);
  open.push(fake);
  return fake;
}

export function client(fake: FakeGitHub): Octokit {
  const silent = () => undefined;
  const log = { debug: silent, info: silent, warn: silent, error: silent };
  return new Octokit({ baseUrl: fake.url, auth: fake.token, log });
}

export async function closeAll(): Promise<void> {
  await Promise.all(open.splice(0).map((fake) => fake.close()));
}
