import { NOTHING_TOLD, type Told } from '../told.js';
import { databasesOf, elsewhere, type Elsewhere } from './database.js';
import { ENVIRONMENT_FILE, sidecarsOf, type Evidence } from './evidence.js';
import { pathParts, type Clue, type Framework, type Setup } from './framework.js';
import { FRAMEWORKS } from './index.js';
import { inAddresses, withoutComments, type Timeouts } from './timeouts.js';
import { toldRuns, type ToldOf } from './told-run.js';
import { LOCK_FILES, versionOf, type Version } from './version.js';

/** What a repository tells about the tools that run its migrations, and what its config says of them. */
export interface Tools {
  readonly told: (path: string) => ToldOf;
  /** They connect through a pooler that may give every transaction another connection. */
  readonly pooled: boolean;
  /** The tool that its files prove for a path, or null. */
  readonly proved: (path: string) => Framework | null;
  readonly setup: (framework: Framework, path: string) => Setup;
  /** The database other than Postgres that its tool's files say it is for, and where; null: none. */
  readonly otherDatabase: (path: string) => Elsewhere | null;
}

export function toolsOf(
  evidence: readonly Evidence[],
  { runs, pooler }: Pick<Told, 'runs' | 'pooler'> = NOTHING_TOLD,
): Tools {
  const proofs = FRAMEWORKS.flatMap((framework) => proofsOf(framework, evidence));
  const texts = new Map(evidence.map(({ path, text }) => [path, text]));
  const speaking = new Map<Framework, readonly Evidence[]>();
  const versions = new Map<string, Version | null>();
  const pooled = pooler === 'transaction';
  const told = toldRuns(runs);
  const databases = FRAMEWORKS.flatMap((framework) => databasesOf(framework, evidence));
  const timeouts = new Map<string, Timeouts>();
  return {
    told,
    pooled,
    otherDatabase: (path) => {
      const { framework, homeMade, transaction } = told(path);
      return framework !== null || homeMade || transaction !== null ? null : elsewhere(databases, path);
    },
    proved: (path) => nearest(proofs, path),
    setup: (framework, path) => {
      const said = remembered(speaking, framework, () =>
        evidence.filter((one) => framework.clues.some((clue) => clue.read && proves(clue, one))),
      );
      const locks = framework.packages === undefined ? [] : above(evidence, path, LOCK_FILES, PACKAGE_FILE);
      const variables = above(evidence, path, ENVIRONMENT_FILE);
      // A lock may hold megabytes, and a thousand migrations have the same.
      return {
        path,
        version: remembered(versions, keyOf(framework, locks), () => versionOf(framework.packages ?? [], locks)),
        says: (pattern) => said.some(({ text }) => pattern.test(text ?? '')),
        timeouts: remembered(timeouts, keyOf(framework, variables), () =>
          (framework.timeouts ?? inAddresses)([...said, ...variables].map(({ text }) => withoutComments(text ?? ''))),
        ),
        pooled,
        sidecar: sidecarsOf(path).flatMap((name) => texts.get(name) ?? [])[0] ?? null,
      };
    },
  };
}

function remembered<Key, Value>(known: Map<Key, Value>, key: Key, find: () => Value): Value {
  const before = known.get(key);
  if (before !== undefined) return before;
  const found = find();
  known.set(key, found);
  return found;
}

export const NO_TOOLS: Tools = toolsOf([]);

interface Proof {
  readonly framework: Framework;
  /** Folders that it holds for. */
  readonly root: readonly string[];
  readonly kind: Clue['kind'];
}

function proofsOf(framework: Framework, evidence: readonly Evidence[]): Proof[] {
  return framework.clues.flatMap((clue) =>
    evidence.flatMap((one): Proof[] => {
      if (!proves(clue, one)) return [];
      const { folders } = pathParts(one.path);
      return [{ framework, root: folders.slice(0, Math.max(0, folders.length - clue.above)), kind: clue.kind }];
    }),
  );
}

function proves({ file, holds }: Clue, { path, text }: Evidence): boolean {
  return file.test(path.toLowerCase()) && (holds === null || holds.test(text ?? ''));
}

/** The tool whose proof stands nearest above the file, and of two equally near the one with a file of its own. */
function nearest(proofs: readonly Proof[], path: string): Framework | null {
  const parts = pathParts(path);
  const rank = ({ root, kind }: Proof): number => root.length * 2 + (kind === 'own file' ? 1 : 0);
  const around = proofs.filter(
    ({ framework, root }) =>
      root.every((folder, at) => parts.folders[at] === folder) && framework.named(parts) !== null,
  );
  const best = Math.max(...around.map(rank));
  const [first, ...others] = around.filter((proof) => rank(proof) === best);
  if (first === undefined || others.some(({ framework }) => framework !== first.framework)) return null;
  // Drizzle may write what Supabase runs: a place of one tool, its file, and the file of another leave both open.
  const rival = around.some(
    ({ framework, kind }) =>
      framework !== first.framework && kind === 'own file' && framework.named(parts)?.alone === true,
  );
  return rival && first.kind === 'own file' && first.framework.named(parts)?.alone !== true ? null : first.framework;
}

function keyOf({ name }: Framework, files: readonly Evidence[]): string {
  return [name, ...files.map(({ path }) => path)].join('\n');
}

const PACKAGE_FILE = /(?:^|\/)package\.json$/;

/** Files of a kind in the folders above a migration, the nearest first. */
function above(evidence: readonly Evidence[], path: string, ...kinds: readonly RegExp[]): readonly Evidence[] {
  const { folders } = pathParts(path);
  const depth = (one: Evidence): number => pathParts(one.path).folders.length;
  const found = evidence.filter(
    (one) =>
      kinds.some((kind) => kind.test(one.path.toLowerCase())) &&
      pathParts(one.path).folders.every((folder, at) => folders[at] === folder),
  );
  return found.sort((a, b) => depth(b) - depth(a));
}
