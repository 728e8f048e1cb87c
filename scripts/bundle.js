// Builds dist/, or with --check compares it byte for byte with a fresh build: node scripts/bundle.js [--check]
import { existsSync } from 'node:fs';
import { chmod, mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { build } from 'esbuild';

const DIST = 'dist';
const ENTRIES = { index: 'src/action.ts', cli: 'src/cli.ts', child: 'src/sandbox/child.ts' };
const SHEBANG = '#!/usr/bin/env node\n';

// The parser's glue is CommonJS: in an ES module it finds neither `require` nor the wasm beside `__dirname`.
// V8 by default optimises the parser's wasm while it runs and waits for that at exit: about 100 ms of a 200 ms
// start, and no gain even at 20,000 statements. Baseline code it stays.
const BANNER = `import { createRequire as bundleCreateRequire } from 'node:module';
import { fileURLToPath as bundleFileURLToPath } from 'node:url';
import { dirname as bundleDirname } from 'node:path';
import { setFlagsFromString as bundleSetFlags } from 'node:v8';
bundleSetFlags('--liftoff-only');
const require = bundleCreateRequire(import.meta.url);
const __filename = bundleFileURLToPath(import.meta.url);
const __dirname = bundleDirname(__filename);`;

const wanted = await bundle();
if (process.argv.includes('--check')) await compare(wanted);
else await write(wanted);

/** Name in dist/ → bytes. Paths inside the bundles are relative to the repository, so every machine gets the same. */
async function bundle() {
  const result = await build({
    entryPoints: ENTRIES,
    outdir: DIST,
    bundle: true,
    write: false,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    // No splitting: each file stands alone, and a dynamic import is still evaluated only when it is reached.
    splitting: false,
    treeShaking: true,
    banner: { js: BANNER },
    legalComments: 'linked',
    charset: 'utf8',
    logLevel: 'warning',
  });
  const files = new Map(result.outputFiles.map((file) => [relative(DIST, file.path), Buffer.from(file.contents)]));
  files.set('cli.js', executable(files.get('cli.js') ?? Buffer.alloc(0)));
  files.set('libpg-query.wasm', await readFile('node_modules/libpg-query/wasm/libpg-query.wasm'));
  // dist/ runs when it is copied alone, without our package.json above it.
  files.set('package.json', Buffer.from('{ "type": "module" }\n'));
  return files;
}

function executable(code) {
  return code.subarray(0, 2).toString() === '#!' ? code : Buffer.concat([Buffer.from(SHEBANG), code]);
}

async function write(files) {
  await rm(DIST, { recursive: true, force: true });
  await mkdir(DIST, { recursive: true });
  for (const [name, bytes] of files) await writeFile(join(DIST, name), bytes);
  await chmod(join(DIST, 'cli.js'), 0o755);
  for (const [name, bytes] of files) console.log(`dist/${name}  ${(bytes.length / 1024).toFixed(0)} KiB`);
}

async function compare(files) {
  const present = existsSync(DIST) ? await readdir(DIST) : [];
  const problems = present.filter((name) => !files.has(name)).map((name) => `dist/${name} is not part of the build`);
  for (const [name, bytes] of files) {
    const committed = join(DIST, name);
    if (!existsSync(committed)) problems.push(`dist/${name} is missing`);
    else if (!bytes.equals(await readFile(committed))) problems.push(`dist/${name} is not what the source builds`);
  }
  for (const problem of problems) console.error(problem);
  if (problems.length > 0) {
    console.error('Run `npm run build` and commit dist/.');
    process.exitCode = 1;
  } else {
    console.log(`dist/ is current (${files.size} files).`);
  }
}
