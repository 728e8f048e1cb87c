// Runs a TypeScript script on Node 20, which cannot strip types itself: node scripts/run.js scripts/name.ts [ARGUMENT...]
import { rm } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const [script, ...args] = process.argv.slice(2);
if (script === undefined) throw new Error('usage: node scripts/run.js SCRIPT.ts [ARGUMENT...]');

// Inside node_modules, so that bare imports resolve from there; the process id keeps two runs apart.
const compiled = join('node_modules', '.cache', 'pg-preflight', `${basename(script, '.ts')}-${process.pid}.mjs`);
await build({
  entryPoints: [script],
  outfile: compiled,
  bundle: true,
  packages: 'external',
  platform: 'node',
  format: 'esm',
  target: 'node20',
  sourcemap: 'inline',
  logLevel: 'warning',
});

process.argv = [process.argv[0] ?? 'node', resolve(script), ...args];
try {
  await import(pathToFileURL(resolve(compiled)).href);
} finally {
  await rm(compiled, { force: true });
}
