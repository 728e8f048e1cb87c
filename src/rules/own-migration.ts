import type { Outside } from '../frameworks/framework.js';
import { newestVersions, nextFile, type NewestVersions } from '../frameworks/next-file.js';
import type { Changeset, Step } from '../timeline.js';
import { comment, sql } from './prose.js';
import { isDown } from './scope.js';

/** Where SQL goes that cannot stay where it is: the tool's way, and the file that it would be. */
export interface OwnMigration {
  /** How it leaves the transaction; null where it need not, or where nobody knows the tool. */
  readonly outside: Outside | null;
  /** null where nobody can name it. */
  readonly file: string | null;
  /** The file that the statement is in holds nothing else. */
  readonly isAlone: boolean;
  /** Lines that the tool wants above it. */
  readonly opening: readonly string[];
}

export interface Wanted {
  /** What has to leave the transaction, or null. */
  readonly command: string | null;
  readonly name: string;
  /** Files that go before it. */
  readonly before: readonly string[];
  /** How many files the fix has. */
  readonly files: number;
}

const NOWHERE: OwnMigration = { outside: null, file: null, isAlone: false, opening: [] };

export function ownMigration(step: Step | null, { migrations }: Changeset, wanted: Wanted): OwnMigration {
  if (step === null) return NOWHERE;
  const { framework, setup } = step.migration.runner;
  const { path } = step.migration;
  const { command, before } = wanted;
  const goesDown = isDown(step) && wanted.files === 1;
  const isForward = isDown(step) && !goesDown;
  const isAlone = before.length === 0 && hasFileToItself(step);
  // The first of several files can be what is left of this one.
  const isHere = !isForward && (isAlone || (before.length === 0 && wanted.files > 1 && command === null));
  const next = goesDown ? null : nextFile(path, [takenBy(migrations), newestVersions(before)], wanted.name);
  const file = isHere ? path : next;
  // Whoever numbers files by hand goes on as they began; what else such a runner wants, nobody knows.
  if (framework === null || setup === null) return wanted.files > 1 ? { ...NOWHERE, file } : NOWHERE;
  const outside =
    command === null ? null : inDirection(framework.outside({ ...setup, path: file ?? path }, command), goesDown);
  const opening = outside?.above ?? (isHere || framework.form === undefined ? [] : [framework.form.begins]);
  // In steps each has a file of its own, also where a tool could run them all from one.
  const staysInFile = outside?.place === 'same file' && wanted.files === 1;
  const head = isHere || staysInFile ? undefined : framework.form?.head;
  return {
    outside,
    file: staysInFile ? path : file,
    isAlone,
    opening: head === undefined ? opening : [head, ...opening],
  };
}

/** Many fixes ask for the same files. */
const taken = new WeakMap<Changeset['migrations'], NewestVersions>();

function takenBy(migrations: Changeset['migrations']): NewestVersions {
  const known = taken.get(migrations) ?? newestVersions(migrations.map(({ path }) => path));
  taken.set(migrations, known);
  return known;
}

function hasFileToItself({ section, statement }: Step): boolean {
  const others = section.pieces.filter(({ index }) => index !== statement.index);
  return others.every((piece) => piece.readable && piece.node.tag === 'VariableSetStmt');
}

/** The marker of the part that goes down is spelled like that of the part that goes up. */
function inDirection(outside: Outside, goesDown: boolean): Outside {
  if (!goesDown) return outside;
  return { ...outside, above: outside.above.map((line) => line.replace(/\bup\b/, 'down').replace(/\bUp\b/, 'Down')) };
}

/** What must not end a statement that leaves the transaction halfway. */
export function withoutTimeouts(command: string): string {
  if (command.includes('CONCURRENTLY')) return ', with no lock_timeout or statement_timeout';
  return command === 'DO' || command === 'CALL' ? ', with no statement_timeout' : '';
}

/** The statement under what the tool needs above it. */
export function outOfTransaction(
  { outside, file, isAlone, opening }: OwnMigration,
  command: string,
  about: string,
  statement: string,
): string {
  const first = about === '' ? '' : `${about}, `;
  const leaves = `runs outside a transaction${withoutTimeouts(command)}`;
  if (outside === null) return sql(comment(`${first}in a migration of its own that ${leaves}:`), statement);
  if (outside.place === 'not in a migration') return sql(comment(`${first}${outside.note}:`), statement);
  const own = file === null ? 'in a migration of its own' : `in a migration of its own, ${file}`;
  const where = outside.place === 'same file' ? 'in this file' : isAlone ? 'in this file alone' : own;
  return sql(comment(`${first}${where}, that ${leaves}; ${outside.note}:`), ...opening, statement);
}
