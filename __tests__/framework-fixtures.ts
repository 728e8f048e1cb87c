import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { selectMigrations } from '../src/frameworks/detect.js';
import { evidenceWanted, isSidecar, type Evidence } from '../src/frameworks/evidence.js';
import { basePlan, baseTree, isCompanion } from '../src/history/base-tree.js';
import type { Select } from '../src/history/history-plan.js';
import type { BaseTree, PreflightInput, SourceFile } from '../src/preflight.js';
import { inputOf, sourceFile } from './engine-input.js';

const FOLDER = join('src', 'frameworks');

/** What one change to the fixture's repository must be told, to the last finding. */
const change = z.strictObject({
  /** Files of the repository that are not there this time. */
  without: z.array(z.string()).default([]),
  /** Path → `framework transaction direction`. */
  files: z.record(z.string(), z.string()),
  /** `path:line rule severity`. */
  findings: z.array(z.string()),
  /** Rule → the lines of its fix. */
  fixes: z.record(z.string(), z.array(z.string())).default({}),
  /** Rule → a part of its message. */
  says: z.record(z.string(), z.string()).default({}),
});

const expectation = z.record(z.string(), change);

export interface Fixture {
  readonly title: string;
  readonly input: PreflightInput;
  readonly expected: z.infer<typeof change>;
}

/** A repository of each tool as it was, and the changes to it. */
export function allFixtures(): Fixture[] {
  return toolFolders().flatMap((tool) => {
    const folder = join(FOLDER, tool, 'fixture');
    const expected = expectation.parse(JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8')));
    const changes = readdirSync(join(folder, 'changes')).sort();
    if (changes.join() !== Object.keys(expected).sort().join())
      throw new Error(`${folder}: changes and expected.json differ`);
    const base = filesBelow(join(folder, 'base'));
    return changes.map((name) => {
      const wanted = change.parse(expected[name]);
      const left = new Map([...base].filter(([path]) => !wanted.without.includes(path)));
      const input = inputFrom(left, filesBelow(join(folder, 'changes', name)));
      return { title: `${tool}: ${name}`, input, expected: wanted };
    });
  });
}

export function toolFolders(): string[] {
  const entries = readdirSync(FOLDER, { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
}

/** Every SQL file of a tool's fixture, its history and its changes. */
export function sqlFiles(tool: string): string[] {
  const folder = join(FOLDER, tool, 'fixture');
  return [...filesBelow(folder).keys()].filter((path) => path.endsWith('.sql')).map((path) => join(folder, path));
}

type Files = ReadonlyMap<string, string>;

/** Path below the folder → text. */
function filesBelow(folder: string, prefix = ''): Files {
  const found = new Map<string, string>();
  if (!existsSync(join(folder, prefix))) return found;
  const entries = readdirSync(join(folder, prefix), { withFileTypes: true });
  for (const { name, ...entry } of entries.map((one) => ({ name: one.name, isFolder: one.isDirectory() }))) {
    const path = prefix === '' ? name : `${prefix}/${name}`;
    if (entry.isFolder) for (const [below, text] of filesBelow(folder, path)) found.set(below, text);
    else found.set(path, readFileSync(join(folder, path), 'utf8'));
  }
  return found;
}

function inputFrom(base: Files, head: Files): PreflightInput {
  const evidence = [...evidenceIn(base), ...evidenceIn(head).filter(({ path }) => isSidecar(path))];
  const { sql, code } = selectMigrations([...head.keys()], []);
  const known = selectMigrations([...base.keys()], []).sql;
  const dump = [...base.keys()].filter((path) => path.endsWith('structure.sql'));
  const schema = [...known, ...dump].sort().map((path) => ({
    path,
    text: base.get(path) ?? '',
    kind: dump.includes(path) ? ('dump' as const) : ('migration' as const),
  }));
  const files = sql.map((path) => sourceFile(path, head.get(path) ?? ''));
  return { ...inputOf([], ''), files, schema, codeMigrations: code, evidence, base: baseOf(base, head, files) };
}

/** As a door gives it, for a change that only adds and edits. */
function baseOf(base: Files, head: Files, judged: readonly SourceFile[]): BaseTree {
  const beside = [...head].filter(([path]) => isCompanion(path));
  const companions = beside.map(([path, text]) => {
    const baseText = base.get(path) ?? null;
    return sourceFile(path, text, { status: baseText === null ? 'added' : 'modified', baseText });
  });
  const select: Select = (paths) => selectMigrations(paths, []);
  const plan = basePlan(judged, companions, { paths: [...base.keys()], select });
  return baseTree(plan, companions, (path) => ({ kind: 'text', text: base.get(path) ?? '' }));
}

function evidenceIn(files: Files): Evidence[] {
  return [...files].flatMap(([path, text]) => {
    const wanted = evidenceWanted(path);
    return wanted === null ? [] : [{ path, text: wanted === 'text' ? text : null }];
  });
}
