import type { ChecklistItem, Report, Verdict } from '../report/report.js';
import type { ModeRow } from './mode-rows.js';
import { modeRows } from './mode-rows.js';
import type { Color, Paint } from './paint.js';
import { prose, visible, visibleLine } from './plain-text.js';
import { PHASES } from './summary-checklist.js';
import { scannedWords, verdictWords } from './tally.js';
import { wrap } from './wrap.js';

const VERDICT_COLOR: Readonly<Record<Verdict, Color>> = { unsafe: 'red', caution: 'yellow', safe: 'green' };

const STATE_COLOR: Readonly<Record<ModeRow['state'], Color>> = {
  unsafe: 'red',
  caution: 'yellow',
  fine: 'green',
  'not applicable': 'dim',
};

/** What follows the findings on a terminal, as blocks of lines: the nine modes, the boxes, what was not seen, the verdict. */
export function closing(report: Report, width: number, paint: Paint): readonly (readonly string[])[] {
  return [
    modeTable(report, paint),
    ...PHASES.map(({ phase, title }) =>
      boxes(
        title,
        report.checklist.filter((item) => item.phase === phase),
        width,
        paint,
      ),
    ),
    list(
      'Not scanned',
      report.notScanned.map(({ path, why }) => `${visibleLine(path)}: ${prose(why)}`),
      width,
      paint,
    ),
    list(
      'Suppressions without effect',
      report.idleSuppressions.map(({ path, line, why }) => `${visibleLine(path)}:${line}: ${prose(why)}`),
      width,
      paint,
    ),
    list('Assumed', report.assumptions.map(prose), width, paint),
    verdict(report, width, paint),
  ].filter((lines) => lines.length > 0);
}

function modeTable(report: Report, paint: Paint): readonly string[] {
  const rows = modeRows(report);
  const room = Math.max(...rows.map(({ title }) => title.length));
  return rows.map(({ letter, title, state, words }) => {
    return `${(letter || '-').padEnd(3)}${title.padEnd(room + 2)}${paint(STATE_COLOR[state], words === '–' ? '-' : words)}`;
  });
}

function boxes(title: string, items: readonly ChecklistItem[], width: number, paint: Paint): readonly string[] {
  if (items.length === 0) return [];
  const lines = items.flatMap((item) => {
    const [first = '', ...more] = wrap(prose(item.text), width - 6);
    const sql = item.sql.trim() === '' ? [] : visible(item.sql).trimEnd().split('\n');
    const box = `  [${item.done ? 'x' : ' '}] ${first}`;
    return [box, ...more.map((line) => `      ${line}`), ...sql.map((line) => `        ${line}`.trimEnd())];
  });
  return [paint('bold', title), ...lines];
}

function list(title: string, items: readonly string[], width: number, paint: Paint): readonly string[] {
  if (items.length === 0) return [];
  const lines = items.flatMap((item) => {
    const [first = '', ...more] = wrap(item, width - 4);
    return [`  - ${first}`, ...more.map((line) => `    ${line}`)];
  });
  return [paint('bold', title), ...lines];
}

/** The last line is the one that stays on the screen. */
function verdict(report: Report, width: number, paint: Paint): readonly string[] {
  const scanned = wrap(`${scannedWords(report)}, judged for PostgreSQL ${report.postgresVersion} and newer`, width);
  const words = wrap(`pg-preflight: ${verdictWords(report)}`, width);
  return [...scanned, ...words.map((line) => paint(VERDICT_COLOR[report.verdict], line))];
}
