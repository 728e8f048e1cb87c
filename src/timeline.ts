import { facetsOf, type Facet } from './facet.js';
import type { Catalog, SetNumber } from './catalog/catalog.js';
import type { Mentions } from './code/base-search.js';
import type { ReadCode } from './code/code-lines.js';
import type { Effects } from './effects/effects.js';
import type { Migration, Section } from './migration.js';
import type { Tools } from './frameworks/tool.js';
import type { BaseTree, DeployOrder, SchemaText, SourceFile } from './preflight.js';
import { inDatabase, runSection, startRun } from './section-run.js';
import { transactionNumber, type Session } from './session/session.js';
import type { BodyPlace } from './sql/body-place.js';
import type { Routine, SourceText } from './sql/routine.js';
import type { Statement } from './sql/statement.js';
import type { TableFacts } from './table-facts.js';

/** One statement with everything known about its moment. */
export interface Step {
  /** Position in the whole timeline. */
  readonly index: number;
  readonly migration: Migration;
  readonly section: Section;
  readonly statement: Statement;
  /** What the statement's spans cut: its file's text, or that of the body or string that it stands in. */
  readonly source: SourceText;
  /** The statement as written. */
  readonly sql: string;
  /** The body that it runs: of a DO block, or of a routine it calls. The steps that follow are what the body does. */
  readonly routine: Routine | null;
  /** Where it stands when a body runs it; null for a statement of the file itself. */
  readonly within: Within | null;
  readonly set: SetNumber;
  readonly version: number;
  readonly before: Catalog;
  readonly after: Catalog;
  /** The connection as the statement finds it: its transaction, the locks it holds, its timeouts. */
  readonly session: Session;
  readonly effects: Effects;
}

/** A statement that another one's body runs. */
export interface Within extends BodyPlace {
  /** The file's statement that runs the body. */
  readonly caller: Statement;
  /** How many statements of that caller ran before it. */
  readonly nth: number;
  /** Repeated as often as nobody can tell. */
  readonly inLoop: boolean;
}

/** Everything that a rule may look at. */
export interface Changeset {
  readonly migrations: readonly Migration[];
  readonly steps: readonly Step[];
  /** The same steps by file, by set of migrations, and by transaction: a rule that looks around looks only there. */
  readonly stepsOf: ReadonlyMap<Migration, readonly Step[]>;
  readonly stepsInSet: ReadonlyMap<SetNumber, readonly Step[]>;
  readonly stepsInTransaction: ReadonlyMap<number, readonly Step[]>;
  readonly stepsWith: ReadonlyMap<Facet, readonly Step[]>;
  readonly version: number;
  /** Every file of the change, also those that were deleted or could not be read. */
  readonly sources: readonly SourceFile[];
  /** The texts that the schema before comes from, in their order. */
  readonly history: readonly SchemaText[];
  /** What stood around them on the base branch; null where nobody looked. */
  readonly base: BaseTree | null;
  readonly tools: Tools;
  readonly unread: readonly Unread[];
  readonly onUnscannable: 'fail' | 'warn';
  /** The application's code that changes with the migrations. */
  readonly code: readonly ReadCode[];
  /** Where the base commit has names that go; null where it was not searched. */
  readonly mentions: readonly Mentions[] | null;
  readonly mergedPairs: readonly MergedPair[];
  readonly deployOrder: DeployOrder;
  readonly tables: TableFacts;
}

/** A merged up, run again on the schema that it found, and the way back that the change brings for it. */
export interface MergedPair {
  /** The way back. */
  readonly migration: Migration;
  readonly up: readonly Step[];
  readonly down: readonly Step[];
}

/** Something that could not be judged. */
export interface Unread {
  /** null: the list of files itself. */
  readonly path: string | null;
  readonly why: string;
  /** `code`: a migration in a language that is not read. */
  readonly kind: 'unscannable' | 'code';
}

export interface TimelineOptions {
  readonly version: number;
  /** Every file is a set of its own, judged against what the files before it leave. */
  readonly setPerFile: boolean;
}

/** The schema before, by database; one that is not here was empty. */
export interface Schemas {
  readonly catalogs: ReadonlyMap<string, Catalog>;
  /** Files of one name see each other's schema. */
  readonly databaseOf: (path: string) => string;
  /** The folder whose files are one history. */
  readonly folderOf: (path: string) => string;
}

/**
 * Runs the migrations in their order through catalog and session, keeping every state. All that goes up runs first;
 * what goes down is judged on the state after it, the last file first.
 */
export function timeline(
  migrations: readonly Migration[],
  schema: Schemas,
  options: TimelineOptions,
): Omit<
  Changeset,
  | 'sources'
  | 'history'
  | 'base'
  | 'tools'
  | 'unread'
  | 'onUnscannable'
  | 'code'
  | 'mentions'
  | 'mergedPairs'
  | 'deployOrder'
  | 'tables'
> {
  const run = startRun(schema.catalogs);
  const setOf = setNumbers(migrations, options.setPerFile, schema.databaseOf);
  const runOne = (migration: Migration, section: Section, at: number): void => {
    const turn = { set: setOf(at), folder: schema.folderOf(migration.path) };
    inDatabase(run, schema.databaseOf(migration.path), () => runSection(run, migration, section, turn));
  };
  migrations.forEach((migration, at) => {
    for (const section of migration.sections) if (section.direction === 'up') runOne(migration, section, at);
  });
  for (let at = migrations.length - 1; at >= 0; at -= 1) {
    const migration = migrations[at];
    for (const section of migration?.sections ?? []) {
      if (migration !== undefined && section.direction === 'down') runOne(migration, section, at);
    }
  }
  const stepsOf = grouped(run.steps, (step) => step.migration);
  const stepsInSet = grouped(run.steps, (step) => step.set);
  const stepsInTransaction = grouped(run.steps, (step) => transactionNumber(step.session));
  const stepsWith = byFacet(run.steps);
  return { migrations, steps: run.steps, stepsOf, stepsInSet, stepsInTransaction, stepsWith, version: options.version };
}

/** With a set for each file, an up and its down are one: what the down drops, the up made. */
function setNumbers(
  migrations: readonly Migration[],
  setPerFile: boolean,
  databaseOf: Schemas['databaseOf'],
): (at: number) => SetNumber {
  if (!setPerFile) {
    const databases = [...new Set(migrations.map(({ path }) => databaseOf(path)))];
    return (at) => databases.indexOf(databaseOf(migrations[at]?.path ?? '')) + 1;
  }
  const pairOf = (at: number): string => (migrations[at]?.path ?? '').replace(/(^|[./_-])(?:up|down)(?=\.)/i, '$1');
  const numbers = new Map<string, SetNumber>();
  for (const at of migrations.keys()) if (!numbers.has(pairOf(at))) numbers.set(pairOf(at), at + 1);
  return (at) => numbers.get(pairOf(at)) ?? 1;
}

function grouped<Key>(steps: readonly Step[], keyOf: (step: Step) => Key): ReadonlyMap<Key, readonly Step[]> {
  const groups = new Map<Key, Step[]>();
  for (const step of steps) {
    const group = groups.get(keyOf(step));
    if (group === undefined) groups.set(keyOf(step), [step]);
    else group.push(step);
  }
  return groups;
}

function byFacet(steps: readonly Step[]): ReadonlyMap<Facet, readonly Step[]> {
  const found = new Map<Facet, Step[]>();
  for (const step of steps) {
    for (const facet of facetsOf(step)) {
      const group = found.get(facet);
      if (group === undefined) found.set(facet, [step]);
      else if (group.at(-1) !== step) group.push(step);
    }
  }
  return found;
}
