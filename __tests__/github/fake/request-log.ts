import { stringify } from 'yaml';

/** One request as it arrived, and how it ended. */
export interface LoggedRequest {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly body: unknown;
  /** Null when the connection was broken or no answer was ever sent. */
  status: number | null;
}

/** `METHOD path`, the status where it is no success, and the body of a write as YAML. */
export function requestText(request: LoggedRequest): string {
  const { method, path, status, body } = request;
  const succeeded = status !== null && status < 400;
  const line = `${method} ${path}${succeeded ? '' : ` -> ${status ?? 'no answer'}`}`;
  if (body === undefined) return line;
  const yaml = stringify(body, { lineWidth: 0, blockQuote: 'literal' }).trimEnd();
  return `${line}\n${yaml.replace(/^(?=.)/gm, '    ')}`;
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
