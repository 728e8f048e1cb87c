import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { readSchemaFile } from '../disk/schema-file.js';
import { textIfPresent, treeRoot } from '../disk/tree.js';
import { ConfigError } from '../errors.js';
import type { PreflightInput, SchemaText } from '../preflight.js';
import { visible } from '../render/plain-text.js';
import type { Renderer } from '../render/renderer.js';
import type { Report } from '../report/report.js';
import { runPreflight } from '../sandbox/run-preflight.js';
import type { CheckCall, Format } from '../settings/cli-args.js';
import { failsCheck } from '../settings/gate.js';
import { engineSettings, type JudgingSettings, type SettingsFiles } from '../settings/engine-settings.js';
import { DOCS_BASE, VERSION } from '../settings/product.js';
import type { Settings } from '../settings/schema.js';
import { cliSettings } from './config.js';
import type { Collected } from './collected.js';
import { collectNamed } from './named-files.js';
import type { Terminal } from './terminal.js';

/** One format is loaded, and only when it is asked for. */
const RENDERERS = {
  text: async () => (await import('../render/text.js')).render,
  json: async () => (await import('../render/json.js')).render,
  sarif: async () => (await import('../render/sarif.js')).render,
  markdown: async () => (await import('../render/markdown.js')).render,
  github: async () => (await import('../render/github.js')).render,
  gitlab: async () => (await import('../render/gitlab.js')).render,
} satisfies Record<Format, () => Promise<Renderer>>;

/** `check`: reads, judges, prints, and returns 0 or 1. */
export async function check(call: CheckCall, terminal: Terminal): Promise<number> {
  const settings = await cliSettings(call, terminal.cwd);
  const [report, render] = await Promise.all([
    judged(call, settings, await judgingSettings(settings, terminal.cwd), terminal),
    RENDERERS[call.format](),
  ]);
  const toFile = call.output !== null && call.output !== '-';
  const text = render(report, {
    width: terminal.width,
    color: terminal.color && !toFile,
    limit: Number.MAX_SAFE_INTEGER,
  });
  if (toFile) await writeOutput(call.output, text, terminal.cwd);
  else await terminal.print(text);
  return failsCheck(report.verdict, settings.failOn) ? 1 : 0;
}

/** The report on what the call names. */
export async function judged(
  call: CheckCall,
  settings: Settings,
  judging: JudgingSettings,
  terminal: Terminal,
): Promise<Report> {
  const collected = await collect(call, settings, terminal.cwd);
  for (const note of collected.notes) await terminal.printError(`pg-preflight: ${visible(note)}\n`);
  return runPreflight(await engineInput(call, judging, collected, terminal.cwd));
}

export async function judgingSettings(settings: Settings, cwd: string): Promise<JudgingSettings> {
  const { baseline, tableSizes } = settings;
  const now = new Date();
  const textOf = async (path: string): Promise<string | null> => textIfPresent(resolve(await treeRoot(cwd), path));
  return engineSettings(
    settings,
    { baseline: await acceptedIn(baseline, textOf), sizes: await sizesIn(tableSizes, textOf, now) },
    now,
  );
}

type TextOf = (path: string) => Promise<string | null>;

async function acceptedIn(path: string | null, textOf: TextOf): Promise<SettingsFiles['baseline']> {
  if (path === null) return [];
  const { readBaseline } = await import('../settings/baseline-file.js');
  return readBaseline(await textOf(path), path);
}

async function sizesIn(path: string | null, textOf: TextOf, now: Date): Promise<SettingsFiles['sizes']> {
  if (path === null) return [];
  const { readTableSizes } = await import('../settings/table-sizes.js');
  return readTableSizes(await textOf(path), path, now);
}

async function collect(call: CheckCall, settings: Settings, cwd: string): Promise<Collected> {
  if (call.paths.length > 0 && call.base === null) return collectNamed(call, settings, cwd);
  const { collectChanged } = await import('./changed-files.js');
  return collectChanged(call, settings, cwd);
}

async function engineInput(
  call: CheckCall,
  judging: JudgingSettings,
  collected: Collected,
  cwd: string,
): Promise<PreflightInput> {
  const { files, sets, subject, codeMigrations, code, mentions, evidence, base } = collected;
  return {
    files,
    sets,
    subject,
    codeMigrations,
    code,
    mentions,
    evidence,
    base,
    schema: call.schema === null ? collected.schema : [await givenSchema(call.schema, cwd)],
    schemaProblem: null,
    listCut: null,
    settings: { ...judging, version: VERSION, docsBase: DOCS_BASE },
  };
}

async function givenSchema(path: string, cwd: string): Promise<SchemaText> {
  return { path, text: await readSchemaFile(resolve(cwd, path), path), kind: 'dump', folder: null };
}

export async function writeOutput(path: string, text: string, cwd: string): Promise<void> {
  try {
    await writeFile(resolve(cwd, path), text);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new ConfigError(`the report could not be written to ${path} (${why})`, 'Check `--output`.');
  }
}
