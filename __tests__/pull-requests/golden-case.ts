import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import * as z from 'zod';
import { onePullRequest } from '../github/fake-github.js';
import type { FileTree, RepositoryDescription } from '../github/fake-github.js';

const FOLDER = join('__tests__', 'pull-requests');

/** What a person wrote in `pull-request.yml`. Nothing here is ever written by a program. */
const pullRequestShape = z.strictObject({
  description: z.string(),
  event: z.enum(['pull_request', 'pull_request_target', 'workflow_dispatch']).default('pull_request'),
  /** An earlier run of this event, whose requests are not shown. */
  after: z.enum(['pull_request']).optional(),
  fork: z.boolean().default(false),
  token: z.enum(['asked', 'read-only']).default('asked'),
  inputs: z.record(z.string(), z.string()).default({}),
  /** New path: old path, of files that were renamed and edited. */
  renames: z.record(z.string(), z.string()).default({}),
  /** null: the scan itself fails, so there is no verdict. */
  verdict: z.enum(['safe', 'caution', 'unsafe']).nullable(),
  exitCode: z.int(),
  /** `path:line rule severity`, with `unchanged` or `suppressed` behind it where that is so. */
  finds: z.array(z.string()),
  /** `path:line` or `path:first-last` of every inline comment. */
  comments: z.array(z.string()),
  /** Whether the sticky comment is there at the end. */
  summary: z.boolean(),
  /** Of the check run on the head commit; null: none could be posted. */
  conclusion: z.enum(['success', 'failure', 'neutral']).nullable(),
  /** Words that stand in the job summary or the log. */
  says: z.array(z.string()).default([]),
});

export interface GoldenCase extends Readonly<z.infer<typeof pullRequestShape>> {
  readonly name: string;
  readonly folder: string;
  readonly repository: RepositoryDescription;
  readonly headFiles: FileTree;
  /** The same pull request with something else at its head. */
  readonly repositoryWith: (headFiles: FileTree) => RepositoryDescription;
}

export function goldenCases(): readonly GoldenCase[] {
  return readdirSync(FOLDER, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => readCase(name, join(FOLDER, name)))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

function readCase(name: string, folder: string): GoldenCase {
  const pull = pullRequestShape.parse(parse(readFileSync(join(folder, 'pull-request.yml'), 'utf8')));
  const [baseFiles, headFiles] = [treeOf(join(folder, 'base')), treeOf(join(folder, 'head'))];
  const { fork, renames } = pull;
  const repositoryWith = (files: FileTree): RepositoryDescription =>
    onePullRequest({ baseFiles, headFiles: files, fork, renames });
  return { ...pull, name, folder, headFiles, repository: repositoryWith(headFiles), repositoryWith };
}

/** A real tree: path → bytes, as git would store them. */
function treeOf(folder: string): FileTree {
  if (!existsSync(folder)) throw new Error(`${folder} is missing`);
  const files = readdirSync(folder, { withFileTypes: true, recursive: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    files.map(({ parentPath, name }) => {
      const path = join(parentPath, name);
      return [path.slice(folder.length + 1), readFileSync(path)];
    }),
  );
}
