import type { ChangedFile } from './changed-files.js';
import { diffLines } from './line-diff.js';
import type { DiffLine, Hunk } from './line-diff.js';
import type { GitHubState, PullState, ReviewComment, Side } from './state.js';
import { knownCommit, pullFiles } from './state.js';

/** Where a new comment wants to stand. */
export interface WantedLocation {
  readonly path: string;
  readonly line: number | null;
  readonly startLine: number | null;
  readonly side: Side;
  readonly startSide: Side;
}

export interface LocationError {
  readonly field: 'path' | 'line' | 'start_line' | 'position' | 'diff_hunk';
  readonly text: string;
}

export type CheckedLocation = { readonly diffHunk: string } | { readonly errors: readonly LocationError[] };

const noHunk: LocationError = { field: 'diff_hunk', text: "can't be blank" };
const otherHunk: LocationError = { field: 'start_line', text: 'must be part of the same hunk as the line.' };

/** github.com's own test: any line of a hunk will do, context included, and a range must not leave its hunk. */
export function checkedLocation(files: readonly ChangedFile[], wanted: WantedLocation): CheckedLocation {
  const file = files.find((each) => each.path === wanted.path);
  if (file === undefined) return { errors: [{ field: 'path', text: 'is invalid' }, noHunk] };
  if (wanted.line === null) return { errors: [{ field: 'position', text: 'is invalid' }, noHunk] };
  const { line, startLine } = wanted;
  const ranged = startLine !== null;
  const hunk = file.hunks.find((each) => indexIn(each, wanted.side, line) !== -1);
  if (hunk === undefined) {
    const outside: LocationError = { field: 'line', text: 'must be part of the diff' };
    return { errors: ranged ? [outside, otherHunk, noHunk] : [outside, noHunk] };
  }
  const end = indexIn(hunk, wanted.side, line);
  if (!ranged) return { diffHunk: hunkText(hunk, end) };
  if (wanted.side === wanted.startSide && startLine >= line) {
    return { errors: [{ field: 'start_line', text: 'must precede the end line.' }] };
  }
  const start = indexIn(hunk, wanted.startSide, startLine);
  if (start === -1) return { errors: [otherHunk] };
  if (start >= end) return { errors: [{ field: 'start_line', text: 'must precede the end line.' }] };
  return { diffHunk: hunkText(hunk, end) };
}

export interface CurrentLocation {
  /** Null once the comment is outdated, and for a comment on a whole file. */
  readonly line: number | null;
  readonly startLine: number | null;
  readonly outdated: boolean;
}

/** Where a comment stands on today's head: outdated when its line changed or left the diff. */
export function currentLocation(state: GitHubState, pull: PullState, comment: ReviewComment): CurrentLocation {
  const { line, startLine } = comment;
  const outdated: CurrentLocation = { line: null, startLine: null, outdated: true };
  const file = pullFiles(state, pull).find((each) => each.path === comment.path);
  if (line === null) return { line: null, startLine: null, outdated: file === undefined };
  if (comment.commit === pull.headSha) return { line, startLine, outdated: false };
  if (file === undefined) return outdated;
  const moved = (from: number, side: Side): number | null => {
    const to = side === 'LEFT' ? from : movedLine(state, pull, comment, from);
    return to !== null && file.hunks.some((hunk) => indexIn(hunk, side, to) !== -1) ? to : null;
  };
  const newLine = moved(line, comment.side);
  const newStart = startLine === null ? null : moved(startLine, comment.startSide ?? comment.side);
  if (newLine === null || (startLine !== null && newStart === null)) return outdated;
  return { line: newLine, startLine: newStart, outdated: false };
}

function movedLine(state: GitHubState, pull: PullState, comment: ReviewComment, from: number): number | null {
  const textAt = (sha: string): string =>
    knownCommit(state.repository, sha).files.get(comment.path)?.bytes.toString('utf8') ?? '';
  const lines = diffLines(textAt(comment.commit), textAt(pull.headSha));
  return lines.find((line) => line.kind === 'context' && line.left === from)?.right ?? null;
}

function indexIn(hunk: Hunk, side: Side, number: number): number {
  return hunk.lines.findIndex((line) => (side === 'RIGHT' ? line.right : line.left) === number && isOn(side, line));
}

function isOn(side: Side, line: DiffLine): boolean {
  return line.kind === 'context' || line.kind === (side === 'RIGHT' ? 'added' : 'deleted');
}

const signs = { context: ' ', deleted: '-', added: '+' } as const;

function hunkText(hunk: Hunk, end: number): string {
  const shown = hunk.lines.slice(0, end + 1).map((line) => `${signs[line.kind]}${line.text.replace(/\n$/, '')}`);
  return [hunk.header, ...shown].join('\n');
}
