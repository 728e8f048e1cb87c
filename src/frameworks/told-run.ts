import type { RunTransaction, ToldRun } from '../told.js';
import type { Framework } from './framework.js';
import { anyGlob } from './glob.js';
import { FRAMEWORKS } from './index.js';

/** What the config says of one path; null where it says nothing. */
export interface ToldOf {
  readonly framework: Framework | null;
  /** The config says that no tool that we know runs it. */
  readonly homeMade: boolean;
  readonly transaction: RunTransaction | null;
  readonly version: number | null;
  readonly lockTimeout: number | null;
  readonly statementTimeout: number | null;
}

/** Of several entries that cover a path the last one that says something wins, field by field. */
export function toldRuns(runs: readonly ToldRun[]): (path: string) => ToldOf {
  const entries = runs.map((run) => ({ run, covers: run.paths === null ? () => true : anyGlob(run.paths) }));
  return (path) => {
    const said = entries.filter(({ covers }) => covers(path)).map(({ run }) => run);
    const last = <T>(field: (run: ToldRun) => T | null): T | null =>
      said.map(field).findLast((value) => value !== null) ?? null;
    const name = last((run) => run.framework);
    return {
      framework: FRAMEWORKS.find((framework) => framework.name === name) ?? null,
      homeMade: name === 'none',
      transaction: last((run) => run.transaction),
      version: last((run) => run.version),
      lockTimeout: last((run) => run.lockTimeout),
      statementTimeout: last((run) => run.statementTimeout),
    };
  };
}
