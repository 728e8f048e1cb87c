import { code, listed } from '../rules/prose.js';
import type { RunbookStep } from '../report/report.js';
import type { Step } from '../timeline.js';

/** Line of a statement in its file. */
export type LineOf = (step: Step) => number;

/** One entry of a phase, on the primary unless it says so. */
export function told(
  phase: RunbookStep['phase'],
  text: string,
  run = '',
  on: RunbookStep['on'] = 'primary',
): RunbookStep {
  return { phase, text, code: run, on };
}

/** `DROP COLUMN total` (db/migrations/0007.sql:3), with the path as code: it is a stranger's. */
export function placeWords(step: Step, lineOf: LineOf): string {
  return code(`${step.migration.path}:${lineOf(step)}`);
}

/** A list that stays a line, however many there are. */
export function shortList(words: readonly string[], most = 4): string {
  const unique = [...new Set(words)];
  return unique.length <= most
    ? listed(unique)
    : `${unique.slice(0, most).join(', ')} and ${unique.length - most} more`;
}
