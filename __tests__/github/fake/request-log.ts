import { stringify } from 'yaml';

/** One request as it arrived, and how it ended. */
export interface LoggedRequest {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly body: unknown;
  /** Null when the connection was broken or no answer was ever sent. */
  status: number | null;
  /** GraphQL says no with status 200. */
  refused: boolean;
}

/** `METHOD path`, the status where it is no success, and the body of a write as YAML. */
export function requestText(request: LoggedRequest): string {
  const { method, path, body } = request;
  const line = `${method} ${path}${outcome(request)}`;
  if (body === undefined) return line;
  const yaml = stringify(body, { lineWidth: 0, blockQuote: 'literal' }).trimEnd();
  return `${line}\n${yaml.replace(/^(?=.)/gm, '    ')}`;
}

/** Empty for a success. */
export function outcome({ status, refused }: LoggedRequest): string {
  if (refused) return ' -> refused';
  return status !== null && status < 400 ? '' : ` -> ${status ?? 'no answer'}`;
}

/** For a golden file. Reads that went out at the same time are sorted, since their order is chance. */
export function requestsText(requests: readonly LoggedRequest[]): string {
  const texts: string[] = [];
  let reads: string[] = [];
  for (const request of requests) {
    if (request.method === 'GET') {
      reads.push(requestText(request));
      continue;
    }
    texts.push(...reads.sort(), requestText(request));
    reads = [];
  }
  return `${[...texts, ...reads.sort()].join('\n')}\n`;
}
