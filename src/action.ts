import { run } from './github/run.js';
import { selectMigrations } from './frameworks/detect.js';
import { runPreflight } from './sandbox/run-preflight.js';
import { DOCS_BASE, VERSION } from './settings/product.js';

const engine = { preflight: runPreflight, selectMigrations, version: VERSION, docsBase: DOCS_BASE };

// `exitCode`, not `exit()`: what was printed must reach the log first.
process.exitCode = await run({ env: process.env, print: (text) => process.stdout.write(text), engine });
