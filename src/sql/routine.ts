import type { Statement } from './statement.js';

/** The text that a statement's spans cut, as written and as the parser saw it: same offsets. */
export interface SourceText {
  readonly text: string;
  readonly sql: string;
}

/** A statement inside a body; its text is empty where the tree does not keep it. */
export interface RoutineStatement {
  readonly statement: Statement;
  readonly source: SourceText;
  /** Counted from 1 on the line where the body's string opens; null when the parser does not say. */
  readonly line: number | null;
}

/** What a routine's body does, as far as static reading can tell. */
export type RoutineItem =
  | ({ readonly kind: 'statement' } & RoutineStatement)
  /** EXECUTE of a text that is put together at run time. */
  | { readonly kind: 'opaque' }
  | { readonly kind: 'loop'; readonly items: readonly RoutineItem[] }
  /** Runs or not, by a condition or in an exception handler. */
  | { readonly kind: 'branch'; readonly items: readonly RoutineItem[] }
  /** A block with exception handlers: a subtransaction, whose errors the handlers may swallow. */
  | { readonly kind: 'guarded'; readonly items: readonly RoutineItem[] }
  | { readonly kind: 'commit' }
  | { readonly kind: 'rollback' };

export type Routine =
  { readonly ok: true; readonly items: readonly RoutineItem[] } | { readonly ok: false; readonly why: string };

/** What an item holds inside, or null for one that holds nothing. */
export function inside(item: RoutineItem): readonly RoutineItem[] | null {
  return item.kind === 'loop' || item.kind === 'branch' || item.kind === 'guarded' ? item.items : null;
}
