import type { Finding, Report, Severity, Suggestion } from './report.js';
import { bySeverity } from './verdict.js';

/** What is judged again, all suggestions of a report together: the worst findings' come first, a whole tree's not at all. */
const MOST_TRIALS = 25;
const MOST_STATEMENTS = 1_000;

/**
 * The report with those suggestions alone that do what they say. Each is committed to a copy of its file, and stays when
 * the file can be read then, the finding is gone, and nothing as bad as it has come in its place.
 */
export function withTriedSuggestions(report: Report, judgedWith: (path: string, text: string) => Report): Report {
  const helping = new Set(tried(report).filter((finding) => clears(finding, report, judgedWith)));
  const findings = report.findings.map((finding) =>
    finding.suggestion === null || helping.has(finding) ? finding : { ...finding, suggestion: null },
  );
  return { ...report, findings };
}

function tried({ files, findings }: Report): readonly Finding[] {
  const statements = files.reduce((sum, file) => sum + file.statements.length, 0);
  const most = Math.min(MOST_TRIALS, Math.floor(MOST_STATEMENTS / Math.max(1, statements)));
  const offered = findings.filter((finding) => finding.suggestion !== null && isOpen(finding));
  return offered.sort((a, b) => bySeverity(a.severity, b.severity)).slice(0, most);
}

/** The file when somebody has committed the suggestion. */
export function committed(text: string, { startLine, endLine, lines }: Suggestion): string {
  return text
    .split('\n')
    .toSpliced(
      startLine - 1,
      endLine - startLine + 1,
      ...lines.map((line) => (text.includes('\r\n') ? `${line}\r` : line)),
    )
    .join('\n');
}

function clears(finding: Finding, before: Report, judgedWith: (path: string, text: string) => Report): boolean {
  const { path, suggestion } = finding;
  const text = path === null ? undefined : before.sources[path];
  if (path === null || suggestion === null || text === undefined) return false;
  const after = judgedWith(path, committed(text, suggestion));
  if (count(after, finding.rule) >= count(before, finding.rule)) return false;
  const asBad = after.findings.filter((one) => isOpen(one) && bySeverity(one.severity, finding.severity) <= 0);
  return asBad.every(({ rule, severity }) => count(after, rule, severity) <= count(before, rule, severity));
}

function count({ findings }: Report, rule: string, severity?: Severity): number {
  return findings.filter((one) => isOpen(one) && one.rule === rule && (severity ?? one.severity) === one.severity)
    .length;
}

function isOpen({ suppressed }: Finding): boolean {
  return suppressed === null;
}
