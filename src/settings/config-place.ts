import { isMap, isNode, isScalar } from 'yaml';
import type { Document, LineCounter } from 'yaml';

/** A config file as YAML, with what tells the place of its nodes. */
export interface Parsed {
  readonly path: string;
  readonly document: Document;
  readonly lines: LineCounter;
}

/** `FILE, line N, column N` of a node, or the file alone. */
export function placeOf(node: unknown, { path, lines }: Parsed): string {
  return isNode(node) && node.range ? at(node.range[0], path, lines) : path;
}

/** The key of a map, by the path to the map. */
export function keyNode(path: readonly unknown[], key: string, { document }: Parsed): unknown {
  const map = path.length === 0 ? document.contents : document.getIn(path, true);
  const keys = isMap(map) ? map.items.map((pair) => pair.key) : [];
  return keys.find((candidate) => isScalar(candidate) && String(candidate.value) === key);
}

/** The node at the end of a path, or the last one on the way that is there. */
export function nodeAt(path: readonly unknown[], { document }: Parsed): unknown {
  for (let length = path.length; length > 0; length -= 1) {
    const node = document.getIn(path.slice(0, length), true);
    if (node !== undefined) return node;
  }
  return document.contents;
}

export function at(offset: number, path: string, lines: LineCounter): string {
  const { line, col } = lines.linePos(offset);
  return `${path}, line ${line}, column ${col}`;
}

export function plainValue(node: unknown): unknown {
  return isScalar(node) ? node.value : isNode(node) ? node.toJSON() : node;
}
