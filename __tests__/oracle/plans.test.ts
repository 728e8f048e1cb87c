import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { preflight } from '../../src/preflight.js';
import type { Finding, Report } from '../../src/report/report.js';
import { loadParser, parseSource } from '../../src/sql/parse.js';
import { inputOf } from '../engine-input.js';
import { EMBEDDED_MAJOR, startEmbedded, type ObservedPostgres } from '../postgres.js';
import { PLANS, type Plan } from './plans.js';

let server: ObservedPostgres;

beforeAll(async () => {
  await loadParser();
  server = await startEmbedded();
}, 60_000);

afterAll(async () => server.stop());

interface PlanFile {
  readonly path: string;
  readonly text: string;
}

/** The files of the fix, in their order, as migrations. */
function filesOf({ rule, schema, change }: Plan): readonly PlanFile[] {
  const { findings } = judged([{ path: '0001_change.sql', text: change }], schema);
  const finding = findings.find((one) => one.rule === rule);
  if (finding === undefined) throw new Error(`no ${rule} in ${findings.map((one) => one.rule).join(', ')}`);
  return finding.fixFiles.map(({ sql }, at) => ({ path: `00${String(at + 10)}_step.sql`, text: sql }));
}

function judged(files: readonly PlanFile[], schema: string): Report {
  return preflight(inputOf(files, schema, {}, EMBEDDED_MAJOR));
}

function unsafeIn({ findings }: Report): readonly string[] {
  return findings.filter(({ severity }) => severity === 'unsafe').map(words);
}

function words({ rule, path, title }: Finding): string {
  return `${rule} in ${path ?? ''}: ${title}`;
}

function statementsOf(text: string): readonly string[] {
  return parseSource(text).pieces.map(({ span }) => text.slice(span.start, span.end));
}

async function runAll(statements: readonly string[], when: string): Promise<readonly string[]> {
  const troubles: string[] = [];
  for (const statement of statements) {
    const error = await server.runAlone(statement);
    if (error !== null) troubles.push(`${when}: ${error.message}: ${statement}`);
  }
  return troubles;
}

/** Rows for which a condition does not hold. */
async function violations(checks: readonly string[], when: string): Promise<readonly string[]> {
  const troubles: string[] = [];
  for (const check of checks) {
    const rows = await server.session.rows<Record<string, unknown>>(check);
    if (rows.length > 0) troubles.push(`${when}: ${check}: ${JSON.stringify(rows.slice(0, 3))}`);
  }
  return troubles;
}

describe('the files of a plan, with both versions of the code at work between them', () => {
  test.each(PLANS.map((plan) => [plan.name, plan] as const))('%s', async (_name, plan) => {
    const files = filesOf(plan);
    await server.reset();
    const troubles = [...(await runAll([...statementsOf(plan.schema), ...plan.rows], 'at first'))];
    let nth = 0;
    const work = async (code: 'old' | 'new', when: string): Promise<void> => {
      nth += 1;
      const number = String(1000 + nth);
      const statements = plan[code].map((statement) => statement.replaceAll('$n', number));
      troubles.push(...(await runAll(statements, `${when}, ${code} code`)));
    };
    await work('old', 'before');
    for (const [at, { text }] of files.entries()) {
      const when = `after file ${String(at + 1)} of ${String(files.length)}`;
      troubles.push(...(await runAll(statementsOf(text), `file ${String(at + 1)}`)));
      const isLast = at === files.length - 1;
      if (!isLast || plan.oldRunsOn) await work('old', when);
      await work('new', when);
      if (at > 0 && !isLast) troubles.push(...(await violations(plan.alike, when)));
      await work('new', when);
    }
    troubles.push(...(await violations(plan.complete, 'at the end')));
    troubles.push(...(await runAll(plan.contract, 'contract')));
    await work('new', 'after the contract');
    troubles.push(...(await violations(plan.after, 'after the contract')));
    expect(troubles).toEqual([]);
  });

  test.each(PLANS.map((plan) => [plan.name, plan] as const))('%s: no file is unsafe', (_name, plan) => {
    const files = filesOf(plan);
    const alone = files.flatMap((file, at) => {
      const before = [plan.schema, ...files.slice(0, at).map(({ text }) => text)].join('\n');
      return unsafeIn(judged([file], before)).map((trouble) => `alone: ${trouble}`);
    });
    expect([...alone, ...unsafeIn(judged(files, plan.schema))]).toEqual([]);
  });
});
