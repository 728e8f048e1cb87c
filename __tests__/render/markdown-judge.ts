import type { Nodes, Parent, PhrasingContent, Root } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { gfm } from 'micromark-extension-gfm';

/** Our own tags; whatever else is HTML came from a stranger. */
const OURS = /^(?:<details><summary>[A-Za-z0-9 ]+<\/summary>|<\/details>|<\/?sub>|<!-- box [0-9a-z]+ -->)$/;

/** Where our links lead. */
const TARGETS = ['https://github.com/acme/shop/', 'https://github.com/pg-preflight/pg-preflight/'];

const LANGUAGES: ReadonlySet<string> = new Set(['sql', 'sh', 'text', 'suggestion']);

/** Nodes that no output of ours has. */
const FOREIGN: ReadonlySet<string> = new Set([
  'image',
  'imageReference',
  'linkReference',
  'definition',
  'footnoteDefinition',
  'footnoteReference',
  'emphasis',
  'delete',
  'thematicBreak',
]);

/** What GitHub makes live in the text that Markdown leaves over, after it has decoded entities. */
const LIVE =
  /@[\p{L}\p{N}]|(?<![\p{L}\p{N}])#\d|\bGH-\d|\b[0-9a-f]{7,40}\b(?<=\d[0-9a-f]*)|:\/\/|\bwww\.[\p{L}\p{N}]/iu;

export function parsed(markdown: string): Root {
  return fromMarkdown(markdown, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });
}

/** What a stranger's text has brought to life, in words. */
export function liveIn(root: Root): readonly string[] {
  const troubles: string[] = [];
  visit(root, (node) => {
    if (FOREIGN.has(node.type)) troubles.push(`${node.type} in the text`);
    if (node.type === 'html' && !OURS.test(node.value)) troubles.push(`HTML ${node.value}`);
    if (node.type === 'link' && !TARGETS.some((target) => node.url.startsWith(target)))
      troubles.push(`link to ${node.url}`);
    if (node.type === 'code' && !LANGUAGES.has(node.lang ?? ''))
      troubles.push(`a block of ${node.lang ?? 'no language'}`);
    if (node.type === 'paragraph' || node.type === 'heading' || node.type === 'tableCell') {
      const words = wordsOf(node.children);
      const live = LIVE.exec(words)?.[0];
      if (live !== undefined) troubles.push(`${live} in ${words}`);
    }
  });
  return troubles;
}

/** The blocks and what they hold that is not words: what a text in a broken place would change. */
export function skeleton(root: Root): string {
  const kinds: string[] = [];
  visit(root, (node) => {
    if (node.type === 'text' || node.type === 'inlineCode' || node.type === 'link' || node.type === 'break') return;
    const detail =
      node.type === 'listItem'
        ? String(node.checked)
        : node.type === 'heading'
          ? String(node.depth)
          : node.type === 'html'
            ? node.value
            : node.type === 'code'
              ? (node.lang ?? '')
              : '';
    kinds.push(`${node.type} ${detail}`.trim());
  });
  return kinds.join('\n');
}

/** Code is set apart, so that what stands on both sides of it is not read as one word. */
function wordsOf(children: readonly PhrasingContent[]): string {
  return children
    .map((child) => {
      if (child.type === 'text') return child.value;
      return 'children' in child ? wordsOf(child.children) : '\u0000';
    })
    .join('');
}

function visit(node: Nodes, see: (node: Nodes) => void): void {
  see(node);
  if (isParent(node)) for (const child of node.children) visit(child, see);
}

function isParent(node: Nodes): node is Nodes & Parent {
  return 'children' in node;
}
