import type { Evidence } from '../frameworks/evidence.js';
import { basePlan, baseTree } from '../history/base-tree.js';
import { evidencePlan, MAX_EVIDENCE_BYTES } from '../history/evidence-plan.js';
import { historyPlan, type HistoryPlan, type Judged } from '../history/history-plan.js';
import { readIncludes } from '../history/includes.js';
import { heldByDump, noDump, schemaTexts, type ContentOf } from '../history/schema-texts.js';
import { historyFolder } from '../history/run-order.js';
import type { BaseTree, PreflightInput, SourceFile } from '../preflight.js';
import { runGlobs } from '../settings/engine-settings.js';
import type { Settings } from '../settings/schema.js';
import { decodeSource, MAX_DUMP_BYTES, MAX_FILE_BYTES } from '../sql/decode.js';
import type { Engine } from './engine.js';
import { HostError } from './host.js';
import type { BaseSearch } from './mentions.js';
import type { ChangedFile, Host, StoredBlob, Tree, TreeEntry } from './host.js';
import { blobsAtHead } from './sources.js';

/** What the base commit tells beside the migrations that changed. */
export interface Surroundings extends Pick<PreflightInput, 'schema' | 'schemaProblem' | 'evidence'> {
  /** Changed files that go with the migrations, and changed migrations in code. */
  readonly companions: readonly ChangedFile[];
  /** What stood around the change, once those are read; null when the tree is not known in full. */
  readonly baseWith: (companions: readonly SourceFile[]) => BaseTree | null;
  /** The base commit's list of files; null where it was not read. */
  readonly tree: Tree | null;
  /** null where none was made. */
  readonly search: BaseSearch | null;
  /** Blobs read on the way. */
  readonly blobs: ReadonlyMap<string, Uint8Array>;
}

/** What a change touches: migrations that are read, what may go with some, and migrations in code. */
export interface Touched {
  readonly migrations: readonly ChangedFile[];
  readonly beside: readonly ChangedFile[];
  readonly code: readonly ChangedFile[];
}

const NOTHING: Surroundings = {
  schema: [],
  schemaProblem: null,
  evidence: [],
  companions: [],
  baseWith: () => null,
  tree: null,
  search: null,
  blobs: new Map(),
};

/** Searches the base commit, and gives of the wanted files those that it met. */
export type Search = (tree: Tree, wanted: readonly string[]) => Promise<BaseSearch>;

/** Older migrations than these are not read, and their tables are unknown until a later one shows them. */
const MOST_MIGRATIONS = 2_000;
/** Blobs that the batches did not give are worth a request each, as long as they are few. */
const MOST_SINGLES = 5;
/** What a changed file is taken for, whose length GitHub's list does not tell. */
const COMMON_SIZE = 8_192;
/** So much is read together with the dump, in case the dump turns out to be none. */
const SMALL_HISTORY = 100;

/**
 * Reads the schema before and the tool's traces at the base commit, in few requests. A reading that fails leaves the
 * schema unknown and says so; it does not fail the scan. `search` where it can be made before: its archive then spares
 * the reading of what it holds.
 */
export async function readSurroundings(
  host: Host,
  touched: Touched,
  base: string,
  settings: Settings,
  engine: Engine,
  search: Search | null,
): Promise<Surroundings> {
  if (Object.values(touched).every((files: readonly ChangedFile[]) => files.length === 0)) return NOTHING;
  try {
    return await surroundingsAt(host, touched, await host.tree(base), settings, engine, search);
  } catch (error) {
    if (!(error instanceof HostError)) throw error;
    return { ...NOTHING, schemaProblem: `GitHub did not give it (${error.message})` };
  }
}

/**
 * What tells the tool of a whole tree, and the migrations themselves in as few requests. Its schema is what the files
 * make of it one after the other.
 */
export async function readTreeEvidence(
  host: Host,
  tree: Tree,
  migrations: readonly TreeEntry[],
): Promise<Pick<Surroundings, 'evidence' | 'blobs'>> {
  const stored = new Map(tree.files.map((file) => [file.path, file]));
  const evidence = evidencePlan([...stored.keys()], [...new Set(migrations.map(({ path }) => historyFolder(path)))]);
  const wanted = evidence.text.filter((path) => (stored.get(path)?.size ?? 0) <= MAX_EVIDENCE_BYTES);
  const reader = treeReader(host, stored);
  try {
    await reader.read([...wanted, ...migrations.map(({ path }) => path)], []);
  } catch (error) {
    if (!(error instanceof HostError)) throw error;
  }
  return { evidence: evidenceOf(evidence, contentIn(reader, new Set())), blobs: reader.blobs };
}

async function surroundingsAt(
  host: Host,
  touched: Touched,
  tree: Tree,
  settings: Settings,
  engine: Engine,
  search: Search | null,
): Promise<Surroundings> {
  const stored = new Map(tree.files.map((file) => [file.path, file]));
  const paths = [...stored.keys()];
  const judged = touched.migrations.map(judgedFile);
  const select = (some: readonly string[]) => engine.selectMigrations(some, settings.paths, runGlobs(settings));
  const plan = historyPlan(judged, { paths, schema: settings.schema, select, until: 'last' });
  const evidence = evidencePlan(paths, plan.folders);
  const around = basePlan([...judged, ...touched.code.map(judgedFile)], touched.beside.map(judgedFile), {
    paths,
    select,
  });
  const code = new Set(around.code);
  const companions = [
    ...touched.beside.filter(({ path }) => around.touched.has(path)),
    ...touched.code.filter(({ path }) => code.has(path)),
  ];
  const wanted = evidence.text.filter((path) => (stored.get(path)?.size ?? 0) <= MAX_EVIDENCE_BYTES);
  const atHead = blobsAtHead([...touched.migrations, ...companions]);
  const beside = [...wanted, ...around.texts];
  const searched = (await search?.(tree, [...filesOf(plan), ...beside])) ?? null;
  const reader = treeReader(host, stored, searched?.blobs);
  const contentOf = await readPlan(reader, plan, judged, beside, atHead, tree.cut);
  return {
    // With a hole in it, a history could show a table as it was.
    schema: tree.cut === null ? schemaTexts(plan, judged, contentOf) : [],
    schemaProblem: tree.cut,
    evidence: evidenceOf(evidence, contentOf),
    companions,
    baseWith: (read) => (tree.cut === null ? baseTree(around, read, contentOf) : null),
    tree,
    search: searched,
    blobs: reader.blobs,
  };
}

function filesOf({ dumps, migrations, orders }: HistoryPlan): readonly string[] {
  return [...[...dumps, ...migrations].map(({ path }) => path), ...orders.values()];
}

function judgedFile(file: ChangedFile): Judged {
  return { ...file, status: file.status === 'copied' ? 'added' : file.status };
}

/** Everything in one round where there is no dump or little history; else the history only when the dump is none. */
async function readPlan(
  reader: TreeReader,
  plan: HistoryPlan,
  judged: readonly Judged[],
  evidence: readonly string[],
  atHead: readonly string[],
  cut: string | null,
): Promise<ContentOf> {
  const history = [...plan.migrations.slice(-MOST_MIGRATIONS).map(({ path }) => path), ...plan.orders.values()];
  const dumps = plan.dumps.map(({ path }) => path);
  const atOnce = dumps.length === 0 || history.length <= SMALL_HISTORY;
  await reader.read([...dumps, ...(atOnce ? history : []), ...evidence], atHead);
  const contentOf = contentIn(reader, new Set(dumps));
  for (const { path, folder } of plan.dumps) {
    const content = contentOf(path);
    // In a list that was cut it may stand all the same.
    if (folder === null && content?.kind !== 'text' && cut === null)
      throw noDump(path, content?.kind === 'unscannable' ? content.why : '');
  }
  const held = heldByDump(plan, judged, contentOf);
  const left = history.filter((path) => !held.has(path));
  if (!atOnce) await reader.read(left, []);
  await readIncludes(left, contentOf, (paths) => reader.read(paths, []));
  return contentOf;
}

function contentIn({ bytesOf }: TreeReader, dumps: ReadonlySet<string>): ContentOf {
  return (path) => {
    const bytes = bytesOf(path);
    return bytes === null ? null : decodeSource(bytes, dumps.has(path) ? MAX_DUMP_BYTES : MAX_FILE_BYTES);
  };
}

interface TreeReader {
  readonly read: (paths: readonly string[], ids: readonly string[]) => Promise<void>;
  readonly bytesOf: (path: string) => Uint8Array | null;
  readonly blobs: ReadonlyMap<string, Uint8Array>;
}

function treeReader(
  host: Host,
  stored: ReadonlyMap<string, StoredBlob>,
  known: ReadonlyMap<string, Uint8Array> = new Map(),
): TreeReader {
  const blobs = new Map(known);
  return {
    blobs,
    bytesOf: (path) => blobs.get(stored.get(path)?.sha ?? '') ?? null,
    read: async (paths, ids) => {
      const inTree = paths.flatMap((path) => stored.get(path) ?? []);
      const all = [...ids.map((sha) => ({ sha, size: COMMON_SIZE })), ...inTree];
      const wanted = new Map(all.filter(({ sha }) => !blobs.has(sha)).map((blob) => [blob.sha, blob]));
      for (const [sha, bytes] of await host.blobs([...wanted.values()])) blobs.set(sha, bytes);
      // What is asked for first is the dump; what is missing at the head is asked for where it is needed.
      const left = inTree.filter(({ sha, size }) => !blobs.has(sha) && size <= MAX_DUMP_BYTES).slice(0, MOST_SINGLES);
      for (const { sha } of left) {
        const bytes = await host.blob(sha);
        if (bytes !== null) blobs.set(sha, bytes);
      }
    },
  };
}

function evidenceOf({ text, presence }: ReturnType<typeof evidencePlan>, contentOf: ContentOf): readonly Evidence[] {
  const texts = text.map((path): Evidence => {
    const content = contentOf(path);
    return { path, text: content?.kind === 'text' ? content.text : null };
  });
  return [...texts, ...presence.map((path): Evidence => ({ path, text: null }))];
}
