import type { Report } from '../report/report.js';
import type { Annotation } from './annotations.js';
import { annotations } from './annotations.js';
import { renderSummary } from './summary-comment.js';
import type { SummaryContext } from './summary-context.js';
import { verdictLine } from './tally.js';

export interface CheckRunOutput {
  readonly title: string;
  readonly summary: string;
  /** Worst first, and a bounded number: a page with some three hundred no longer opens. */
  readonly annotations: readonly Annotation[];
}

const SUMMARY_LIMIT = 65_000;
const MOST_ANNOTATIONS = 200;

export function renderCheckRun(report: Report, context: SummaryContext): CheckRunOutput {
  return {
    title: verdictLine(report),
    summary: renderSummary(report, context, (text) => text.length <= SUMMARY_LIMIT),
    annotations: annotations(report).slice(0, MOST_ANNOTATIONS),
  };
}
