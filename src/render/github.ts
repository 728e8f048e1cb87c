import type { Finding } from '../report/report.js';
import { mark } from './annotations.js';
import { visible } from './plain-text.js';
import type { Renderer } from './renderer.js';
import { openFindings, plural, verdictLine, worstFirst } from './tally.js';

/** The runner takes ten of each level from one step and drops the others in silence. */
const MOST_PER_LEVEL = 10;

const COMMANDS = { failure: 'error', warning: 'warning', notice: 'notice' } as const;

/** Workflow commands that the runner turns into annotations, then one line for people. */
export const render: Renderer = (report) => {
  const open = worstFirst(openFindings(report));
  const severities = ['unsafe', 'caution', 'note'] as const;
  const shown = severities.flatMap((one) => open.filter(({ severity }) => severity === one).slice(0, MOST_PER_LEVEL));
  const lines = [...shown.map(command), ...rest(open.length - shown.length)];
  return `${[...lines, `pg-preflight: ${verdictLine(report)}`].join('\n')}\n`;
};

/** A finding about the whole pull request has no file to be shown at, but must not be lost. */
function command(finding: Finding): string {
  const { startLine, endLine, level, title, message } = mark(finding);
  const place =
    finding.path === null ? [] : [`file=${property(visible(finding.path))}`, `line=${startLine}`, `endLine=${endLine}`];
  return `::${COMMANDS[level]} ${[...place, `title=${property(title)}`].join(',')}::${data(message)}`;
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
