import { scanSync } from 'libpg-query';
import type { Report } from '../src/report/report.js';
import type { Token } from '../src/sql/lexer.js';
import { tokenize } from '../src/sql/lexer.js';
import { parseSource } from '../src/sql/parse.js';
import type { ExampleFile } from './rule-examples.js';

/** SQL and nothing else: no psql command, COPY data, `GO` or placeholder, which have rules of their own about spaces. */
export function isPlain({ text }: ExampleFile): boolean {
  if (parseSource(text).placeholders.length > 0 || /\bstdin\b|^\s*go\s*$/im.test(text)) return false;
  return tokenize(text).every(({ kind }) => kind !== 'backslash');
}

/** Wherever there is a space between two tokens: more of it, and comments that hold what ends other things. */
export function withNoise(text: string): string {
  // A suppression speaks of the first line of its statement, so nothing may move to another line there.
  const oneLine = /pg-preflight/.test(text);
  const noises = oneLine ? ['\t ', " /*;'*/ ", '   '] : ['\n', " /*;'*/\n\t", '\r\n  ', " --;'\n"];
  const tokens = tokenize(text);
  const pieces = tokens.map((token, at) => {
    const next = tokens[at + 1];
    const gap = text.slice(token.end, next?.start ?? text.length);
    const words = text.slice(token.start, token.end);
    const noise = LOOKS_AHEAD.test(words) ? ' ' : (noises[at % noises.length] ?? '');
    return words + (mayWiden(token, next, gap) ? noise : '') + gap;
  });
  return text.slice(0, tokens[0]?.start ?? text.length) + pieces.join('');
}

/** A message shows SQL on one line, where this would hide the rest from the comparison. */
const LINE_NOISE = " --;'\n";

/** The parser looks for one special word behind these, and libpg-query does not look past a comment as Postgres does. */
const LOOKS_AHEAD = /^(?:format|not|nulls|with|without)$/i;

/** Two strings on two lines are one string, unless a comment stands between them. */
function mayWiden(token: Token, next: Token | undefined, gap: string): boolean {
  if (next === undefined || gap === '' || isComment(token) || isComment(next)) return false;
  return !(token.kind === 'string' && next.kind === 'string');
}

/** Every word in the other case; names without quotes fold, so nothing else changes. */
export function withOtherCase(text: string): string {
  return mapWords(text, (word) => word.replace(/[a-z]/gi, otherCase));
}

/** Quotes around every word that is no keyword, in the lower case that it folds to. */
export function withQuotes(text: string): string {
  return mapWords(text, (word) => (isName(word) ? `"${word.toLowerCase()}"` : word));
}

/** A file with another text, and with the same change made to what stood on the base branch. */
export function changed(file: ExampleFile, change: (text: string) => string): ExampleFile {
  const { base } = file;
  const text = change(file.text);
  return base === undefined ? { ...file, text } : { ...file, text, base: { ...base, text: change(base.text) } };
}

export interface Renaming {
  readonly from: string;
  readonly to: string;
  readonly apply: (text: string) => string;
}

/**
 * Tables of a text, each with a new name that sorts where the old one did and that no text holds. Names that begin with
 * the table's are renamed too, as the ones that Postgres makes up for its indexes and constraints would be.
 */
export function renamings(schema: string, files: readonly ExampleFile[]): readonly Renaming[] {
  const all = [schema, ...files.map(({ text }) => text)].join('\n');
  const made = all.matchAll(/\bCREATE TABLE (?:IF NOT EXISTS )?(?:[a-z]+\.)?([a-z][a-z_]{3,})\b/g);
  return [...new Set([...made].map(([, name = '']) => name))].flatMap((from) => {
    const to = `${from.slice(0, -1)}q`;
    if (from === to || all.includes(to)) return [];
    const pattern = new RegExp(`\\b${from}(?![a-z0-9])`, 'gi');
    return [{ from, to, apply: (text: string) => text.replace(pattern, to) }];
  });
}

/** Offsets in the middle of tokens and between tokens of one statement, at most `most`, spread over the text. */
export function cuts(text: string, most: number): readonly number[] {
  const inside = parseSource(text).pieces.flatMap(({ span }) => {
    const tokens = tokenize(text, span.start, span.end).slice(0, -1);
    return tokens.flatMap(({ start, end }) => [Math.ceil((start + end) / 2), end]).filter((at) => at > span.start);
  });
  const step = Math.max(1, Math.ceil(inside.length / most));
  return inside.filter((_, at) => at % step === 0);
}

/** A report without positions, and with quoted SQL told apart by its tokens alone. */
export function essence(report: Report) {
  return {
    verdict: report.verdict,
    files: report.files.map(({ path, framework, direction, transaction, statements }) => {
      const kept = statements.map(({ index, kind, effects }) => ({ index, kind, effects }));
      return { path, framework, direction, transaction, statements: kept };
    }),
    findings: report.findings.map((one) => {
      const { mode, alsoModes, rule, severity, path, statement, title, message, fix, suppressed } = one;
      const related = one.related.map((place) => place.path);
      const told = { title: proseOf(title), message: proseOf(message), fix: tokensOf(fix) };
      return {
        mode,
        alsoModes,
        rule,
        severity,
        path,
        statement,
        related,
        ...told,
        suppressed,
        suggests: one.suggestion !== null,
      };
    }),
    checklist: report.checklist.map(({ phase, text, sql }) => ({ phase, text, sql: tokensOf(sql) })),
    assumptions: report.assumptions.map((text) => text.replace(/:\d+:/, '')),
  };
}

export type Essence = ReturnType<typeof essence>;

/** Rules whose SQL to paste does not parse. */
export function brokenFixes(report: Report): readonly string[] {
  const broken = report.findings.filter(({ fix }) => parseSource(fix).pieces.some(({ readable }) => !readable));
  return [...new Set(broken.map(({ rule }) => rule))];
}

/** Findings in an order of their own, since a report sorts by lines, and two of one place by their words. */
export function inOrder(one: Essence): Essence {
  const findings = [...one.findings].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  return { ...one, findings };
}

/** Words of ours as they are, words of the file in back-ticks as SQL; a line counted from the statement is a position. */
function proseOf(text: string): readonly string[] {
  const parts = text.replace(/ \(line \d+ of the statement\)/g, '').split('`');
  return parts.flatMap((part, at) =>
    at % 2 === 1 ? tokensOf(part.replace(/"+/g, '').replaceAll(LINE_NOISE.trim(), '')) : [part],
  );
}

/** Bodies in dollars hold SQL of the user's as well. */
function tokensOf(sql: string): readonly string[] {
  return tokenize(sql).flatMap((token) => {
    const written = sql.slice(token.start, token.end);
    if (token.kind === 'dollar-string') return tokensOf(written.replace(/^\$\w*\$|\$\w*\$$/g, ''));
    return isComment(token) ? [] : [wordOf(token, written)];
  });
}

function wordOf({ kind }: Token, written: string): string {
  if (kind === 'word') return written.toLowerCase();
  return kind === 'quoted-name' && /^"[a-z_][a-z0-9_]*"$/.test(written) ? written.slice(1, -1) : written;
}

function isComment({ kind }: Token): boolean {
  return kind === 'line-comment' || kind === 'block-comment';
}

function mapWords(text: string, change: (word: string) => string): string {
  let [changed, at] = ['', 0];
  for (const { kind, start, end } of tokenize(text)) {
    const written = text.slice(start, end);
    changed += text.slice(at, start) + (kind === 'word' ? change(written) : written);
    at = end;
  }
  return changed + text.slice(at);
}

function otherCase(letter: string): string {
  return letter === letter.toUpperCase() ? letter.toLowerCase() : letter.toUpperCase();
}

function isName(word: string): boolean {
  const [token] = scanSync(word.toLowerCase()).tokens;
  return /^[a-z_][a-z0-9_]*$/i.test(word) && token?.keywordName === 'NO_KEYWORD';
}
