import { isNode, isScalar } from 'yaml';
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

export function at(offset: number, path: string, lines: LineCounter): string {
  const { line, col } = lines.linePos(offset);
  return `${path}, line ${line}, column ${col}`;
}

export function plainValue(node: unknown): unknown {
  return isScalar(node) ? node.value : isNode(node) ? node.toJSON() : node;
}
