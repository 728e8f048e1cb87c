// Writes every generated file, or with --check names the stale ones: npm run generate [-- --check]
import { existsSync } from 'node:fs';
import { mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { generateCatalogData } from './generate/catalog-data.js';
import { generateFrameworks } from './generate/frameworks.js';
import { generateReportSchema } from './generate/report-schema.js';
import { generateRules } from './generate/rules.js';
import { generateSettings } from './generate/settings.js';

const wanted = await generated();
if (process.argv.includes('--check')) await check(wanted);
else await write(wanted);

/** Path → content of every generated file. */
async function generated(): Promise<ReadonlyMap<string, string>> {
  const readme = await readFile('README.md', 'utf8');
  const files = Object.entries({
    ...(await generateRules()),
    ...(await generateFrameworks()),
    ...(await generateCatalogData()),
    ...generateSettings(readme),
    ...generateReportSchema(),
  });
  const formatted = new Map<string, string>();
  for (const [path, content] of files)
    formatted.set(path, path.endsWith('.ts') ? await pretty(path, content) : content);
  return formatted;
}

/** Generated code passes the same format check as the rest. */
async function pretty(path: string, content: string): Promise<string> {
  return format(content, { ...(await resolveConfig(path)), filepath: path });
}

async function write(files: ReadonlyMap<string, string>): Promise<void> {
  for (const path of await orphans(files)) {
    await rm(path);
    console.log(`removed ${path}`);
  }
  for (const [path, content] of files) {
    if ((await current(path)) === content) continue;
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, content);
    console.log(`wrote ${path}`);
  }
}

async function check(files: ReadonlyMap<string, string>): Promise<void> {
  const problems = (await orphans(files)).map((path) => `${path} belongs to no rule`);
  for (const [path, content] of files) {
    if ((await current(path)) !== content) problems.push(`${path} is stale`);
  }
  for (const problem of problems) console.error(problem);
  if (problems.length > 0) {
    console.error('Run `npm run generate` and commit the result.');
    process.exitCode = 1;
  } else {
    console.log(`Generated files are current (${files.size} files).`);
  }
}

/** Pages of rules that no longer exist. */
async function orphans(files: ReadonlyMap<string, string>): Promise<readonly string[]> {
  const folder = join('docs', 'rules');
  const present = existsSync(folder) ? await readdir(folder) : [];
  return present.map((name) => `docs/rules/${name}`).filter((path) => !files.has(path));
}

async function current(path: string): Promise<string | null> {
  return existsSync(path) ? readFile(path, 'utf8') : null;
}
