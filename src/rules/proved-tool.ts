import type { Framework } from '../frameworks/framework.js';
import type { Changeset } from '../timeline.js';

/** The tool that the repository proves for a file, also for one that is gone; a name alone may be another tool's. */
export function provedTool(
  path: string,
  { migrations, tools }: Pick<Changeset, 'migrations' | 'tools'>,
): Framework | null {
  const runner = migrations.find((migration) => migration.path === path)?.runner;
  return runner?.proved === true ? runner.framework : tools.proved(path);
}
