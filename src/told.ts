/** What the config says about a repository that its files do not show; plain JSON, so that it can cross into the child. */
export interface Told {
  /** How migrations run, the general first: the last that says something about a path wins. */
  readonly runs: readonly ToldRun[];
  readonly pooler: Pooler;
  readonly tables: ToldTables;
}

export type RunTransaction = 'run' | 'file' | 'string' | 'statement';
export type Pooler = 'none' | 'session' | 'transaction';

/** null where nothing is said. */
export interface ToldRun {
  /** Globs; null: every path. */
  readonly paths: readonly string[] | null;
  /** `none`: a tool that we do not know. */
  readonly framework: string | null;
  readonly transaction: RunTransaction | null;
  /** Oldest major that runs the migrations. */
  readonly version: number | null;
  /** Timeouts with which the connection begins, in milliseconds. */
  readonly lockTimeout: number | null;
  readonly statementTimeout: number | null;
}

export interface ToldTables {
  /** `orders`, `billing.invoices`, `audit.*`; without a schema in `public`. */
  readonly hot: readonly string[];
  readonly small: readonly string[];
  readonly sizes: readonly TableSize[];
}

export interface TableSize {
  /** `schema.name`, quoted where SQL needs it. */
  readonly table: string;
  /** With indexes and TOAST, and with its partitions. */
  readonly bytes: number;
}

export const NOTHING_TOLD: Told = { runs: [], pooler: 'none', tables: { hot: [], small: [], sizes: [] } };
