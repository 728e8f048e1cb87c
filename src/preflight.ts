import type { Mentions } from './code/base-search.js';
import type { ChangedCode } from './code/changed-code.js';
import { readCode } from './code/code-lines.js';
import { databasesOf } from './databases.js';
import type { Revision } from './frameworks/code-revision.js';
import type { Evidence } from './frameworks/evidence.js';
import { toolsOf, type Tools } from './frameworks/tool.js';
import { inTheirOrder } from './history/plan-order.js';
import { isRepeatable } from './history/run-order.js';
import { mergedPairs } from './merged-pairs.js';
import { forPostgres } from './other-database.js';
import { readMigration, type Migration } from './migration.js';
import { buildReport } from './report/build-report.js';
import type { Policy } from './report/policy.js';
import type { LineRange, Report, Subject } from './report/report.js';
import { RULES } from './rules/index.js';
import { withoutUndone } from './rules/undone.js';
import { schemaBefore, type SchemaBefore } from './schema-before.js';
import { withTriedSuggestions } from './report/tried-suggestions.js';
import { timeline, type Changeset, type Unread } from './timeline.js';
import { misspelt, tableFacts } from './table-facts.js';
import { shortName } from './sql/names.js';
import type { Told } from './told.js';

/** Text of one changed file as a door (disk/, github/) found it. */
export type SourceContent =
  | { readonly kind: 'text'; readonly text: string }
  /** Could not be read as SQL text at all: too large, LFS pointer, not UTF-8, NUL byte, time-out. */
  | { readonly kind: 'unscannable'; readonly why: string }
  | { readonly kind: 'removed' };

export interface SourceFile {
  readonly path: string;
  /** The old path of a renamed file. */
  readonly previousPath: string | null;
  /** `given`: named by a person or found in a whole tree, so nothing is known about a change. */
  readonly status: 'added' | 'modified' | 'renamed' | 'removed' | 'given';
  readonly content: SourceContent;
  /** Text at the merge base of a modified or renamed file; null when there was none. */
  readonly baseText: string | null;
  /** Lines this change added or touched; null: all of them. */
  readonly changedLines: readonly LineRange[] | null;
}

/** One text of the schema before. */
export interface SchemaText {
  readonly path: string;
  readonly text: string;
  /**
   * `dump`: a schema as it stands. `migration`: runs, the way up only. `names`: not run (code, or more than one run
   * takes), so the tables that it names are unknown from there on. `unread`: nobody knows what it did.
   */
  readonly kind: 'dump' | 'migration' | 'names' | 'unread';
  /** Of the migrations that it stands for or is one of; null: of all. Left out, its path tells, and a dump is of all. */
  readonly folder?: string | null;
}

/** What the base commit holds around the judged files. */
export interface BaseTree {
  /** Paths of migrations in the folders that the change touches, whatever language they are in. */
  readonly migrations: readonly string[];
  /** Migrations in code that the change deletes, or moves to another path. */
  readonly gone: readonly { readonly path: string; readonly movedTo: string | null }[];
  /** Those that it edits, and whether the text differs in its form alone. */
  readonly edited: readonly { readonly path: string; readonly onlyForm: boolean }[];
  /** What migrations in code say of the one that they follow: those that stay, and the new ones. */
  readonly revisions: { readonly merged: readonly Revision[]; readonly added: readonly Revision[] };
  /** The newest SQL migrations beside new ones, and whether their text holds the way back. */
  readonly newest: readonly { readonly path: string; readonly goesBack: boolean }[];
  /** Merged migrations whose way back, in a file of its own, the change adds or edits. */
  readonly ups: readonly { readonly down: string; readonly path: string; readonly text: string }[];
  readonly companions: readonly Companion[];
}

/** A file that a tool keeps in step with its migrations: a schema, a snapshot, a journal, a checksum. */
export interface Companion {
  readonly path: string;
  readonly change: 'none' | 'added' | 'modified' | 'removed';
  /** Texts of the kinds that are compared; null for the others, and where there is none. */
  readonly text: string | null;
  readonly baseText: string | null;
}

/** Everything the pure engine needs; plain JSON, so that it can cross into the child process. */
export interface PreflightInput {
  readonly files: readonly SourceFile[];
  /** The schema before: a dump, the migrations that ran, or both, in their order. */
  readonly schema: readonly SchemaText[];
  /** Why the schema before could not be read; null when it could, or when there is none. */
  readonly schemaProblem: string | null;
  /** `together`: one set of migrations (pull request, range, named files). `each`: every file its own set, in order. */
  readonly sets: 'together' | 'each';
  /** Whether somebody changed these files, or asked for them: for the words when there are none. */
  readonly subject: Subject;
  /** Set when the list of changed files may be incomplete, with the reason. */
  readonly listCut: string | null;
  /** Changed files that look like migrations in a language we do not read (Rails, Django, Knex, …). */
  readonly codeMigrations: readonly string[];
  /** null: nothing is known about a change. */
  readonly base: BaseTree | null;
  /** The other changed files that hold the application's code; none where nothing is known about a change. */
  readonly code: readonly ChangedCode[];
  /** Where the base commit has names that the migrations take away; null where it was not searched. */
  readonly mentions: readonly Mentions[] | null;
  /** What tells the tool that runs the migrations. */
  readonly evidence: readonly Evidence[];
  readonly settings: EngineSettings;
}

/** What reaches production first where a change holds both, migrations or code. */
export type DeployOrder = 'migrations-first' | 'code-first' | 'unknown';

export interface EngineSettings {
  readonly postgresVersion: number;
  readonly onUnscannable: 'fail' | 'warn';
  readonly deployOrder: DeployOrder;
  readonly policy: Policy;
  readonly told: Told;
  /** Version of pg-preflight, for the report. */
  readonly version: string;
  /** Address of `docs/rules/`, without the closing slash. */
  readonly docsBase: string;
}

/**
 * Judges a set of migrations: text in, report out. Synchronous and free of I/O; the parser must have been loaded.
 * `onFile` is told each path before its text meets the parser, so that whoever waits knows what it is stuck on.
 */
export function preflight(all: PreflightInput, onFile: (path: string) => void = () => {}): Report {
  const tools = toolsOf(all.evidence, all.settings.told);
  const { input, leftOut } = forPostgres(all, tools);
  const migrations = inTheirOrder(input.files, input.base).flatMap((source) => {
    if (source.content.kind !== 'text') return [];
    return [
      readMigration(source, announced(source.path, source.content.text, onFile), input.settings.postgresVersion, tools),
    ];
  });
  const schema = [...input.schema, ...ranParts(migrations)];
  const before = schemaBefore({ ...input, schema }, databasesOf(schema, migrations), tools, onFile);
  const report = judged(migrations, tools, before, input);
  const told = { ...report, assumptions: [...report.assumptions, ...leftOut] };
  return withTriedSuggestions(told, (path, text) =>
    judged(
      migrations.map((one) =>
        one.path === path ? readMigration(one.source, text, input.settings.postgresVersion, tools) : one,
      ),
      tools,
      before,
      input,
    ),
  );
}

function judged(migrations: readonly Migration[], tools: Tools, before: SchemaBefore, input: PreflightInput): Report {
  const { settings } = input;
  const options = { version: settings.postgresVersion, setPerFile: input.sets === 'each' };
  const run = timeline(migrations, before, options);
  const changeset: Changeset = {
    ...run,
    sources: input.files,
    history: input.schema,
    base: input.base,
    tools,
    unread: unreadOf(input),
    onUnscannable: settings.onUnscannable,
    code: readCode(input.code),
    mentions: input.mentions,
    mergedPairs: mergedPairs(input.base?.ups ?? [], migrations, before, tools, options),
    deployOrder: settings.deployOrder,
    tables: tableFacts(settings.told.tables),
  };
  const judgements = withoutUndone(
    RULES.flatMap((rule) => rule.check(changeset)),
    changeset,
  );
  const report = buildReport(judgements, changeset, before.source, new Set(RULES.map((rule) => rule.id)), input);
  return { ...report, assumptions: [...report.assumptions, ...misspeltWords(before, changeset, settings)] };
}

/** Only where all of the schema was seen can a name be wrong. */
function misspeltWords(
  { catalogs, source }: SchemaBefore,
  { stepsInSet }: Changeset,
  { told }: EngineSettings,
): string[] {
  if (source.kind === 'none' || source.kind === 'unknown' || source.notUnderstood.length > 0) return [];
  const ends = [...stepsInSet.values()].flatMap((steps) => steps.at(-1)?.after ?? []);
  const tables = [...catalogs.values(), ...ends].flatMap(({ relations }) => [...relations.keys()]);
  return misspelt(told.tables, tables).map(
    ({ written, nearest }) =>
      `The config names the table \`${written}\` as hot or small, and the schema has none: \`${shortName(nearest)}\`, perhaps.`,
  );
}

/** What stood in a file that grows at its end, or that runs whenever it changes, has run and is not judged. */
function ranParts(migrations: readonly Migration[]): readonly SchemaText[] {
  return migrations.flatMap(({ path, source: { baseText }, runner }): SchemaText[] =>
    baseText === null || (runner.framework?.appends === undefined && !isRepeatable(path))
      ? []
      : [{ path, text: baseText, kind: 'migration' }],
  );
}

function announced(path: string, text: string, onFile: (path: string) => void): string {
  onFile(path);
  return text;
}

function unreadOf({ files, listCut, codeMigrations, base }: PreflightInput): Unread[] {
  const unread: Unread[] = listCut === null ? [] : [{ path: null, why: listCut, kind: 'unscannable' }];
  for (const { path, content } of files)
    if (content.kind === 'unscannable') unread.push({ path, why: content.why, kind: 'unscannable' });
  const unchanged = new Set((base?.edited ?? []).filter(({ onlyForm }) => onlyForm).map(({ path }) => path));
  for (const path of codeMigrations.filter((one) => !unchanged.has(one)))
    unread.push({ path, why: 'a migration in code, which is not read yet', kind: 'code' });
  return unread.sort((a, b) => ((a.path ?? '') < (b.path ?? '') ? -1 : 1));
}
