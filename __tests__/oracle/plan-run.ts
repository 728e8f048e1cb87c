import { mentionsOf, namesToSearch, type FoundLine, type Mentions } from '../../src/code/base-search.js';
import { preflight } from '../../src/preflight.js';
import type { Finding, FixFile, Report } from '../../src/report/report.js';
import { parseSource } from '../../src/sql/parse.js';
import { inputOf } from '../engine-input.js';
import type { ObservedPostgres } from '../postgres.js';
import type { Plan } from './plans.js';

interface PlanFile {
  readonly path: string;
  readonly text: string;
  /** It is a part of a change of its own, made when only new code is left. */
  readonly isLater: boolean;
}

/** Runs the files of a plan on a server, with both versions of the code at work between them. @returns what went wrong */
export async function planTroubles(plan: Plan, server: ObservedPostgres): Promise<readonly string[]> {
  const files = filesOf(plan, server.major);
  await server.reset();
  const troubles = [...(await runAll(server, [...statementsOf(plan.schema), ...plan.rows], 'at first'))];
  let nth = 0;
  const work = async (code: 'old' | 'new', when: string): Promise<void> => {
    nth += 1;
    const number = String(1000 + nth);
    const statements = plan[code].map((statement) => statement.replaceAll('$n', number));
    troubles.push(...(await runAll(server, statements, `${when}, ${code} code`)));
  };
  const check = async (checks: readonly string[], when: string): Promise<void> => {
    troubles.push(...(await violations(server, checks, when)));
  };
  await work('old', 'before');
  for (const [at, { text }] of files.entries()) {
    const when = `after file ${String(at + 1)} of ${String(files.length)}`;
    troubles.push(...(await runAll(server, statementsOf(text), `file ${String(at + 1)}`)));
    const isLast = at === files.length - 1;
    const { deployAfter = at + 1, goneBefore = files.length } = plan;
    const isOldThere = at < deployAfter && (at + 1 < goneBefore || plan.oldRunsOn);
    const isNewThere = at + 1 >= deployAfter;
    if (isOldThere) await work('old', when);
    if (isNewThere) await work('new', when);
    if (isOldThere && plan.deployAfter !== undefined) await work('old', when);
    if (isOldThere && at > 0 && !isLast) await check([...plan.alike, ...(isNewThere ? (plan.filled ?? []) : [])], when);
    if (isNewThere) await work('new', when);
  }
  await check(plan.complete, 'at the end');
  troubles.push(...(await runAll(server, plan.contract, 'contract')));
  await work('new', 'after the contract');
  await check(plan.after, 'after the contract');
  return troubles;
}

/** What is unsafe about the files: each alone on what came before it, and those of one change together. */
export function unsafeFiles(plan: Plan, major: number): readonly string[] {
  const files = filesOf(plan, major);
  const alone = files.flatMap((file, at) =>
    unsafeIn(judged(plan, [file], files.slice(0, at), major)).map((trouble) => `alone: ${trouble}`),
  );
  const first = files.filter(({ isLater }) => !isLater);
  const later = files.filter(({ isLater }) => isLater);
  return [
    ...alone,
    ...unsafeIn(judged(plan, first, [], major)),
    ...(later.length === 0 ? [] : unsafeIn(judged(plan, later, first, major))),
  ];
}

/** What is said of the drops that a plan leaves to a later release, on what came before and with the code of then. */
export function lastSteps(plan: Plan, major: number): readonly string[] {
  const files = filesOf(plan, major);
  const later = files.filter(({ isLater }) => isLater);
  const before = files.filter(({ isLater }) => !isLater);
  const { findings } = judged(plan, later, before, major);
  return findings
    .filter(({ rule }) => rule === 'drop-column')
    .map(({ severity, fix }) => `${severity}${/^-- .*release/m.test(fix) ? ' after another release' : ''}`);
}

/** The files of the fix, in their order, as migrations. */
function filesOf(plan: Plan, major: number): readonly PlanFile[] {
  const change: PlanFile = { path: '0001_change.sql', text: plan.change, isLater: false };
  const { findings } = judged(plan, [change], [], major);
  const finding = findings.find((one) => one.rule === plan.rule);
  if (finding === undefined) throw new Error(`no ${plan.rule} in ${findings.map((one) => one.rule).join(', ')}`);
  return finding.fixFiles.map(({ sql, about }: FixFile, at) => ({
    path: `00${String(at + 10)}_step.sql`,
    text: sql,
    isLater: about.startsWith('in a later release'),
  }));
}

/** The base commit has the code that runs then, and is searched as the doors search it. */
function judged(plan: Plan, files: readonly PlanFile[], before: readonly PlanFile[], major: number): Report {
  const schema = [plan.schema, ...before.map(({ text }) => text)].join('\n');
  const code = files.every(({ isLater }) => isLater) ? plan.new : plan.old;
  return preflight(inputOf(files, schema, { mentions: mentionsIn(files, code) }, major));
}

function mentionsIn(files: readonly PlanFile[], code: readonly string[]): readonly Mentions[] {
  const lines = code.map((text, at): FoundLine => ({ path: 'src/app.ts', line: at + 1, text }));
  return mentionsOf(namesToSearch(files.map(({ text }) => text)), lines, () => false);
}

function unsafeIn({ findings }: Report): readonly string[] {
  return findings.filter(({ severity, suppressed }) => severity === 'unsafe' && suppressed === null).map(words);
}

function words({ rule, path, title }: Finding): string {
  return `${rule} in ${path ?? ''}: ${title}`;
}

function statementsOf(text: string): readonly string[] {
  return parseSource(text).pieces.map(({ span }) => text.slice(span.start, span.end));
}

async function runAll(
  server: ObservedPostgres,
  statements: readonly string[],
  when: string,
): Promise<readonly string[]> {
  const troubles: string[] = [];
  for (const statement of statements) {
    const error = await server.runAlone(statement);
    if (error !== null) troubles.push(`${when}: ${error.message}: ${statement}`);
  }
  return troubles;
}

/** Rows for which a condition does not hold. */
async function violations(
  server: ObservedPostgres,
  checks: readonly string[],
  when: string,
): Promise<readonly string[]> {
  const troubles: string[] = [];
  for (const check of checks) {
    const rows = await server.session.rows<Record<string, unknown>>(check);
    if (rows.length > 0) troubles.push(`${when}: ${check}: ${JSON.stringify(rows.slice(0, 3))}`);
  }
  return troubles;
}
