import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { PreflightInput } from '../preflight.js';
import type { Report } from '../report/report.js';
import { decodeMessage, encodeInput, type ChildMessage } from './message.js';

export interface ChildLimits {
  /** The bundle of child.ts. */
  readonly child: string | URL;
  /** Milliseconds for one file, and for the process as a whole. */
  readonly fileMs: number;
  readonly runMs: number;
}

export type ChildOutcome =
  | { readonly kind: 'report'; readonly report: Report }
  /** Stopped at this file; null: before the first one. */
  | {
      readonly kind: 'stopped';
      readonly path: string | null;
      readonly why: string;
      readonly finished: readonly string[];
    }
  /** `runMs` are over; `finished` are the files that were read by then. */
  | { readonly kind: 'out of time'; readonly finished: readonly string[] }
  | { readonly kind: 'failed'; readonly message: string };

/** One life of the child. Always ends, with the process gone. */
export async function runChild(input: PreflightInput, limits: ChildLimits): Promise<ChildOutcome> {
  const child = start(limits.child);
  const timers = new Set<NodeJS.Timeout>();
  try {
    return await outcomeOf(child, input, limits, timers);
  } finally {
    for (const timer of timers) clearTimeout(timer);
    await gone(child);
  }
}

function outcomeOf(
  child: ChildProcess,
  input: PreflightInput,
  limits: ChildLimits,
  timers: Set<NodeJS.Timeout>,
): Promise<ChildOutcome> {
  const paths: string[] = [];
  return new Promise<ChildOutcome>((resolve, reject) => {
    const finished = () => paths.filter((path) => path !== paths.at(-1));
    const stopped = (why: string) =>
      resolve({ kind: 'stopped', path: paths.at(-1) ?? null, why, finished: finished() });
    timers.add(setTimeout(() => resolve({ kind: 'out of time', finished: finished() }), limits.runMs));
    const late = () => stopped(`the parser did not finish within ${seconds(limits.fileMs)}`);
    let perFile: NodeJS.Timeout | null = null;
    child.on('message', (text) => {
      const message = readMessage(text);
      if (message instanceof Error) return reject(message);
      if (message.kind === 'exhausted') return stopped(message.why);
      if (message.kind !== 'file') return resolve(message);
      paths.push(message.path);
      perFile = perFile?.refresh() ?? setTimeout(late, limits.fileMs);
      timers.add(perFile);
    });
    child.on('error', reject);
    child.on('exit', (code, signal) => {
      const crashed = () => stopped(`the parser crashed on it (${signal ?? `exit code ${code ?? 'unknown'}`})`);
      // Its last words may still be on the way, and the last path is the one to blame.
      if (child.connected) child.once('disconnect', crashed);
      else crashed();
    });
    // That it is gone already is told by `exit`, with a better reason.
    child.send(encodeInput(input), () => undefined);
  });
}

export function seconds(milliseconds: number): string {
  return `${milliseconds / 1000} s`;
}

/**
 * An empty environment keeps the token from code that a hostile file might get to run; nothing it prints is shown,
 * for it may echo the file. The stack is what the main thread can give, the default being a quarter of that.
 */
function start(path: string | URL): ChildProcess {
  return fork(typeof path === 'string' ? path : fileURLToPath(path), [], {
    execArgv: ['--max-old-space-size=512', '--stack-size=3900'],
    env: {},
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
}

function readMessage(text: unknown): ChildMessage | Error {
  try {
    return decodeMessage(text);
  } catch (error) {
    if (error instanceof Error) return error;
    throw error;
  }
}

/** Kills what still runs: a process in the middle of a parse listens to nothing else. */
async function gone(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  await new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.kill('SIGKILL');
  });
}
