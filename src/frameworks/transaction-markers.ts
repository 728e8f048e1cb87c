import type { Token } from '../sql/lexer.js';
import { commentLines, type CommentLine } from './markers.js';

/**
 * The tool whose opt-out of a transaction a file holds, at the very place where that tool looks for it. A directive
 * one line too low is a comment to the tool, which then runs the file in a transaction after all.
 */
export function transactionOptOut(text: string, comments: readonly Token[]): string | null {
  const leading = leadingComments(text, comments);
  const lines = commentLines(text, comments);
  const head = commentLines(text, leading);
  if (text.startsWith('-- no-transaction')) return 'sqlx';
  if (/^[ \t]*-- hasura:no-transaction[ \t]*\r?(?:\n|$)/.test(text)) return 'hasura';
  if (atlasHeader(text).some((line) => /^--\s*atlas:txmode\s+none\s*$/.test(line))) return 'atlas';
  if (lines.some((line) => !line.indented && /^--\s*\+goose\s+no transaction$/i.test(line.text))) return 'goose';
  if (holds(head, /^--!\s*no-transaction\b/)) return 'graphile-migrate';
  if (holds(head, /^--\s*txn-mode\s*=\s*off$/)) return 'bytebase';
  if (holds(head, /^--\s*transactional:\s*false/)) return 'yoyo';
  if (head[0]?.start === 0 && head[0].text.includes('evolve-tx-off')) return 'evolve';
  if (lines.some((line) => line.text.includes('-- postgres-migrations disable-transaction')))
    return 'postgres-migrations';
  return null;
}

/** tern's opt-out stands in the part that it is about. */
export function ternOptOut(text: string, comments: readonly Token[], start: number, end: number): boolean {
  const inside = comments.filter((comment) => comment.start >= start && comment.end <= end);
  return commentLines(text, inside).some((line) => !line.indented && line.text === '---- tern: disable-tx ----');
}

/** Comments before the first statement. */
export function leadingComments(text: string, comments: readonly Token[]): readonly Token[] {
  let at = 0;
  const count = comments.findIndex((comment) => {
    const between = text.slice(at, comment.start);
    at = comment.end;
    return between.trim() !== '';
  });
  return count < 0 ? comments : comments.slice(0, count);
}

function holds(lines: readonly CommentLine[], pattern: RegExp): boolean {
  return lines.some((line) => !line.indented && pattern.test(line.text));
}

/** Lines of the comment at the top, when an empty line ends it; Atlas ignores directives in any other. */
function atlasHeader(text: string): readonly string[] {
  const lines = text.slice(0, 16_384).split(/\r?\n/);
  const end = lines.findIndex((line) => !line.startsWith('--') && !line.startsWith('#'));
  return end > 0 && lines[end]?.trim() === '' ? lines.slice(0, end) : [];
}
