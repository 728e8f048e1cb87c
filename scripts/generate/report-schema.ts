import * as z from 'zod';
import { LOCK_MODES } from '../../src/effects/lock-mode.js';
import type { JsonReport } from '../../src/render/json.js';
import { FAILURE_MODES } from '../../src/rules/mode.js';

const relations = z.array(z.string());
const mode = z.enum(FAILURE_MODES.map(({ id }) => id));
const line = z.int().min(1);
const place = { startLine: line, endLine: line };

const effects = z
  .strictObject({
    locks: z
      .array(z.strictObject({ relation: z.string(), mode: z.enum(LOCK_MODES), existing: z.boolean() }))

      .describe('The strongest lock per relation; `existing`: it was there before this set of migrations'),
    rewrites: relations.describe('Tables whose heap is certainly rewritten'),
    scans: relations.describe('Tables certainly read whole under that lock'),
    mayRewrite: relations,
    mayScan: relations.describe('The same where something unknown decides'),
    rebuildsIndexes: relations,
    writes: z.enum(['none', 'bounded', 'unbounded']).describe('Rows written by the statement'),
    fails: z.string().nullable().describe('Why Postgres will refuse it'),
  })
  .describe('Relations are written `schema.name`');

const statement = z.strictObject({
  index: z.int().min(0),
  kind: z.string().nullable().describe('The command tag; null where the statement could not be read'),
  ...place,
  effects,
  identity: z.string().describe('The same for the same statement in every run, wherever it moved'),
});

const file = z.strictObject({
  path: z.string(),
  framework: z.string(),
  direction: z.enum(['up', 'down', 'both']),
  transaction: z.enum(['run', 'file', 'statement']).describe('What one transaction spans'),
  statements: z.array(statement),
});

const finding = z.strictObject({
  mode: mode.nullable().describe('null only for `unreadable-migration`'),
  alsoModes: z.array(mode),
  rule: z.string(),
  severity: z.enum(['unsafe', 'caution', 'note']),
  path: z.string().nullable().describe('null where a finding is about the pull request as a whole'),
  statement: z.int().min(0).nullable().describe('Index into the statements of the file; null where it is about a file'),
  startLine: line.nullable(),
  endLine: line.nullable(),
  related: z.array(z.strictObject({ path: z.string(), ...place })),
  title: z.string(),
  message: z.string(),
  fix: z.string().describe('SQL to paste; empty when there is none'),
  docs: z.string(),
  suppressed: z
    .strictObject({
      by: z.enum(['comment', 'config', 'baseline']),
      reason: z.string(),
      addedHere: z.boolean().describe('Whether this change wrote the comment'),
    })
    .nullable()
    .describe('Who accepted it and why; it then counts for nothing'),
  identity: z.string().describe('The same for the same finding in every run, wherever it moved'),
  suggestion: z
    .strictObject({ ...place, lines: z.array(z.string()) })
    .nullable()
    .describe('Replaces exactly these lines of the file'),
  inDiff: z.boolean().describe('false for a statement of a modified file that this change did not touch'),
  fixFiles: z
    .array(
      z.strictObject({
        path: z.string().nullable(),
        inMigration: z.boolean().describe('false where its tool cannot run it, so that a person does'),
        about: z.string(),
        sql: z.string(),
      }),
    )
    .describe('The migrations of a fix that takes several; empty where it is one'),
});

const report = z.strictObject({
  schemaVersion: z.literal(1),
  tool: z.strictObject({ name: z.literal('pg-preflight'), version: z.string() }),
  postgresVersion: z.int().min(10),
  verdict: z.enum(['safe', 'caution', 'unsafe']),
  files: z.array(file),
  findings: z.array(finding),
  checklist: z.array(
    z.strictObject({
      phase: z.enum(['before', 'during', 'after']),
      text: z.string(),
      done: z.boolean(),
      sql: z.string().describe('The query to run; empty when the item is none'),
      identity: z.string().describe('The same as long as the box asks the same about the same statements'),
      cleared: z.boolean().describe('Somebody had ticked it, and one of its statements has changed since'),
    }),
  ),
  runbook: z
    .array(
      z.strictObject({
        phase: z.enum(['before', 'during', 'after', 'rollback']),
        text: z.string(),
        code: z.string().describe('What to run; empty where there is nothing'),
        on: z.enum(['primary', 'standby', 'shell']),
      }),
    )
    .describe('What the deploy needs, in order; empty where it needs nothing'),
  notScanned: z.array(z.strictObject({ path: z.string(), why: z.string() })),
  assumptions: z.array(z.string()),
  schemaSource: z
    .strictObject({
      kind: z.enum(['none', 'dump', 'migrations', 'unknown']),
      path: z.string().nullable(),
      migrations: z.int().min(0),
      notUnderstood: z.array(z.string()),
      problem: z.string().nullable(),
    })
    .describe('What the schema before the migrations was taken from'),
  idleSuppressions: z
    .array(z.strictObject({ path: z.string(), line: z.int().min(1), why: z.string() }))
    .describe('Comments that were meant to suppress a finding and do not'),
});

/** The shape of what the renderer writes, both ways: a field that one of them has alone fails here. */
type Frozen<T> = T extends object ? { readonly [K in keyof T]: Frozen<T[K]> } : T;
type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : never) : never;
const described: Same<Frozen<z.infer<typeof report>>, Frozen<JsonReport>> = true;

/** For readers of the JSON report: path → content. */
export function generateReportSchema(): Record<string, string> {
  if (!described) throw new Error('the schema describes another report');
  const schema = { title: 'pg-preflight report', ...z.toJSONSchema(report, { target: 'draft-7' }) };
  return { 'docs/report.schema.json': `${JSON.stringify(schema, null, 2)}\n` };
}
