import type { PreflightInput } from '../preflight.js';
import type { NotScanned, Report } from '../report/report.js';
import { isOrdinary } from '../sql/screen.js';
import type { ChildLimits } from './child-run.js';
import { textsOf, withinLimits } from './limits.js';

/** How long a hostile file may take; a test shortens it and brings a child of its own. */
export const SANDBOX: ChildLimits = {
  child: new URL('./child.js', import.meta.url),
  fileMs: 10_000,
  runMs: 60_000,
};

/**
 * The engine on texts that strangers wrote. Files in which none of the parser's bombs fits are read right here, which
 * starts faster; as soon as there is another one, everything goes to a child process that can be killed.
 */
export async function runPreflight(input: PreflightInput, limits: ChildLimits = SANDBOX): Promise<Report> {
  const bounded = withinLimits(input);
  if (isHarmless(bounded.input)) return withLeftOut(await inThisProcess(bounded.input), bounded.leftOut);
  const { supervise } = await import('./supervisor.js');
  const result = await supervise(bounded, limits);
  if (result.kind === 'report') return withLeftOut(result.report, result.leftOut);
  return withLeftOut(await inThisProcess(result.bounded.input), result.bounded.leftOut);
}

function isHarmless(input: PreflightInput): boolean {
  // Texts whose names alone are looked at never meet the parser.
  const run = input.schema.filter(({ kind }) => kind === 'dump' || kind === 'migration');
  const texts = [...input.files.flatMap(textsOf), ...run.map(({ text }) => text)];
  return texts.every((text) => isOrdinary(text));
}

/** Loaded here and not above: a run that reads no migration needs no parser. */
async function inThisProcess(input: PreflightInput): Promise<Report> {
  const [{ loadParser }, { preflight }] = await Promise.all([import('../sql/parse.js'), import('../preflight.js')]);
  await loadParser();
  return preflight(input);
}

function withLeftOut(report: Report, leftOut: readonly NotScanned[]): Report {
  if (leftOut.length === 0) return report;
  const notScanned = [...report.notScanned, ...leftOut].sort((a, b) =>
    a.path < b.path ? -1 : a.path > b.path ? 1 : 0,
  );
  return { ...report, notScanned };
}
