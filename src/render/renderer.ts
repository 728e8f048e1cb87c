import type { Report } from '../report/report.js';

export interface RenderOptions {
  /** Columns of the terminal. */
  readonly width: number;
  readonly color: boolean;
  /** Most characters the destination takes; formats that a program reads (JSON, SARIF) are never cut. */
  readonly limit: number;
}

/** One output format: the same report and options give the same bytes. */
export type Renderer = (report: Report, options: RenderOptions) => string;
