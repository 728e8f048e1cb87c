import * as z from 'zod';
import { ConfigError } from '../errors.js';
import type { BaselineEntry } from '../report/policy.js';
import type { Finding, Report } from '../report/report.js';

export const DEFAULT_BASELINE_PATH = '.github/pg-preflight-baseline.json';

const Baseline = z.object({
  version: z.literal(1),
  findings: z.array(z.object({ rule: z.string(), path: z.string().nullable(), identity: z.string() })),
});

/** What `pg-preflight baseline` wrote; null: there is no such file. */
export function readBaseline(text: string | null, path: string): readonly BaselineEntry[] {
  if (text === null) {
    throw new ConfigError(`\`baseline\` names ${path}, which does not exist`, 'Write it with `pg-preflight baseline`.');
  }
  const read = Baseline.safeParse(parsedJson(text));
  if (read.success) return read.data.findings.map(({ identity, path: file }) => ({ identity, path: file }));
  throw new ConfigError(`${path} is no baseline`, 'Write it anew with `pg-preflight baseline`.');
}

/** Every finding that would count, but for files that could not be read: nobody knows what is accepted there. */
export function baselineText({ findings }: Report): string {
  const kept = findings.filter((finding) => finding.suppressed === null && counts(finding));
  const entries = kept.map(({ rule, path, identity }) => JSON.stringify({ rule, path, identity }));
  // One a line, so that two branches that change it can be merged.
  return `{ "version": 1, "findings": [\n${entries.map((entry) => `  ${entry}`).join(',\n')}\n] }\n`;
}

function counts({ mode, severity }: Finding): boolean {
  return mode !== null && severity !== 'note';
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
