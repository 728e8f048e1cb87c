/** What the publisher knows and the report does not. */
export interface SummaryContext {
  /** Full hash of the commit that was judged. */
  readonly headSha: string | null;
  /** Login of whoever opened the pull request; null where there is none, or nobody knows. */
  readonly author: string | null;
  /** Address of a line in the file at the head commit; null where there is none. */
  readonly fileUrl: (path: string, line: number) => string | null;
  /** More lines to tell, our own prose with `back-ticks` around foreign text. */
  readonly notes: readonly string[];
}

/** For output that belongs to no pull request. */
export const NO_CONTEXT: SummaryContext = { headSha: null, author: null, fileUrl: () => null, notes: [] };

/** How much is told: everything; without SQL to paste; only counts, for what would not fit otherwise. */
export type Detail = 'full' | 'no sql' | 'counts';
