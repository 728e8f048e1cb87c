import { blobsSchema, openingSchema } from './api-schemas.js';
import { blobId } from './blob-id.js';
import { HostError } from './host.js';
import type { Host, Opening, PullRequest, StoredBlob } from './host.js';
import { ask } from './octokit-answer.js';
import type { Client } from './octokit-client.js';
import type { Repository } from './octokit-host.js';
import { OPENING_QUERY } from './queries.js';

type BatchCalls = Pick<Host, 'opening' | 'blobs'>;

/** What the same takes one by one, for what GraphQL does not give. */
export interface Singles {
  readonly pullRequest: (number: number) => Promise<PullRequest>;
  readonly fileAt: Host['fileAt'];
}

/** GitHub ends a query after 10 seconds, whatever it costs, so one asks for a bounded part of the history. */
const MOST_BLOBS = 250;
const MOST_BYTES = 2 * 1024 * 1024;
/** GitHub cuts a longer text and says so. */
const MOST_TEXT = 400_000;

export function batchCalls(client: Client, repository: Repository, singles: Singles): BatchCalls {
  return {
    opening: async (number, path) => {
      try {
        return await readOpening(client, repository, number, path, singles);
      } catch (error) {
        if (!(error instanceof HostError)) throw error;
        // GraphQL has a budget of its own, which a busy repository uses up; REST then still gives the verdict.
        const pull = await singles.pullRequest(number);
        return { pull, file: await singles.fileAt(path, tipOf(pull)) };
      }
    },
    blobs: async (wanted) => {
      const batches = inBatches(wanted.filter(({ size }) => size <= MOST_TEXT));
      const found = await Promise.all(batches.map((batch) => readBatch(client, repository, batch)));
      return new Map(found.flat());
    },
  };
}

/** The whole ref name: a tag named like the branch would win otherwise, and bring its own config. */
function tipOf({ baseRef }: PullRequest): string {
  return `refs/heads/${baseRef}`;
}

async function readOpening(
  client: Client,
  repository: Repository,
  number: number,
  path: string,
  { fileAt }: Singles,
): Promise<Opening> {
  const call = () => client.graphql(OPENING_QUERY, { ...repository, number, path });
  const answer = await ask(`reading pull request ${number}`, call, openingSchema);
  const { id, headRefOid, baseRefOid, baseRefName, isCrossRepository, baseRef, author } = answer.repository.pullRequest;
  const pull = {
    number,
    nodeId: id,
    headSha: headRefOid,
    baseSha: baseRefOid,
    baseRef: baseRefName,
    author: author?.login ?? null,
    fromFork: isCrossRepository,
  };
  const entry = baseRef?.target?.file ?? null;
  if (entry === null) return { pull, file: null };
  const bytes = exactBytes(entry.object?.text ?? null, entry.oid);
  return { pull, file: bytes ?? (await fileAt(path, tipOf(pull))) };
}

async function readBatch(
  client: Client,
  repository: Repository,
  batch: readonly StoredBlob[],
): Promise<(readonly [string, Uint8Array])[]> {
  try {
    return await readAtOnce(client, repository, batch);
  } catch (error) {
    const [half, whole] = [Math.ceil(batch.length / 2), batch.length];
    // Too much for its ten seconds, perhaps: each half once more, and then no more.
    if (whole < 2 || !(error instanceof HostError && error.problem === 'unavailable')) throw error;
    const halves = [batch.slice(0, half), batch.slice(half)];
    return (await Promise.all(halves.map((part) => readAtOnce(client, repository, part)))).flat();
  }
}

async function readAtOnce(
  client: Client,
  repository: Repository,
  batch: readonly StoredBlob[],
): Promise<(readonly [string, Uint8Array])[]> {
  const call = () => client.graphql(blobsQuery(batch.map(({ sha }) => sha)), { ...repository });
  const answer = await ask('reading the migrations before', call, blobsSchema);
  return batch.flatMap(({ sha }, at) => {
    const bytes = exactBytes(answer.repository[`b${at}`]?.text ?? null, sha);
    return bytes === null ? [] : [[sha, bytes] as const];
  });
}

/** One object an alias. The ids come from GitHub, and stand in the text because a variable each would double it. */
export function blobsQuery(ids: readonly string[]): string {
  const objects = ids.flatMap((id, at) =>
    /^[0-9a-f]{40,64}$/.test(id) ? [`b${at}: object(oid: "${id}") { ...Text }`] : [],
  );
  return `query PgPreflightBlobs($owner: String!, $repo: String!) {
  repository(owner: $owner, name: $repo) {
    ${objects.join('\n    ')}
  }
}
fragment Text on Blob { text }`;
}

/** A text is cut, or not the file's bytes (another encoding), unless its id says that it is them. */
function exactBytes(text: string | null, id: string): Uint8Array | null {
  if (text === null) return null;
  const bytes = new TextEncoder().encode(text);
  return blobId(bytes) === id ? bytes : null;
}

function inBatches(blobs: readonly StoredBlob[]): readonly (readonly StoredBlob[])[] {
  const batches: StoredBlob[][] = [];
  let bytes = 0;
  for (const blob of blobs) {
    const last = batches.at(-1);
    if (last === undefined || last.length >= MOST_BLOBS || bytes + blob.size > MOST_BYTES) {
      batches.push([blob]);
      bytes = blob.size;
    } else {
      last.push(blob);
      bytes += blob.size;
    }
  }
  return batches;
}
