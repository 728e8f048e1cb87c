import type { Evidence } from './evidence.js';
import { pathParts, type Clue, type Framework } from './framework.js';

/** What a file of a tool says about the database of the migrations below a folder. */
export interface Database {
  readonly framework: Framework;
  readonly root: readonly string[];
  readonly name: string;
  readonly saidBy: string;
}

export type Elsewhere = Pick<Database, 'name' | 'saidBy'>;

export function databasesOf(framework: Framework, evidence: readonly Evidence[]): readonly Database[] {
  return framework.clues.flatMap((clue) => evidence.flatMap((one) => said(framework, clue, one)));
}

function said(framework: Framework, { file, database, above }: Clue, { path, text }: Evidence): Database[] {
  const found = text !== null && file.test(path.toLowerCase()) ? (database?.(text) ?? null) : null;
  if (found === null) return [];
  const { folders } = pathParts(path);
  const below = found.folder === '' ? [] : found.folder.split('/');
  return [{ framework, root: [...folders.slice(0, folders.length - above), ...below], name: found.name, saidBy: path }];
}

const POSTGRES = /^(?:postgres|postgresql|pg)$/i;

/** By the nearest file that speaks of it. Where two equally near name different ones, it may be for Postgres. */
export function elsewhere(databases: readonly Database[], path: string): Elsewhere | null {
  const parts = pathParts(path);
  const around = databases.filter(
    ({ framework, root }) =>
      root.every((folder, at) => parts.folders[at] === folder) && framework.named(parts) !== null,
  );
  const nearest = Math.max(...around.map(({ root }) => root.length));
  const [first, ...others] = around.filter(({ root }) => root.length === nearest);
  return first === undefined || [first, ...others].some(({ name }) => POSTGRES.test(name)) ? null : first;
}
