import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { preflight, type PreflightInput } from '../src/preflight.js';
import type { Finding } from '../src/report/report.js';
import { loadParser, parseSource } from '../src/sql/parse.js';
import { inputOf } from './engine-input.js';
import { EMBEDDED_MAJOR, startEmbedded, type ObservedPostgres } from './postgres.js';
import type { ExampleFile } from './rule-examples.js';

/** What a careful person writes: each file says, before the schema, which cautions it may get. */
const FOLDER = join('__tests__', 'safe-recipes');
const MAJORS = [13, 14, 15, 16, 17, 18];

interface Recipe {
  readonly name: string;
  readonly allowed: ReadonlySet<string>;
  /** Oldest major that has what it uses. */
  readonly since: number;
  readonly schema: string;
  readonly files: readonly ExampleFile[];
}

const recipes = readdirSync(FOLDER)
  .sort()
  .map((file) => [basename(file, '.sql'), readRecipe(file)] as const);

let server: ObservedPostgres;

beforeAll(async () => {
  await loadParser();
  server = await startEmbedded();
}, 60_000);

afterAll(async () => server.stop());

describe.each([
  ['files of one change', 'together'],
  ['files released one after the other', 'each'],
] as const)('a safe recipe gets nothing unsafe and no caution but those it allows, as %s', (_words, sets) => {
  test.each(recipes)('%s', (_name, recipe) => {
    const versions = MAJORS.filter((major) => major >= recipe.since);
    const found = versions.flatMap((version) => unwelcome(recipe, sets, version));
    expect(found).toEqual([]);
  });
});

test.each(recipes)('%s runs on a Postgres', async (_name, recipe) => {
  expect(recipe.since).toBeLessThanOrEqual(EMBEDDED_MAJOR);
  await server.reset();
  await server.run(recipe.schema);
  const errors: string[] = [];
  for (const sql of recipe.files.flatMap(statementsOf)) {
    const error = await server.runAlone(sql);
    if (error !== null) errors.push(`${error.message}: ${sql}`);
  }
  expect(errors).toEqual([]);
});

test('every caution that is allowed is given somewhere', () => {
  const idle = recipes.flatMap(([name, recipe]) => {
    const given = new Set(openIn(recipe, 'each', 18).map(({ rule }) => rule));
    return [...recipe.allowed].filter((rule) => !given.has(rule)).map((rule) => `${name}: ${rule}`);
  });
  expect(idle).toEqual([]);
});

function readRecipe(file: string): Recipe {
  const [head = '', ...parts] = readFileSync(join(FOLDER, file), 'utf8').split(/^-- file: /m);
  const allowed = /^-- allowed: (.+)$/m.exec(head)?.[1] ?? '';
  const files = parts.map((part) => {
    const end = part.indexOf('\n');
    return { path: `db/migrations/${part.slice(0, end)}`, text: part.slice(end + 1) };
  });
  return {
    name: basename(file, '.sql'),
    allowed: new Set(allowed.split(', ').filter((rule) => rule !== 'none')),
    since: Number(/^-- postgres: (\d+)$/m.exec(head)?.[1] ?? MAJORS[0]),
    schema: head,
    files,
  };
}

function openIn({ files, schema }: Recipe, sets: PreflightInput['sets'], version: number): readonly Finding[] {
  const { findings } = preflight(inputOf(files, schema, { sets }, version));
  return findings.filter(({ severity, suppressed }) => severity !== 'note' && suppressed === null);
}

function unwelcome(recipe: Recipe, sets: PreflightInput['sets'], version: number): readonly string[] {
  return openIn(recipe, sets, version)
    .filter(({ severity, rule }) => severity === 'unsafe' || !recipe.allowed.has(rule))
    .map(
      ({ path, startLine, rule, severity, title }) => `${version} ${path}:${startLine} ${rule} ${severity}: ${title}`,
    );
}

/** A down part is judged, and not run. */
function statementsOf({ text }: ExampleFile): readonly string[] {
  const up = text.split(/^-- migrate:down/m)[0] ?? '';
  return parseSource(up).pieces.map(({ span }) => up.slice(span.start, span.end));
}
