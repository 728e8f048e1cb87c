import type { Finding, Report } from '../report/report.js';
import { codeFrame } from './code-frame.js';
import type { Paint } from './paint.js';
import { painter, SEVERITY_COLOR } from './paint.js';
import { inertInLog, prose, visible, visibleLine } from './plain-text.js';
import type { Renderer } from './renderer.js';
import { lineWords, modeTitle } from './tally.js';
import { closing } from './text-summary.js';
import { wrap } from './wrap.js';

/** Narrower than this nothing can be read; a terminal that reports 0 is not one. */
const LEAST_WIDTH = 40;

const INDENT = '  ';

/** Lines of the judged files, split once: a file of many findings may be large. */
type Sources = ReadonlyMap<string, readonly string[]>;

/** For a person at a terminal: the findings as they stand in the files, then the summary, the verdict last. */
export const render: Renderer = (report, options) => {
  const width = Math.max(LEAST_WIDTH, options.width);
  const paint = painter(options.color);
  const sources: Sources = new Map(Object.entries(report.sources).map(([path, text]) => [path, text.split(/\r?\n/)]));
  const open = report.findings.filter(({ suppressed }) => suppressed === null);
  const blocks = [
    ...open.map((finding) => findingBlock(finding, sources, width, paint)),
    ...acknowledged(report, width, paint),
    ...closing(report, width, paint),
  ];
  return inertInLog(`${blocks.map((lines) => lines.join('\n')).join('\n\n')}\n`);
};

function findingBlock(finding: Finding, sources: Sources, width: number, paint: Paint): readonly string[] {
  const inner = width - INDENT.length;
  const message = wrap(prose(finding.message), inner);
  const also = finding.alsoModes.length === 0 ? '' : `, also ${finding.alsoModes.map(modeTitle).join(', ')}`;
  return [
    ...heading(finding, width, paint),
    ...frame(finding, sources, inner, paint),
    '',
    ...indented(message),
    ...fix(finding, paint),
    ...related(finding),
    '',
    ...indented(
      wrap(`${modeTitle(finding.mode)}${also} (${visibleLine(finding.rule)})`, inner).map((line) => paint('dim', line)),
    ),
    ...indented([paint('dim', visibleLine(finding.docs))]),
  ];
}

function heading(finding: Finding, width: number, paint: Paint): readonly string[] {
  const unchanged = finding.inDiff ? '' : ' (not changed here)';
  const where = placeOf(finding);
  const [first = '', ...more] = wrap(
    `${where} ${finding.severity}: ${prose(finding.title)}${unchanged}`,
    width - INDENT.length,
  );
  // Colours are put in after wrapping, so that their bytes take no room; a place too long for one line stays plain.
  const start = `${where} ${finding.severity}:`;
  if (!first.startsWith(start)) return [first, ...indented(more)];
  const color = SEVERITY_COLOR[finding.severity];
  const colored = `${paint('bold', where)} ${paint(color, `${finding.severity}:`)}${first.slice(start.length)}`;
  return [colored, ...indented(more)];
}

function frame(
  { path, startLine, endLine }: Finding,
  sources: Sources,
  width: number,
  paint: Paint,
): readonly string[] {
  const source = path === null ? undefined : sources.get(path);
  if (source === undefined || startLine === null) return [];
  return ['', ...indented(codeFrame(source, { startLine, endLine: endLine ?? startLine }, width, paint))];
}

/** Not wrapped: it is there to be copied. */
function fix(finding: Finding, paint: Paint): readonly string[] {
  if (finding.fix.trim() === '') return [];
  const lines = visible(finding.fix).trimEnd().split('\n');
  return ['', ...indented([paint('green', 'Safe form:'), ...indented(lines)])];
}

function related(finding: Finding): readonly string[] {
  if (finding.related.length === 0) return [];
  return ['', ...indented(finding.related.map((place) => `See also ${visibleLine(place.path)}:${lineWords(place)}`))];
}

function acknowledged(report: Report, width: number, paint: Paint): readonly (readonly string[])[] {
  const lines = report.findings.flatMap((finding) => {
    if (finding.suppressed === null) return [];
    const { by, reason } = finding.suppressed;
    const text = `${placeOf(finding)} ${finding.severity}: ${prose(finding.title)}. By ${by}: ${prose(reason)}`;
    return indented(wrap(text, width - INDENT.length));
  });
  return lines.length === 0 ? [] : [[paint('bold', 'Acknowledged'), ...lines]];
}

function placeOf({ path, startLine }: Finding): string {
  if (path === null) return 'pull request';
  return startLine === null ? visibleLine(path) : `${visibleLine(path)}:${startLine}`;
}

function indented(lines: readonly string[]): readonly string[] {
  return lines.map((line) => (line === '' ? '' : `${INDENT}${line}`));
}
