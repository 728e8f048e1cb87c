/**
 * The first line of every body of ours. It finds our own comments again; it is never trusted as state beyond that, and
 * only in comments that the viewer wrote, for anybody can type one.
 */
export type Marker =
  | { readonly kind: 'summary'; readonly key: string; readonly head: string; readonly run: RunStamp }
  | { readonly kind: 'statement' | 'file' | 'fixed'; readonly key: string; readonly id: string };

/** Which run wrote it: numbers that GitHub hands out in ascending order. */
export interface RunStamp {
  readonly id: number;
  readonly attempt: number;
}

const LINE = /^<!-- pg-preflight v1 (summary|statement|file|fixed) ([^\s>]*(?: [^\s>]+)*) -->\s*$/;

/** Puts the marker before the body. Without the blank line GitHub reads the next paragraph as HTML. */
export function marked(marker: Marker, body: string): string {
  const fields =
    marker.kind === 'summary' ? summaryFields(marker) : [`key=${encode(marker.key)}`, `id=${encode(marker.id)}`];
  return `<!-- pg-preflight v1 ${marker.kind} ${fields.join(' ')} -->\n\n${body}`;
}

/** null where the first line is no marker of this version. A body that a person edited in the browser has CRLF. */
export function markerOf(body: string): Marker | null {
  const match = LINE.exec(body.split('\n', 1)[0] ?? '');
  if (match === null) return null;
  const fields = new Map((match[2] ?? '').split(' ').map(field));
  const key = fields.get('key') ?? '';
  const kind = match[1];
  if (kind === 'statement' || kind === 'file' || kind === 'fixed') return { kind, key, id: fields.get('id') ?? '' };
  const run = { id: wholeNumber(fields.get('run')), attempt: wholeNumber(fields.get('attempt')) };
  return { kind: 'summary', key, head: fields.get('head') ?? '', run };
}

/** Whether `a` began after `b`. Somebody started a later attempt when the runs that he saw had ended, whatever their numbers. */
export function isNewer(a: RunStamp, b: RunStamp): boolean {
  return a.id === b.id ? a.attempt > b.attempt : a.id > b.id && b.attempt === 1;
}

/** Equal but for what GitHub and its editor change by themselves. */
export function sameBody(a: string, b: string): boolean {
  return normalised(a) === normalised(b);
}

function summaryFields(marker: Extract<Marker, { kind: 'summary' }>): readonly string[] {
  const { key, head, run } = marker;
  return [`key=${encode(key)}`, `head=${encode(head)}`, `run=${run.id}`, `attempt=${run.attempt}`];
}

/** A key holding `-->` would end the HTML comment early, so the dash is encoded as well. */
function encode(text: string): string {
  return encodeURIComponent(text).replace(/-/g, '%2D');
}

function field(text: string): readonly [string, string] {
  const at = text.indexOf('=');
  return [text.slice(0, at), decode(text.slice(at + 1))];
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    if (error instanceof URIError) return text;
    throw error;
  }
}

function wholeNumber(text: string | undefined): number {
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : 0;
}

function normalised(body: string): string {
  return body.replace(/\r\n/g, '\n').trimEnd();
}
