import type { Report } from '../report/report.js';
import type { Annotation } from './annotations.js';
import { annotations } from './annotations.js';
import type { Renderer } from './renderer.js';
import { plural, verdictLine } from './tally.js';

/** The runner takes ten of each level from one step and drops the others in silence. */
const MOST_PER_LEVEL = 10;

const COMMANDS = { failure: 'error', warning: 'warning', notice: 'notice' } as const;

/** Workflow commands that the runner turns into annotations, then one line for people. */
export const render: Renderer = (report) => {
  const all = annotations(report);
  const levels = ['failure', 'warning', 'notice'] as const;
  const shown = levels.flatMap((level) => all.filter((one) => one.level === level).slice(0, MOST_PER_LEVEL));
  const lines = [...shown.map(command), ...unplaced(report), ...rest(all.length - shown.length)];
  return `${[...lines, `pg-preflight: ${report.verdict}, ${verdictLine(report)}`].join('\n')}\n`;
};

function command(annotation: Annotation): string {
  const properties = [
    `file=${property(annotation.path)}`,
    `line=${annotation.startLine}`,
    `endLine=${annotation.endLine}`,
    `title=${property(annotation.title)}`,
  ];
  return `::${COMMANDS[annotation.level]} ${properties.join(',')}::${data(annotation.message)}`;
}

/** Findings about the whole pull request have no file to be shown at, but must not be lost. */
function unplaced(report: Report): readonly string[] {
  const findings = report.findings.filter(({ path, suppressed }) => path === null && suppressed === null);
  return findings.slice(0, MOST_PER_LEVEL).map(({ severity, title, message }) => {
    const level = severity === 'unsafe' ? 'error' : severity === 'caution' ? 'warning' : 'notice';
    return `::${level} title=${property(title)}::${data(message)}`;
  });
}

function rest(count: number): readonly string[] {
  return count > 0
    ? [`${plural(count, 'more finding')} without an annotation (ten of each level is the runner's limit)`]
    : [];
}

/** Percent first: a text that holds `%0A` must not become a line feed. `##[` would be a command of the old form. */
function data(text: string): string {
  return text
    .replace(/##(?=\[)/g, '#\\u0023')
    .replaceAll('%', '%25')
    .replaceAll('\r', '%0D')
    .replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
