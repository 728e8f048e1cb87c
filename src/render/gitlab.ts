import type { Finding, Report } from '../report/report.js';
import { cap, inertJson, prose, visible, visibleLine } from './plain-text.js';
import type { Renderer } from './renderer.js';
import { modeTitle, openFindings, worstFirst } from './tally.js';

const SEVERITIES = { unsafe: 'critical', caution: 'major', note: 'info' } as const;

/** GitLab's code quality report: it is shown on the merge request's lines, and compared with that of the target branch. */
export const render: Renderer = (report) => `${inertJson(JSON.stringify(issues(report), null, 2))}\n`;

function issues(report: Report) {
  const fallback = report.files[0]?.path ?? report.notScanned[0]?.path ?? 'migrations';
  const nth = new Map<string, number>();
  return worstFirst(openFindings(report)).map((finding) => {
    const seen = (nth.get(finding.identity) ?? 0) + 1;
    nth.set(finding.identity, seen);
    return issue(finding, fallback, seen === 1 ? finding.identity : `${finding.identity}-${seen}`);
  });
}

/** GitLab drops an issue without a place, and keeps one of those that share a fingerprint. */
function issue(finding: Finding, fallback: string, fingerprint: string) {
  const words = `${modeTitle(finding.mode)}: ${prose(finding.title)}. ${prose(finding.message)}`;
  return {
    description: `${cap(words, 1_500)} ${cap(visibleLine(finding.docs), 300)}`,
    check_name: finding.rule,
    fingerprint,
    severity: SEVERITIES[finding.severity],
    location: {
      path: visible(finding.path ?? fallback),
      lines: { begin: finding.startLine ?? 1, end: Math.max(finding.startLine ?? 1, finding.endLine ?? 1) },
    },
  };
}
