import type { Host } from './host.js';
import { batchCalls } from './octokit-batches.js';
import { octokitClient } from './octokit-client.js';
import type { ClientOptions } from './octokit-client.js';
import { commentCalls } from './octokit-comments.js';
import { opinionCalls } from './octokit-opinions.js';
import { readCalls } from './octokit-reads.js';
import { runCalls } from './octokit-runs.js';

export interface Repository {
  readonly owner: string;
  readonly repo: string;
}

/** GitHub, github.com or an Enterprise Server. Only the `octokit-*` files know Octokit. */
export async function octokitHost(repository: Repository, options: ClientOptions): Promise<Host> {
  const client = await octokitClient(options);
  const reads = readCalls(client, repository);
  const batches = batchCalls(client, repository, reads);
  const calls = { ...commentCalls(client, repository), ...opinionCalls(client, repository) };
  return { ...reads, ...batches, ...calls, ...runCalls(client, repository) };
}
