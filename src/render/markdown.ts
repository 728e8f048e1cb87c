import { inertInLog } from './plain-text.js';
import type { Renderer } from './renderer.js';
import { renderSummary } from './summary-comment.js';
import { NO_CONTEXT } from './summary-context.js';

/** The summary for `--format markdown`; it may be printed in a workflow, where the runner reads along. */
export const render: Renderer = (report, { limit }) =>
  inertInLog(renderSummary(report, NO_CONTEXT, (text) => text.length <= limit));
