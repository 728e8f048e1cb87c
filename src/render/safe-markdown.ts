import { cap, hasHidden, prose, visible, visibleLine } from './plain-text.js';

type FenceLanguage = 'sql' | 'sh' | 'suggestion' | 'text';

/** Renders as nothing; GitHub looks for mentions and references after Markdown, so an entity or a backslash is no help. */
const BREAK = '&#8203;';

/** What is live in GitHub's prose: references first, then single characters. One pass, so that nothing is escaped twice. */
const LIVE = /:\/\/|www\.|GH-(?=\d)|#(?=\d)|@|\b(?=\d*[a-f])[0-9a-f]{7,40}\b|[&<>`$\\*[\]~|_]/gi;

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '`': '&#96;',
  $: '&#36;',
};

/** A closed block whatever the text holds: the fence is longer than any run of back-ticks inside. */
export function codeFence(text: string, language: FenceLanguage, indent = ''): string {
  const content = visible(text).replace(/\n+$/, '');
  const fence = '`'.repeat(Math.max(3, longestTickRun(content) + 1));
  return [`${fence}${language}`, ...content.split('\n'), fence].map((line) => `${indent}${line}`.trimEnd()).join('\n');
}

/**
 * A block that a person commits with one click, so its bytes must be what they see: null when a hidden character
 * would have to be shown in place of itself.
 */
export function suggestionFence(lines: readonly string[]): string | null {
  const content = lines.map((line) => line.replace(/\r$/, '')).join('\n');
  if (hasHidden(content)) return null;
  const fence = '`'.repeat(Math.max(3, longestTickRun(content) + 1));
  return [`${fence}suggestion`, ...(lines.length === 0 ? [] : [content]), fence].join('\n');
}

/** Mentions, references and links are inert in here, and nothing ends it early. Not for tables: see `tableCell`. */
export function codeSpan(text: string, max = 200): string {
  const content = cap(visibleLine(text), max);
  if (content === '') return '(empty)';
  const ticks = '`'.repeat(longestTickRun(content) + 1);
  const pad = /^`|`$|^ .* $/.test(content) ? ' ' : '';
  return `${ticks}${pad}${content}${pad}${ticks}`;
}

/** Foreign text in a table: a bar inside a code span would end the cell, so such text goes without the span. */
export function tableCell(text: string, max = 200): string {
  return text.includes('|') ? escapeText(visibleLine(text), max) : codeSpan(text, max);
}

/** One line of inert text: no markup, HTML, mention, reference or link survives. */
export function escapeText(text: string, max = 300): string {
  return inertStart(escapeInline(cap(prose(text).trim(), max)));
}

/** Our own prose with `back-ticked` SQL: the ticked pieces become code spans, everything else is inert text. */
export function messageMarkdown(text: string, max = 2_000): string {
  const pieces = cap(prose(text).trim(), max).split('`');
  const unpaired = pieces.length % 2 === 0 ? pieces.pop() : undefined;
  const rendered = pieces.map((piece, position) => {
    if (position % 2 === 1) return piece === '' ? '&#96;&#96;' : codeSpan(piece, max);
    const between = position > 0 && position < pieces.length - 1;
    // Two spans that touch would make one longer run of back-ticks and open each other.
    return between && piece === '' ? ' ' : escapeInline(piece);
  });
  if (unpaired !== undefined) rendered.push(escapeInline(`\`${unpaired}`));
  return inertStart(rendered.join(''));
}

/** `label` is Markdown already; without a web address it stands alone. */
export function link(label: string, url: string | null): string {
  const target = url === null ? null : safeUrl(url);
  return target === null ? label : `[${label}](${target})`;
}

/** Folded on GitHub. `label` is one of our own fixed phrases, never foreign text: it stands inside HTML. */
export function details(label: string, body: string): string {
  return `<details><summary>${label}</summary>\n\n${body}\n\n</details>`;
}

function safeUrl(url: string): string | null {
  if (!/^https?:\/\//.test(url)) return null;
  // A bracket, space or quote would end the link target and let the rest of a path become Markdown.
  return visibleLine(url)
    .replace(/[^A-Za-z0-9\-._~:/?#@!$&+,;=%]/gu, percentEncoded)
    .replaceAll('&', '&amp;');
}

function percentEncoded(character: string): string {
  const encoded = encodeURIComponent(character);
  return encoded === character ? `%${character.charCodeAt(0).toString(16).toUpperCase()}` : encoded;
}

function escapeInline(text: string): string {
  return text.replace(LIVE, (match: string, offset: number, whole: string) => {
    if (match === '://') return `:${BREAK}//`;
    if (match === '@' || match === '#' || /^GH-$/i.test(match)) return `${match}${BREAK}`;
    if (/^www\.$/i.test(match)) return `${match.slice(0, 3)}${BREAK}.`;
    // Seven digits of a commit's hash are enough for a link, behind a break as well.
    if (match.length > 1) return match.replace(/.{4}(?=.)/g, `$&${BREAK}`);
    if (match === '_' && /[A-Za-z0-9]_[A-Za-z0-9]/.test(whole.slice(Math.max(0, offset - 1), offset + 2))) return match;
    return ENTITIES[match] ?? `\\${match}`;
  });
}

/** A line that begins like a heading, list, quote or rule is only a line. */
function inertStart(markdown: string): string {
  return markdown.replace(/^([-+=#])/, '\\$1').replace(/^(\d+)([.)])/, '$1\\$2');
}

function longestTickRun(text: string): number {
  return (text.match(/`+/g) ?? []).reduce((longest, run) => Math.max(longest, run.length), 0);
}
