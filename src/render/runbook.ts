import type { Report, RunbookStep } from '../report/report.js';
import { capSql, inertInLog, visible } from './plain-text.js';
import type { Renderer } from './renderer.js';
import { codeFence, details, messageMarkdown } from './safe-markdown.js';

const PHASES = [
  { phase: 'before', title: 'Before' },
  { phase: 'during', title: 'During' },
  { phase: 'after', title: 'After' },
  { phase: 'rollback', title: 'Going back' },
] as const satisfies readonly { phase: RunbookStep['phase']; title: string }[];

const MOST_CODE = 4_000;

/** `pg-preflight runbook`: the runbook as a document of its own. */
export const render: Renderer = (report) => {
  const files = report.files.filter(({ direction }) => direction !== 'down').map(({ path }) => path);
  const about =
    files.length === 1
      ? messageMarkdown(`\`${(files[0] ?? '').replaceAll('`', "'")}\``)
      : `${files.length} migration files`;
  const body =
    report.runbook.length === 0
      ? ['Nothing to watch: no table that others use is locked, copied, read whole or written.']
      : phases(report.runbook, '##');
  return inertInLog(`${[`# Runbook: ${about}`, ...body].join('\n\n')}\n`);
};

/** Folded, for the summary. */
export function runbookSection(report: Report): readonly string[] {
  return report.runbook.length === 0
    ? []
    : [details('Runbook for the deploy', phases(report.runbook, '####').join('\n\n'))];
}

/** What is said where it does not fit. */
export function runbookElsewhere(report: Report): readonly string[] {
  return report.runbook.length === 0 ? [] : ['The runbook did not fit here: `pg-preflight runbook` prints it.'];
}

function phases(steps: readonly RunbookStep[], heading: string): readonly string[] {
  const shown = new Map<string, string>();
  return PHASES.flatMap(({ phase, title }) => {
    const some = steps.filter((step) => step.phase === phase);
    return some.length === 0
      ? []
      : [`${heading} ${title}`, ...some.map((step, at) => entry(step, at + 1, title, shown))];
  });
}

/** A query that stands above already is named, not printed again. */
function entry({ text, code, on }: RunbookStep, number: number, title: string, shown: Map<string, string>): string {
  const line = `${number}. ${messageMarkdown(text, 1_000)}`;
  if (code === '') return line;
  const above = shown.get(code);
  if (above !== undefined) return `${line} (The query of ${above}.)`;
  shown.set(code, `${title} ${number}`);
  return `${line}\n\n${codeFence(capSql(visible(code), MOST_CODE), on === 'shell' ? 'sh' : 'sql', '   ')}`;
}
