import type { Element, ElementContent, Root as Html } from 'hast';
import type { Nodes as Markdown } from 'mdast';
import { raw } from 'hast-util-raw';
import { defaultSchema, sanitize } from 'hast-util-sanitize';
import { toHtml } from 'hast-util-to-html';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { toHast } from 'mdast-util-to-hast';
import { gfm } from 'micromark-extension-gfm';

/** What a suggestion replaces: GitHub shows both. */
export type Replaced = (range: number) => readonly string[];

/**
 * The posted bytes as GitHub shows them: its Markdown, its own list of tags and attributes (`defaultSchema`), and only then
 * what it adds itself. In a comment a line feed is a line break; in a job summary it is not.
 */
export function asGitHub(
  markdown: string,
  { breaks }: { readonly breaks: boolean },
  replaced: readonly string[],
): string {
  const tree = fromMarkdown(markdown, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });
  if (breaks) breakLines(tree);
  const clean = sanitize(raw(toHast(tree, { allowDangerousHtml: true })), defaultSchema);
  decorate(clean, replaced);
  return `<div class="markdown-body">${toHtml(clean)}</div>`;
}

function breakLines(node: Markdown): void {
  if (!('children' in node)) return;
  for (const [at, child] of [...node.children.entries()].reverse()) {
    if (child.type !== 'text' || !child.value.includes('\n')) {
      breakLines(child);
      continue;
    }
    const parts = child.value
      .split('\n')
      .flatMap((value, line) => [
        ...(line === 0 ? [] : [{ type: 'break' } as const]),
        { type: 'text', value } as const,
      ]);
    // Text stands only among phrasing, where a break may stand as well.
    if (node.type === 'paragraph') node.children.splice(at, 1, ...parts);
  }
}

/** SQL in colours, and a suggestion as the change that it is. */
function decorate(node: ReturnType<typeof sanitize>, replaced: readonly string[]): void {
  if (node.type !== 'root' && node.type !== 'element') return;
  node.children.forEach((child, at) => {
    const code = codeOf(child);
    if (code === null) return decorate(child, replaced);
    if (code.language === 'suggestion') node.children[at] = suggested(code.text, replaced);
    if (code.language === 'sql') code.element.children = colored(code.text);
  });
}

function codeOf(node: Html['children'][number]): {
  readonly element: Element;
  readonly language: string;
  readonly text: string;
} | null {
  if (node.type !== 'element' || node.tagName !== 'pre') return null;
  const [code] = node.children;
  if (code?.type !== 'element' || code.tagName !== 'code') return null;
  const names = code.properties['className'];
  const language = (Array.isArray(names) ? names : []).map(String).find((name) => name.startsWith('language-')) ?? '';
  const text = code.children.map((child) => (child.type === 'text' ? child.value : '')).join('');
  return { element: code, language: language.replace('language-', ''), text };
}

function suggested(text: string, replaced: readonly string[]): Element {
  const row = (kind: 'old' | 'new', line: string): Element =>
    element('div', `line ${kind}`, [
      element('i', '', [{ type: 'text', value: kind === 'old' ? '-' : '+' }]),
      element('span', '', colored(line)),
    ]);
  const head = element('div', 'suggestion-head', [
    { type: 'text', value: 'Suggested change' },
    element('b', '', [{ type: 'text', value: 'Commit suggestion' }]),
  ]);
  const lines = text.replace(/\n$/, '').split('\n');
  return element('div', 'suggestion', [
    head,
    ...replaced.map((line) => row('old', line)),
    ...lines.map((line) => row('new', line)),
  ]);
}

const SQL_WORDS =
  /(?<s>'[^']*')|(?<c>--[^\n]*)|\b(?<k>ADD|ALTER|AND|AS|BEGIN|BY|CHECK|COLUMN|COMMIT|CONCURRENTLY|CONSTRAINT|CREATE|DECLARE|DEFAULT|DELETE|DO|DROP|END|EXISTS|EXIT|FOREIGN|FROM|IF|IN|INDEX|INSERT|INTO|IS|KEY|LIMIT|LOCAL|LOOP|NOT|NULL|ON|OR|ORDER|PERFORM|PRIMARY|REFERENCES|RENAME|SELECT|SET|TABLE|TO|TRUNCATE|TYPE|UNIQUE|UPDATE|USING|VALID|VALIDATE|VALUES|WHEN|WHERE)\b/gi;

/** The class names of GitHub's own style sheet. */
export function colored(text: string): ElementContent[] {
  const nodes: ElementContent[] = [];
  let end = 0;
  for (const match of text.matchAll(SQL_WORDS)) {
    const kind = match.groups?.['s'] !== undefined ? 'pl-s' : match.groups?.['c'] !== undefined ? 'pl-c' : 'pl-k';
    nodes.push(
      { type: 'text', value: text.slice(end, match.index) },
      element('span', kind, [{ type: 'text', value: match[0] }]),
    );
    end = match.index + match[0].length;
  }
  return [...nodes, { type: 'text', value: text.slice(end) }];
}

export function element(tagName: string, className: string, children: ElementContent[]): Element {
  return {
    type: 'element',
    tagName,
    properties: className === '' ? {} : { className: className.split(' ') },
    children,
  };
}
