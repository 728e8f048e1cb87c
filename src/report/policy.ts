import type { Severity } from './report.js';

/** What a repository decided about findings; plain JSON, so that it can cross into the child process. */
export interface Policy {
  readonly comments: CommentPolicy;
  /** Rules whose findings no comment may suppress. */
  readonly forbidSuppression: readonly string[];
  /** Severity of every finding of a rule. */
  readonly severities: readonly { readonly rule: string; readonly severity: Severity | 'off' }[];
  /** What is different for some paths: the last one that says something of a rule wins. */
  readonly overrides: readonly PathPolicy[];
  readonly ignore: readonly Ignore[];
  /** What was found when the repository began. */
  readonly baseline: readonly BaselineEntry[];
  /** `YYYY-MM-DD`, UTC. */
  readonly today: string;
}

/** Which findings a comment in the SQL may suppress. */
export interface CommentPolicy {
  readonly allows: 'all' | 'all but unsafe' | 'none';
  /** Why not all, as a clause with `back-ticks` around foreign text; empty for `all`. */
  readonly why: string;
}

export interface PathPolicy {
  /** Globs. */
  readonly paths: readonly string[];
  /** The worst that a finding of a rule may be of which nothing is said; null: as it is found. */
  readonly worst: Severity | null;
  readonly severities: Policy['severities'];
}

export interface Ignore {
  readonly rule: string;
  readonly reason: string;
  /** A glob; null: everywhere. */
  readonly paths: string | null;
  /** The last day on which it counts, `YYYY-MM-DD`. */
  readonly until: string | null;
}

export interface BaselineEntry {
  readonly identity: string;
  /** null for a finding about the change as a whole. */
  readonly path: string | null;
}

export const NO_POLICY: Policy = {
  comments: { allows: 'all', why: '' },
  forbidSuppression: [],
  severities: [],
  overrides: [],
  ignore: [],
  baseline: [],
  today: '1970-01-01',
};
