import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Client } from 'pg';
import { inputOf } from '../../../__tests__/engine-input.js';
import { RUNBOOK_CHANGES } from '../../../__tests__/runbook-changes.js';
import { preflight } from '../../../src/preflight.js';
import type { RunbookStep } from '../../../src/report/report.js';
import { parseSource } from '../../../src/sql/parse.js';
import type { Pair } from './pair.js';

const GOLDENS = join('__tests__', 'pull-requests');

interface Change {
  readonly title: string;
  readonly schema: string;
  readonly files: readonly { readonly path: string; readonly text: string }[];
}

/** Runs every query of every runbook where it is meant to run. @returns what failed */
export async function failingQueries(pair: Pair): Promise<readonly string[]> {
  const failed: string[] = [];
  let ran = 0;
  for (const change of [...RUNBOOK_CHANGES, ...goldenChanges()]) {
    const { runbook } = preflight(inputOf(change.files, change.schema, {}, Math.max(pair.major, 13)));
    await fresh(pair.primary, change.schema);
    await pair.caughtUp();
    const tried = async (some: (step: RunbookStep) => boolean): Promise<void> => {
      for (const { code, on } of runbook.filter(some)) {
        if (on === 'shell' || code === '') continue;
        ran += 1;
        const errors = await run(
          on === 'standby' ? pair.standby : pair.primary,
          code.replace('pg_sleep(5)', 'pg_sleep(0)'),
        );
        failed.push(...errors.map((error) => `PostgreSQL ${pair.major}: ${change.title}: ${error}`));
      }
    };
    await tried(({ phase }) => phase === 'before');
    const refused: string[] = [];
    for (const { text } of change.files) refused.push(...(await run(pair.primary, text)));
    if (refused.length > 0)
      console.log(`PostgreSQL ${pair.major}: ${change.title}: not run to its end: ${refused[0] ?? ''}`);
    await pair.caughtUp();
    await tried(({ phase }) => phase === 'during' || phase === 'after');
    if (refused.length === 0)
      await tried(({ phase, text }) => phase === 'rollback' && !text.startsWith('If a concurrent build'));
  }
  console.log(`PostgreSQL ${pair.major}: ${ran} queries of runbooks ran, ${failed.length} failed`);
  return failed;
}

async function fresh(primary: Client, schema: string): Promise<void> {
  await primary.query('ROLLBACK; RESET ALL; DROP SCHEMA public CASCADE; CREATE SCHEMA public;');
  await primary.query(schema);
}

/** Each statement by itself; a file that the server refuses is another test's matter. */
async function run(client: Client, sql: string): Promise<readonly string[]> {
  const errors: string[] = [];
  for (const { span } of parseSource(sql).pieces) {
    const statement = sql.slice(span.start, span.end);
    await client.query(statement).catch((error: unknown) => errors.push(`${String(error)}: ${statement}`));
  }
  await client.query('ROLLBACK');
  return errors;
}

/** The migrations of the golden pull requests, those of the base as the schema before. */
function goldenChanges(): readonly Change[] {
  return readdirSync(GOLDENS, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }): Change => {
      const base = migrationsIn(join(GOLDENS, name, 'base'));
      const known = new Map(base.map(({ path, text }) => [path, text]));
      const files = migrationsIn(join(GOLDENS, name, 'head')).filter(({ path, text }) => known.get(path) !== text);
      return { title: name, schema: base.map(({ text }) => text).join('\n'), files };
    })
    .filter(({ schema, files }) => files.length > 0 && parseSource(schema).pieces.every(({ readable }) => readable));
}

function migrationsIn(folder: string): readonly { readonly path: string; readonly text: string }[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.sql'))
    .map(({ parentPath, name }) => join(parentPath, name))
    .sort()
    .map((path) => ({ path: path.slice(folder.length + 1), text: readFileSync(path, 'utf8') }));
}
