import type { Remembers } from './framework.js';

/** It keeps a checksum of each file that has run. */
export function refusesEdits(how: string): Remembers['edited'] {
  return { kind: 'refused', how };
}

/** It knows a migration that has run by its version or name alone. */
export function ignoresEdits(title: string, by: 'version' | 'name' = 'version'): Remembers['edited'] {
  return {
    kind: 'ignored',
    how: `${title} remembers the ${by} and not the text, so it passes over the file in silence where it has run.`,
  };
}

export const EDITS_UNKNOWN: Remembers['edited'] = { kind: 'unknown', how: '' };

export function refusesLate(how: string): Remembers['late'] {
  return { kind: 'refused', how };
}

export function skipsLate(how: string): Remembers['late'] {
  return { kind: 'skipped', how };
}

export function runsLate(title: string): Remembers['late'] {
  return {
    kind: 'runs',
    how: `${title} runs whatever has not run yet, so databases that have the newer ones run this after them, and new databases before them.`,
  };
}

/** The order is told elsewhere than in the name. */
export const UNORDERED: Remembers['late'] = { kind: 'unordered', how: '' };
export const LATE_UNKNOWN: Remembers['late'] = { kind: 'unknown', how: '' };

export function refusesTwice(how: string): Remembers['twice'] {
  return { kind: 'refused', how };
}

/** It knows a migration by its whole name. */
export const DISTINCT: Remembers['twice'] = { kind: 'distinct', how: '' };
export const TWICE_UNKNOWN: Remembers['twice'] = { kind: 'unknown', how: '' };
