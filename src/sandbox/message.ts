import type { PreflightInput } from '../preflight.js';
import type { Report } from '../report/report.js';

/** What the child tells its parent, as JSON text: objects as deep as a hostile expression would not survive the way. */
export type ChildMessage =
  /** It is about to work on this file. */
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'report'; readonly report: Report }
  /** The file used up what the parser has; nothing that the parser said since can be trusted. */
  | { readonly kind: 'exhausted'; readonly why: string }
  /** A bug of ours. */
  | { readonly kind: 'failed'; readonly message: string };

export function encodeMessage(message: ChildMessage): string {
  return JSON.stringify(message);
}

/** Throws on anything else: the other end is our own code, in the same version. */
export function decodeMessage(text: unknown): ChildMessage {
  const message: unknown = typeof text === 'string' ? JSON.parse(text) : null;
  if (isChildMessage(message)) return message;
  throw new Error('the parser process sent a message of no known kind');
}

export function encodeInput(input: PreflightInput): string {
  return JSON.stringify(input);
}

export function decodeInput(text: unknown): PreflightInput {
  const input: unknown = typeof text === 'string' ? JSON.parse(text) : null;
  if (isInput(input)) return input;
  throw new Error('the parser process was sent something that is no input');
}

function isChildMessage(value: unknown): value is ChildMessage {
  if (!isObject(value)) return false;
  if (value['kind'] === 'file') return typeof value['path'] === 'string';
  if (value['kind'] === 'exhausted') return typeof value['why'] === 'string';
  if (value['kind'] === 'failed') return typeof value['message'] === 'string';
  return value['kind'] === 'report' && isReport(value['report']);
}

function isReport(value: unknown): value is Report {
  if (!isObject(value) || value['schemaVersion'] !== 1) return false;
  return ['files', 'findings', 'notScanned'].every((name) => Array.isArray(value[name]));
}

function isInput(value: unknown): value is PreflightInput {
  return (
    isObject(value) && Array.isArray(value['files']) && Array.isArray(value['schema']) && isObject(value['settings'])
  );
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
