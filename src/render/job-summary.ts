import type { Report } from '../report/report.js';
import { renderSummary } from './summary-comment.js';
import type { SummaryContext } from './summary-context.js';

/** The runner drops a whole summary above 1 MiB and fails the step with an annotation. */
const LIMIT_BYTES = 900 * 1024;

export function renderJobSummary(report: Report, context: SummaryContext): string {
  const encoder = new TextEncoder();
  return renderSummary(report, context, (text) => encoder.encode(text).length <= LIMIT_BYTES);
}
