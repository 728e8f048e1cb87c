import type { Severity } from '../report/report.js';
import type { RelationName } from '../sql/names.js';
import type { TableFact, TableFacts } from '../table-facts.js';
import type { Step } from '../timeline.js';
import { tables } from './prose.js';
import type { Match } from './rule.js';
import { existing } from './scope.js';
import { boundsLockWait } from './timeouts.js';

/** A match whose weight is a matter of how long work on some tables takes. */
export interface BySize {
  readonly relations: readonly RelationName[];
  /** What is left of it where all of them are small. */
  readonly whenSmall: 'caution' | 'note';
}

/** What the config says of tables, put to a match. */
export interface Weighed {
  readonly severity: Severity;
  /** Sentences behind the message, with a blank in front; empty where nothing was said. */
  readonly words: string;
}

/** Tables of others that a statement reads, copies or indexes whole: all of them, or those for one subcommand. */
export function worked({ effects }: Step, part: number | null = null): readonly RelationName[] {
  const touches = existing([...effects.scans, ...effects.rewrites, ...effects.rebuildsIndexes]);
  return [...new Set(touches.filter((touch) => part === null || touch.part === part).map(({ relation }) => relation))];
}

export function bySize(relations: readonly RelationName[], whenSmall: BySize['whenSmall'] = 'note'): BySize {
  return { relations, whenSmall };
}

export function weighed(match: Match, facts: TableFacts): Weighed {
  const { severity, at } = match;
  if (at.kind !== 'statement') return { severity, words: '' };
  const known = (relations: readonly RelationName[]): readonly Known[] =>
    relations.map((relation) => ({ relation, fact: facts(relation, at.step.before) }));
  const sized = known(match.bySize?.relations ?? []);
  const busy = known(match.byTraffic ?? []).filter(({ fact }) => fact.hot || fact.huge);
  const isSmall = sized.length > 0 && sized.every(({ fact }) => fact.small !== null);
  const words = [...(isSmall ? smallWords(sized) : largeWords(sized)), ...hotWords(busy)];
  const lowered = isSmall && severity !== 'note' ? milder(severity, match.bySize?.whenSmall ?? 'note') : severity;
  return { severity: raised(lowered, busy, at.step), words: words.map((sentence) => ` ${sentence}`).join('') };
}

interface Known {
  readonly relation: RelationName;
  readonly fact: TableFact;
}

function milder(severity: Severity, whenSmall: Severity): Severity {
  return severity === 'caution' && whenSmall === 'caution' ? 'caution' : whenSmall;
}

/** Nobody waits long where the wait is bounded, however many they are. */
function raised(severity: Severity, busy: readonly Known[], step: Step): Severity {
  return severity === 'caution' && busy.length > 0 && !boundsLockWait(step) ? 'unsafe' : severity;
}

function smallWords(known: readonly Known[]): readonly string[] {
  const measured = known.filter(({ fact }) => fact.small === 'measured');
  const listed = known.filter(({ fact }) => fact.small === 'listed');
  return [
    ...(listed.length === 0
      ? []
      : [`The config says that ${names(listed)} ${isOrAre(listed)} small, so this ends in an instant.`]),
    ...measured.map(
      (one) =>
        `${names([one])} had ${sizeWords(one.fact.bytes ?? 0)} when it was measured, so this ends in an instant.`,
    ),
  ];
}

function largeWords(known: readonly Known[]): readonly string[] {
  return known
    .filter(({ fact }) => fact.bytes !== null && fact.small === null)
    .map((one) => `${names([one])} had ${sizeWords(one.fact.bytes ?? 0)} when it was measured.`);
}

function hotWords(known: readonly Known[]): readonly string[] {
  const hot = known.filter(({ fact }) => fact.hot);
  const huge = known.filter(({ fact }) => fact.huge && !fact.hot);
  return [
    ...(hot.length === 0
      ? []
      : [`The config says that ${names(hot)} ${isOrAre(hot)} hot: whoever waits behind this lock is felt at once.`]),
    ...huge.map(
      (one) =>
        `${names([one])} had ${sizeWords(one.fact.bytes ?? 0)} when it was measured: its queries take long, so the wait for this lock does, too.`,
    ),
  ];
}

function names(known: readonly Known[]): string {
  return tables(known.map(({ relation }) => relation));
}

function isOrAre(known: readonly Known[]): string {
  return known.length === 1 ? 'is' : 'are';
}

/** A size as people say it. */
export function sizeWords(bytes: number): string {
  const [unit, size] = bytes < 1e6 ? ['kB', bytes / 1e3] : bytes < 1e9 ? ['MB', bytes / 1e6] : ['GB', bytes / 1e9];
  return `${size < 10 ? size.toFixed(1) : Math.round(size)} ${unit}`;
}
