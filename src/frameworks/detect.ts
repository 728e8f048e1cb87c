import { isCodeMigration, isCodeSource } from './code-migration.js';
import { anyGlob, globMatcher, withLowerSuffix } from './glob.js';
import { isSqlMigration } from './sql-migration.js';

export interface SelectedMigrations {
  readonly sql: readonly string[];
  /** Migrations in a language that is not read. */
  readonly code: readonly string[];
}

/**
 * Which of these paths are migrations. With globs, exactly what they select, in the spirit of .gitignore: `!` takes
 * away, the last one that matches decides. Without, or with nothing but `!`, what the tools' own names say, and what
 * `run` covers: globs of files of which the config says how they run.
 */
export function selectMigrations(
  paths: readonly string[],
  globs: readonly string[],
  run: readonly string[] = [],
): SelectedMigrations {
  const known = new Set(paths);
  const verdictOf = globVerdict(globs);
  const isRun = anyGlob(run);
  const chosen = (path: string, byName: (path: string) => boolean, byGlob: (path: string) => boolean): boolean => {
    const verdict = verdictOf(path);
    return verdict === 'by name' ? byName(path) : verdict === 'selected' && byGlob(path);
  };
  return {
    sql: paths.filter((path) =>
      chosen(path, (name) => isSqlMigration(name, known) || (isRun(name) && isSql(name)), isSql),
    ),
    code: paths.filter((path) => chosen(path, isCodeMigration, (name) => isCodeSource(name) || isCodeMigration(name))),
  };
}

type Verdict = 'selected' | 'excluded' | 'by name';

function globVerdict(globs: readonly string[]): (path: string) => Verdict {
  const wanted = globs.map((glob) => glob.trim()).filter((glob) => glob !== '');
  const rules = wanted.map((glob) => {
    const negated = glob.startsWith('!');
    const verdict: Verdict = negated ? 'excluded' : 'selected';
    return { verdict, matches: globMatcher(negated ? glob.slice(1) : glob) };
  });
  // Only exclusions: were the rest not detected by name, one `!legacy/**` would silently turn the check off.
  const otherwise: Verdict = rules.some((rule) => rule.verdict === 'selected') ? 'excluded' : 'by name';
  return (path) => {
    // A suffix in capitals must not pass unseen.
    const spellings = [path, withLowerSuffix(path)];
    return rules.findLast((rule) => spellings.some(rule.matches))?.verdict ?? otherwise;
  };
}

function isSql(path: string): boolean {
  return path.toLowerCase().endsWith('.sql');
}
