import type { AlterTableType, Node } from '@pgsql/types';
import type { Span } from './positions.js';

export type { Node } from '@pgsql/types';

type KeysOfUnion<T> = T extends unknown ? keyof T : never;

/** Every node name of Postgres's syntax tree. */
export type NodeTag = KeysOfUnion<Node> & string;
export type BodyOf<T extends NodeTag> = Extract<Node, Record<T, unknown>>[T];

/** The 117 statement kinds of PostgreSQL 18; a few (`RawStmt`, …) never stand at the top level. */
export type StatementTag = Extract<NodeTag, `${string}Stmt`>;
/** Body of each statement kind, by its tag. */
export type StatementBodies = { readonly [T in StatementTag]: BodyOf<T> };
/** A statement as a tagged union: `switch (node.tag)` narrows `node.body`. */
export type StatementNode<T extends StatementTag = StatementTag> = {
  [P in T]: { readonly tag: P; readonly body: StatementBodies[P] };
}[T];
export type Subcommand = AlterTableType;

/** One top-level statement that the parser understood. */
export interface Statement {
  readonly readable: true;
  /** Position in the file, unreadable pieces counted. */
  readonly index: number;
  /** The command tag, e.g. `CREATE INDEX`. */
  readonly kind: string;
  readonly node: StatementNode;
  /** From the first to the last token: comments around it and the semicolon are not part of it. */
  readonly span: Span;
  /** Where each subcommand of an ALTER TABLE stands (the tree does not say); one span for everything else. */
  readonly parts: readonly Span[];
}

/** A piece of the file that could not be understood. */
export interface UnreadableStatement {
  readonly readable: false;
  readonly index: number;
  readonly span: Span;
  /** The parser refuses it, or it runs what stands elsewhere. */
  readonly cause: 'refused' | 'outside';
  readonly why: string;
}

export type Piece = Statement | UnreadableStatement;

/** Turns `{ AlterTableStmt: {…} }` into `{ tag, body }`, so that a switch on `tag` narrows `body`. */
export function statementNode(node: Node): StatementNode | null {
  const [entry] = Object.entries(node);
  if (entry === undefined || !entry[0].endsWith('Stmt')) return null;
  // The one cast of the syntax tree: the parser's output is typed by @pgsql/types, and Object.entries forgets it.
  return { tag: entry[0], body: entry[1] } as StatementNode;
}

/** The body of a node if it has this tag, else null. */
export function bodyOf<T extends NodeTag>(tag: T, node: Node | undefined | null): BodyOf<T> | null {
  if (node === undefined || node === null || !(tag in node)) return null;
  return (node as unknown as Record<T, BodyOf<T>>)[tag];
}

/** Bodies of all list members with this tag. */
export function bodiesOf<T extends NodeTag>(tag: T, nodes: readonly Node[] | undefined): BodyOf<T>[] {
  const found: BodyOf<T>[] = [];
  for (const node of nodes ?? []) {
    const body = bodyOf(tag, node);
    if (body !== null) found.push(body);
  }
  return found;
}

/** Text of a `String` node; empty for anything else. */
export function text(node: Node | undefined | null): string {
  return bodyOf('String', node)?.sval ?? '';
}

/** Texts of a list of `String` nodes: the parts of a qualified name. */
export function texts(nodes: readonly Node[] | undefined): string[] {
  return (nodes ?? []).map(text);
}

/** Members of a `List` node. */
export function items(node: Node | undefined | null): readonly Node[] {
  return bodyOf('List', node)?.items ?? [];
}

/** The value of a constant: protobuf leaves out 0, '' and false, so an empty object still means a value. */
export function constant(node: Node | undefined | null): string | number | boolean | null {
  const value = bodyOf('A_Const', node);
  if (value === null) return null;
  if (value.ival !== undefined) return value.ival.ival ?? 0;
  if (value.sval !== undefined) return value.sval.sval ?? '';
  if (value.boolval !== undefined) return value.boolval.boolval ?? false;
  if (value.fval !== undefined) return Number(value.fval.fval ?? '0');
  return null;
}

export function isNullConstant(node: Node | undefined | null): boolean {
  return bodyOf('A_Const', node)?.isnull === true;
}

/** An option in parentheses: its name alone turns it on (source: defGetBoolean in define.c). */
export function optionIsOn(arg: Node | undefined | null): boolean {
  if (arg === undefined || arg === null) return true;
  const number = bodyOf('Integer', arg);
  if (number !== null) return (number.ival ?? 0) !== 0;
  const value = String(constant(arg) ?? text(arg)).toLowerCase();
  return value !== 'false' && value !== 'off' && value !== '0';
}

/**
 * Visits every node below `root`, itself included, parents first. `visit` returning false skips what is below.
 * Walks with a stack of its own: a tree may be deeper than the call stack allows.
 */
export function walk(root: object | undefined, visit: (tag: NodeTag, body: object) => boolean | void): void {
  const pending: object[] = root === undefined ? [] : [root];
  for (let current = pending.pop(); current !== undefined; current = pending.pop()) {
    const first = pending.length;
    for (const key in current) {
      const value = (current as Readonly<Record<string, unknown>>)[key];
      if (typeof value !== 'object' || value === null) continue;
      if (isNodeTag(key) && visit(key, value) === false) continue;
      pending.push(value);
    }
    reverseFrom(pending, first);
  }
}

/** What was found first has to be popped first. */
function reverseFrom(pending: object[], first: number): void {
  for (let low = first, high = pending.length - 1; low < high; low += 1, high -= 1) {
    const [a, b] = [pending[low], pending[high]];
    if (a !== undefined && b !== undefined) [pending[low], pending[high]] = [b, a];
  }
}

/** All bodies of one kind of node below `root`. */
export function findAll<T extends NodeTag>(tag: T, root: object | undefined): BodyOf<T>[] {
  const found: BodyOf<T>[] = [];
  walk(root, (at, body) => {
    if (at === tag) found.push(body as BodyOf<T>);
  });
  return found;
}

/** Postgres names its node types in capitals and its fields in lower case. */
function isNodeTag(key: string): key is NodeTag {
  const code = key.charCodeAt(0);
  return code >= 65 && code <= 90;
}
