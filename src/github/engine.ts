import type { PreflightInput } from '../preflight.js';
import type { Report } from '../report/report.js';

/** What this door needs of the engine behind it, so that it knows neither the child process nor the frameworks. */
export interface Engine {
  readonly preflight: (input: PreflightInput) => Promise<Report>;
  readonly selectMigrations: (
    paths: readonly string[],
    globs: readonly string[],
    run: readonly string[],
  ) => { readonly sql: readonly string[]; readonly code: readonly string[] };
  readonly version: string;
  /** Address of `docs/rules/`, without the closing slash. */
  readonly docsBase: string;
}
