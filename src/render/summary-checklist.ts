import type { ChecklistItem } from '../report/report.js';
import { capSql, visible } from './plain-text.js';
import { codeFence, messageMarkdown } from './safe-markdown.js';
import type { Detail } from './summary-context.js';
import { plural } from './tally.js';

export const PHASES = [
  { phase: 'before', title: 'Before the deploy' },
  { phase: 'during', title: 'During the deploy' },
  { phase: 'after', title: 'After the deploy' },
] as const satisfies readonly { phase: ChecklistItem['phase']; title: string }[];

const MOST_BOXES_COUNTED = 60;

/** The boxes to tick, by phase, each with its query. */
export function checklistSection(items: readonly ChecklistItem[], detail: Detail): readonly string[] {
  const limit = detail === 'counts' ? MOST_BOXES_COUNTED : items.length;
  const left = items.length - limit;
  const sections = PHASES.flatMap(({ phase, title }) => {
    const boxes = items.slice(0, limit).filter((item) => item.phase === phase);
    return boxes.length === 0 ? [] : [`### ${title}`, joined(boxes.map((item) => box(item, detail)))];
  });
  return left > 0 ? [...sections, `… and ${plural(left, 'more item')}.`] : sections;
}

/** What stands behind a box, as it is written in the comment; the same for the same item in every run. */
export function boxLabel(item: ChecklistItem): string {
  return messageMarkdown(item.text, 300);
}

/** The items as people left them in an earlier comment of ours: a tick holds while its statements are unchanged. */
export function withTicksOf(body: string, items: readonly ChecklistItem[]): readonly ChecklistItem[] {
  const earlier = boxesIn(body);
  return items.map((item) => {
    const same = earlier.find(({ identity }) => identity === item.identity);
    if (same !== undefined) return { ...item, done: same.ticked, cleared: same.cleared && !same.ticked };
    const before = earlier.find(({ label }) => label === boxLabel(item));
    return { ...item, cleared: before !== undefined && (before.ticked || before.cleared) };
  });
}

interface EarlierBox {
  readonly ticked: boolean;
  readonly label: string;
  readonly identity: string;
  readonly cleared: boolean;
}

const CLEARED = ' (unticked: its statement has changed since)';

/** Whatever the web editor did to the line ends. */
function boxesIn(body: string): readonly EarlierBox[] {
  return outsideFences(body.split(/\r?\n/)).flatMap((line) => {
    const [, tick, label, identity] = /^- \[([ xX])\] (.+) <!-- box ([0-9a-z-]+) -->\s*$/.exec(line) ?? [];
    if (tick === undefined || label === undefined || identity === undefined) return [];
    const cleared = label.endsWith(CLEARED);
    return [{ ticked: tick !== ' ', label: cleared ? label.slice(0, -CLEARED.length) : label, identity, cleared }];
  });
}

/** A name of several lines in the SQL of a fix could spell a ticked box. */
function outsideFences(lines: readonly string[]): readonly string[] {
  let fence: string | null = null;
  return lines.filter((line) => {
    const ticks = /^ *(`{3,})/.exec(line)?.[1] ?? null;
    if (fence === null) fence = ticks;
    else if (ticks !== null && ticks.length >= fence.length && line.trim() === ticks) fence = null;
    else return false;
    return ticks === null;
  });
}

function box(item: ChecklistItem, detail: Detail): string {
  const line = `- [${item.done ? 'x' : ' '}] ${boxLabel(item)}${item.cleared ? CLEARED : ''} <!-- box ${item.identity} -->`;
  if (item.sql === '' || detail !== 'full') return line;
  return `${line}\n\n${codeFence(capSql(visible(item.sql), 4_000), 'sql', '  ')}`;
}

/** A box with a query is set apart by an empty line, so that the next box is not read as part of its block. */
function joined(boxes: readonly string[]): string {
  return boxes.join(boxes.some((one) => one.includes('\n')) ? '\n\n' : '\n');
}
