import type { Migration } from '../migration.js';
import { code } from '../rules/prose.js';
import type { Token } from '../sql/lexer.js';
import type { Piece } from '../sql/statement.js';
import type { CommentPolicy } from './policy.js';
import type { Finding, IdleSuppression } from './report.js';

/** A person's acknowledgement in the SQL: `-- pg-preflight: allow RULE[, RULE] -- REASON`. */
interface Allowance {
  readonly rules: readonly string[];
  readonly reason: string;
  readonly line: number;
  readonly addedHere: boolean;
  /** Whether the comment has its line to itself, so that it speaks of the next line. */
  readonly alone: boolean;
}

/** The comments of one file that suppress, by the statement that each speaks of, and those that cannot. */
export interface Suppressions {
  readonly path: string;
  readonly allowances: ReadonlyMap<number, readonly Allowance[]>;
  readonly refused: readonly IdleSuppression[];
}

/** The suppressions of one file. They count only as a line comment before the statement or on its first line. */
export function suppressionsOf(
  migration: Migration,
  lineOf: (offset: number) => number,
  rules: ReadonlySet<string>,
  forbidden: ReadonlySet<string>,
): Suppressions {
  const refused: IdleSuppression[] = [];
  const allowances = new Map<number, Allowance[]>();
  for (const comment of migration.comments) {
    const allowance = allowanceOf(comment, migration, lineOf);
    if (allowance === null) continue;
    const piece = spokenOf(allowance, migration.pieces, lineOf);
    const problem =
      problemWith(allowance, rules, forbidden) ??
      (piece === null ? `no statement begins ${allowance.alone ? 'on the next line' : 'on its line'}` : null);
    if (problem !== null) refused.push({ path: migration.path, line: allowance.line, why: problem });
    else if (piece !== null) add(allowances, piece.index, allowance);
  }
  return { path: migration.path, allowances, refused };
}

/** The finding with its suppression, if a comment acknowledges it and may. */
export function suppressed(finding: Finding, suppressions: Suppressions | undefined, policy: CommentPolicy): Finding {
  if (finding.statement === null || !mayBeSuppressed(finding, policy)) return finding;
  const allowance = suppressions?.allowances.get(finding.statement)?.find(({ rules }) => rules.includes(finding.rule));
  if (allowance === undefined) return finding;
  return { ...finding, suppressed: { by: 'comment', reason: allowance.reason, addedHere: allowance.addedHere } };
}

/** What suppresses nothing: a comment that is no suppression, that speaks of no finding, or that may not. */
export function idle(
  { path, allowances, refused }: Suppressions,
  findings: readonly Finding[],
  policy: CommentPolicy,
): readonly IdleSuppression[] {
  const more = [...allowances].flatMap(([statement, some]) => {
    const here = findings.filter((finding) => finding.path === path && finding.statement === statement);
    return some.flatMap(({ rules, line }) =>
      rules.flatMap((rule) => {
        const why = whyIdle(rule, here, policy);
        return why === null ? [] : [{ path, line, why }];
      }),
    );
  });
  return [...refused, ...more];
}

function whyIdle(rule: string, here: readonly Finding[], policy: CommentPolicy): string | null {
  const spoken = here.filter((finding) => finding.rule === rule);
  if (spoken.length === 0) return `its statement has no finding of ${code(rule)}`;
  const kept = spoken.find((finding) => finding.suppressed === null && !mayBeSuppressed(finding, policy));
  return kept === undefined ? null : policy.why;
}

function mayBeSuppressed({ severity }: Finding, { allows }: CommentPolicy): boolean {
  return allows === 'all' || (allows === 'all but unsafe' && severity !== 'unsafe');
}

function allowanceOf(comment: Token, migration: Migration, lineOf: (offset: number) => number): Allowance | null {
  const { text, source } = migration;
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
  const line = lineOf(comment.start);
  const { status, changedLines } = source;
  const addedHere =
    status !== 'given' &&
    (changedLines === null || changedLines.some(({ startLine, endLine }) => startLine <= line && line <= endLine));
  return { rules: understood ? rules : [], reason: reason.join(' -- ').trim(), line, alone, addedHere };
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
