import { readFileSync } from 'node:fs';
import { allExamples } from '../rule-examples.js';

/** What a server is asked: statements on a schema. No expectation stands beside it, the server is the expectation. */
export interface OracleCase {
  readonly title: string;
  readonly schema: string;
  readonly texts: readonly string[];
}

/** The world of `statements.sql`. */
export const WORLD = readFileSync('__tests__/oracle/schema.sql', 'utf8');

/** Each line of `statements.sql`, alone on its world. */
export function statementCases(): OracleCase[] {
  return linesOf('__tests__/oracle/statements.sql').map((line) => ({ title: line, schema: WORLD, texts: [line] }));
}

/** What changed with 11 and 12, on a world that 10 can make as well. */
export function olderCases(): OracleCase[] {
  const schema = readFileSync('__tests__/oracle/older-schema.sql', 'utf8');
  return linesOf('__tests__/oracle/older.sql').map((line) => ({ title: line, schema, texts: [line] }));
}

function linesOf(path: string): string[] {
  const lines = readFileSync(path, 'utf8').split('\n');
  return lines.filter((line) => line !== '' && !line.startsWith('--'));
}

/** A row of docs/effects.md. */
export interface EffectsRow {
  readonly heading: string;
  readonly title: string;
  readonly asked: OracleCase;
}

export function effectsRows(): EffectsRow[] {
  const rows: EffectsRow[] = [];
  let heading = '';
  let title = '';
  for (const line of readFileSync('__tests__/oracle/effects.sql', 'utf8').split('\n')) {
    if (line.startsWith('-- # ')) heading = line.slice(5);
    else if (line.startsWith('-- ')) title = line.slice(3);
    else if (line !== '') rows.push({ heading, title, asked: { title: line, schema: WORLD, texts: [line] } });
  }
  return rows;
}

/** Every example of every rule that a server can run. */
export function exampleCases(): OracleCase[] {
  return allExamples()
    .filter(({ postgres }) => postgres !== null)
    .map(({ title, schema, files }) => ({ title, schema, texts: files.map(({ text }) => text) }));
}

/** Where the model is known to differ, and why. One that agrees again fails, so that the list stays true. */
export const EXCEPTIONS: ReadonlyMap<string, string> = new Map([
  ['DROP STATISTICS users_statistics;', 'nothing in the catalog says which table a statistics object belongs to'],
]);

/** What the embedded server lacks, by the words of a statement: real servers are asked. It must fail there. */
const NOT_EMBEDDED: readonly (readonly [RegExp, string])[] = [
  [/SUBSCRIPTION/, 'it has no library for subscriptions'],
  [/PREPARE TRANSACTION/, 'it has no room for prepared transactions'],
  [/EXTENSION postgres_fdw/, 'it has only its own extensions'],
  [/CREATE CONVERSION/, 'it cannot load the library of a conversion'],
];

export function isEmbeddable({ title }: OracleCase): boolean {
  return !NOT_EMBEDDED.some(([words]) => words.test(title));
}
