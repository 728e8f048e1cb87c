import type { GitHubState } from './state.js';

export interface Answer {
  readonly status: number;
  /** Completed and judged by the OpenAPI description before it is sent. */
  readonly body?: unknown;
  /** Sent as they are, instead of a body. */
  readonly raw?: { readonly type: string; readonly bytes: Buffer };
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Call {
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** Already judged by the OpenAPI description. */
  readonly body: unknown;
  readonly accept: string;
  /** The address of this request without its query, for Link headers. */
  readonly url: string;
}

export type Handler = (state: GitHubState, call: Call) => Answer;

export const documentationUrl = 'https://docs.github.com/rest';
export const fixedDate = '2026-11-20T00:00:00Z';
export const maxBodyLength = 65_536;

export function ok(body: unknown): Answer {
  return { status: 200, body };
}

export function created(body: unknown): Answer {
  return { status: 201, body };
}

export function refused(status: number, message: string): Answer {
  return { status, body: { message, documentation_url: documentationUrl, status: `${status}` } };
}

export function notFound(): Answer {
  return refused(404, 'Not Found');
}

/** The 422 with one object for each error. */
export function validationFailed(
  errors: readonly {
    readonly resource: string;
    readonly code: string;
    readonly field: string;
    readonly message?: string;
  }[],
): Answer {
  return {
    status: 422,
    body: { message: 'Validation Failed', errors, documentation_url: documentationUrl, status: '422' },
  };
}

/** The 422 whose errors are sentences. */
export function unprocessable(errors: readonly string[]): Answer {
  return {
    status: 422,
    body: { message: 'Unprocessable Entity', errors, documentation_url: documentationUrl, status: '422' },
  };
}

/** Null where GitHub takes the body of a comment. Counted in UTF-16 units, never fewer than GitHub's characters. */
export function refusedBody(resource: string, body: string): Answer | null {
  if (body.trim() === '') {
    return validationFailed([{ resource, code: 'missing_field', field: 'body', message: "Body can't be blank" }]);
  }
  if (body.length <= maxBodyLength) return null;
  const message = `Body is too long (maximum is ${maxBodyLength} characters)`;
  return validationFailed([{ resource, code: 'custom', field: 'body', message }]);
}
