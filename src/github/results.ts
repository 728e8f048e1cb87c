import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { render as renderAnnotations } from '../render/github.js';
import { renderJobSummary } from '../render/job-summary.js';
import { render as renderJson } from '../render/json.js';
import { render as renderSarif } from '../render/sarif.js';
import type { SummaryContext } from '../render/summary-context.js';
import { openFindings, tally, verdictLine } from '../render/tally.js';
import { render as renderText } from '../render/text.js';
import type { Report } from '../report/report.js';
import type { OUTPUTS } from '../settings/outputs.js';
import type { Settings } from '../settings/schema.js';
import type { Runner } from './runner.js';

type OutputName = (typeof OUTPUTS)[number]['name'];

/** No terminal: lines as wide as the log of a run shows them without a scroll bar. */
const LOG = { width: 120, color: false, limit: 1_000_000 } as const;

/** Writes the report files and the outputs; a line for each file that could not be written. */
export function writeResults(report: Report, settings: Settings, folder: string, runner: Runner): readonly string[] {
  const json = written(folder, settings.reportFile, () => renderJson(report, LOG));
  const sarif = written(folder, settings.sarifFile, () => renderSarif(report, LOG));
  const counts = tally(openFindings(report));
  const outputs = {
    verdict: report.verdict,
    unsafe: `${counts.unsafe}`,
    caution: `${counts.caution}`,
    note: `${counts.note}`,
    files: `${report.files.length}`,
    statements: `${report.files.reduce((sum, file) => sum + file.statements.length, 0)}`,
    report: json === 'written' ? (settings.reportFile ?? '') : '',
  } satisfies Record<OutputName, string>;
  for (const [name, value] of Object.entries(outputs)) runner.setOutput(name, value);
  return [
    ...(json === 'failed' ? ['The JSON report could not be written to the path in `report-file`.'] : []),
    ...(sarif === 'failed' ? ['The SARIF report could not be written to the path in `sarif-file`.'] : []),
  ];
}

/** The job summary and the log; annotations too where the pull request could not be told. */
export function showReport(report: Report, context: SummaryContext, withAnnotations: boolean, runner: Runner): void {
  runner.addSummary(renderJobSummary(report, context));
  runner.quote(renderText(report, LOG));
  if (withAnnotations) runner.command(renderAnnotations(report, LOG));
  runner.say(`pg-preflight: ${report.verdict}, ${verdictLine(report)}`);
}

function written(folder: string, path: string | null, render: () => string): 'not asked' | 'written' | 'failed' {
  if (path === null) return 'not asked';
  const file = resolve(folder, path);
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, render());
    return 'written';
  } catch (error) {
    if (error instanceof Error && 'code' in error) return 'failed';
    throw error;
  }
}
