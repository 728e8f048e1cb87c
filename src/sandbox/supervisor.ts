import type { PreflightInput, SourceFile } from '../preflight.js';
import type { NotScanned, Report } from '../report/report.js';
import { isOrdinary } from '../sql/screen.js';
import { runChild, seconds, type ChildLimits } from './child-run.js';
import { textsOf, unscannable, type BoundedInput } from './limits.js';

export type Supervised =
  | { readonly kind: 'report'; readonly report: Report; readonly leftOut: readonly NotScanned[] }
  /** Not even the ordinary files got through: what is left has no text in it and may be judged anywhere. */
  | { readonly kind: 'given up'; readonly bounded: BoundedInput };

/**
 * Runs the engine in a child process until it answers. The file on which it hangs or dies is taken out, with the
 * reason, and the rest runs again; each round takes out one, and the rounds together have `runMs`.
 */
export async function supervise(start: BoundedInput, limits: ChildLimits): Promise<Supervised> {
  const deadline = performance.now() + limits.runMs;
  const finished = new Set<string>();
  let bounded = start;
  for (let left = limits.runMs; left > 0; left = deadline - performance.now()) {
    const outcome = await runChild(bounded.input, { ...limits, runMs: left });
    if (outcome.kind === 'report') return { ...outcome, leftOut: bounded.leftOut };
    if (outcome.kind === 'failed') throw new Error(outcome.message);
    for (const path of outcome.finished) finished.add(path);
    if (outcome.kind === 'out of time') break;
    bounded = withoutCulprit(bounded, outcome.path, outcome.why);
  }
  return lastRound(bounded, finished, limits);
}

/** What was read in time, or can be read in no time, is read once more; the rest is told apart. */
async function lastRound(
  bounded: BoundedInput,
  finished: ReadonlySet<string>,
  limits: ChildLimits,
): Promise<Supervised> {
  const why = `it was not reached within the ${seconds(limits.runMs)} of one run`;
  const isQuick = (path: string, texts: readonly string[]) =>
    finished.has(path) || texts.every((text) => isOrdinary(text));
  const quick = without(bounded, why, (path, texts) => !isQuick(path, texts));
  const outcome = await runChild(quick.input, limits);
  if (outcome.kind === 'report') return { ...outcome, leftOut: quick.leftOut };
  if (outcome.kind === 'failed') throw new Error(outcome.message);
  return { kind: 'given up', bounded: without(quick, why, () => true) };
}

function withoutCulprit(bounded: BoundedInput, culprit: string | null, why: string): BoundedInput {
  const rest = culprit === null ? bounded : without(bounded, why, (path) => path === culprit);
  if (culprit !== null && isSmaller(rest, bounded)) return rest;
  // Nothing to take out, so that the next round would end in the same way.
  throw new Error(`the parser process stopped outside any file: ${why}`);
}

function isSmaller(a: BoundedInput, b: BoundedInput): boolean {
  return countTexts(a) < countTexts(b);
}

function countTexts({ input }: BoundedInput): number {
  return input.schema.filter(isRun).length + input.files.reduce((sum, file) => sum + textsOf(file).length, 0);
}

function isRun({ kind }: PreflightInput['schema'][number]): boolean {
  return kind === 'dump' || kind === 'migration';
}

/** Files become unscannable; texts of the schema before become ones that nobody has read, and are named. */
function without(
  { input, leftOut }: BoundedInput,
  why: string,
  isOut: (path: string, texts: readonly string[]) => boolean,
): BoundedInput {
  const takeOut = (file: SourceFile): SourceFile => {
    const texts = textsOf(file);
    return texts.length > 0 && isOut(file.path, texts) ? unscannable(file, why) : file;
  };
  const outOfSchema = input.schema.filter((one) => isRun(one) && isOut(one.path, [one.text]));
  return {
    input: {
      ...input,
      files: input.files.map(takeOut),
      schema: input.schema.map((one) => (outOfSchema.includes(one) ? { ...one, text: '', kind: 'unread' } : one)),
    },
    leftOut: [...leftOut, ...outOfSchema.map(({ path }) => ({ path, why: `${why} (schema before)` }))],
  };
}
