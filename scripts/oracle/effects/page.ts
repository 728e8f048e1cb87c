import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { effectsRows, type OracleCase } from '../../../__tests__/oracle/cases.js';
import type { ObservedCase } from '../../../__tests__/oracle/observe.js';
import { cell, REFUSED } from './cell.js';
import { cellsIn, COLUMNS, matrix, type Cells } from './matrix.js';

const PAGE = 'docs/effects.md';

/** What each major did with each case. */
export type Seen = ReadonlyMap<number, ReadonlyMap<OracleCase, ObservedCase>>;

/** Writes the columns of the majors that were asked; the others stay. */
export function writePage(seen: Seen): void {
  writeFileSync(PAGE, matrix(effectsRows(), merged(seen)));
  console.log(`wrote ${PAGE}`);
}

/** In words, where the page says something else than the majors that were asked. */
export function stale(seen: Seen): string[] {
  const written = cellsIn(committed());
  const now = merged(seen);
  const refused = effectsRows().filter(({ title }) => COLUMNS.every((major) => now.get(title)?.get(major) === REFUSED));
  if (refused.length > 0)
    return refused.map(({ title }) => `${PAGE}: ${title}: no major runs it, so the row shows nothing`);
  const differing = effectsRows().flatMap(({ title }) =>
    COLUMNS.filter((major) => seen.has(major)).flatMap((major) => {
      const has = written.get(title)?.get(major) ?? 'nothing yet';
      const wanted = now.get(title)?.get(major) ?? '';
      return has === wanted
        ? []
        : [`${PAGE}: ${title}, PostgreSQL ${major}: has "${has}", but the server: "${wanted}"`];
    }),
  );
  if (differing.length > 0) return differing;
  return committed() === matrix(effectsRows(), now)
    ? []
    : [`${PAGE} has other rows or words than it would be given now`];
}

function committed(): string {
  return existsSync(PAGE) ? readFileSync(PAGE, 'utf8') : '';
}

function merged(seen: Seen): Cells {
  const written = cellsIn(committed());
  return new Map(
    effectsRows().map(({ title, asked }) => {
      const own = COLUMNS.map((major): [number, string] => {
        const observed = [...(seen.get(major) ?? [])].find(([one]) => one.title === asked.title)?.[1];
        const last = observed?.statements.at(-1);
        return [major, last === undefined ? (written.get(title)?.get(major) ?? '') : cell(last)];
      });
      return [title, new Map(own)];
    }),
  );
}
