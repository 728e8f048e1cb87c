import type { Migration } from '../migration.js';
import { code } from '../rules/prose.js';
import type { Token } from '../sql/lexer.js';
import type { Piece } from '../sql/statement.js';
import type { Finding } from './report.js';

/** A person's acknowledgement in the SQL: `-- pg-preflight: allow RULE[, RULE] -- REASON`. */
interface Allowance {
  readonly rules: readonly string[];
  readonly reason: string;
  readonly line: number;
  /** Whether the comment has its line to itself, so that it speaks of the next line. */
  readonly alone: boolean;
}

export interface Suppressions {
  /** The reason for which a finding of this rule on this statement is acknowledged, or null. */
  readonly reasonFor: (rule: string, statement: number) => string | null;
  /** Comments that were meant to suppress and do not, told in words. */
  readonly ignored: readonly string[];
}

/** The suppressions of one file. They count only as a line comment before the statement or on its first line. */
export function suppressionsOf(
  migration: Migration,
  lineOf: (offset: number) => number,
  rules: ReadonlySet<string>,
  forbidden: ReadonlySet<string>,
): Suppressions {
  const ignored: string[] = [];
  const allowances = new Map<number, Allowance[]>();
  for (const comment of migration.comments) {
    const allowance = allowanceOf(comment, migration.text, lineOf);
    if (allowance === null) continue;
    const piece = spokenOf(allowance, migration.pieces, lineOf);
    const problem =
      problemWith(allowance, rules, forbidden) ??
      (piece === null ? `no statement begins ${allowance.alone ? 'on the next line' : 'on its line'}` : null);
    if (problem !== null) ignored.push(`${migration.path}:${allowance.line}: ${problem}; it suppresses nothing`);
    else if (piece !== null) add(allowances, piece.index, allowance);
  }
  const reasonFor = (rule: string, statement: number): string | null =>
    allowances.get(statement)?.find((allowance) => allowance.rules.includes(rule))?.reason ?? null;
  return { reasonFor, ignored };
}

/** The finding with its suppression, if a comment acknowledges it. */
export function suppressed(finding: Finding, suppressions: Suppressions | undefined): Finding {
  if (finding.statement === null) return finding;
  const reason = suppressions?.reasonFor(finding.rule, finding.statement) ?? null;
  return reason === null ? finding : { ...finding, suppressed: { by: 'comment', reason } };
}

function allowanceOf(comment: Token, text: string, lineOf: (offset: number) => number): Allowance | null {
  if (comment.kind !== 'line-comment') return null;
  const words = text.slice(comment.start + 2, comment.end).trim();
  if (!/^pg-preflight\s*:/i.test(words)) return null;
  const directive = words.slice(words.indexOf(':') + 1).trim();
  const [named = '', ...reason] = directive.split(/\s--\s?/);
  const rules = named
    .replace(/^allow\b/i, '')
    .split(',')
    .map((rule) => rule.trim())
    .filter((rule) => rule !== '');
  const lineStart = Math.max(text.lastIndexOf('\n', comment.start - 1), text.lastIndexOf('\r', comment.start - 1)) + 1;
  const alone = text.slice(lineStart, comment.start).trim() === '';
  const understood = /^allow\b/i.test(named);
  return { rules: understood ? rules : [], reason: reason.join(' -- ').trim(), line: lineOf(comment.start), alone };
}

/** What was not read can only be made readable, or left out with `paths`. */
const NOT_READ = 'unreadable-migration';

function problemWith(
  { rules, reason }: Allowance,
  known: ReadonlySet<string>,
  forbidden: ReadonlySet<string>,
): string | null {
  if (rules.length === 0) return 'the comment does not read `-- pg-preflight: allow RULE -- REASON`';
  const stranger = rules.find((rule) => !known.has(rule));
  if (stranger !== undefined) return `there is no rule ${code(stranger.slice(0, 60))}`;
  if (rules.includes(NOT_READ)) return `${code(NOT_READ)} cannot be suppressed, since nobody knows what would be`;
  const kept = rules.find((rule) => forbidden.has(rule));
  if (kept !== undefined) return `the config forbids to suppress ${code(kept)}`;
  return reason === '' ? 'the suppression gives no reason' : null;
}

/**
 * One statement, so that a comment accepts nothing that stands beside it by chance: at the end of a line the last one
 * that begins there, on a line of its own the first one of the next.
 */
function spokenOf(
  { alone, line }: Allowance,
  pieces: readonly Piece[],
  lineOf: (offset: number) => number,
): Piece | null {
  const begins = (wanted: number) => (piece: Piece) => lineOf(piece.span.start) === wanted;
  return (alone ? pieces.find(begins(line + 1)) : pieces.findLast(begins(line))) ?? null;
}

function add(allowances: Map<number, Allowance[]>, index: number, allowance: Allowance): void {
  allowances.set(index, [...(allowances.get(index) ?? []), allowance]);
}
