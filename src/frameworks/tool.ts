import { sidecarsOf, type Evidence } from './evidence.js';
import { pathParts, type Clue, type Framework, type Setup } from './framework.js';
import { FRAMEWORKS } from './index.js';
import { versionOf } from './version.js';

/** What a repository tells about the tools that run its migrations. */
export interface Tools {
  /** The tool that its files prove for a path, or null. */
  readonly proved: (path: string) => Framework | null;
  readonly setup: (framework: Framework, path: string) => Setup;
}

export function toolsOf(evidence: readonly Evidence[]): Tools {
  const proofs = FRAMEWORKS.flatMap((framework) => proofsOf(framework, evidence));
  const texts = new Map(evidence.map(({ path, text }) => [path, text]));
  return {
    proved: (path) => nearest(proofs, path),
    setup: (framework, path) => {
      const configuring = evidence.filter((one) => framework.clues.some((clue) => clue.read && proves(clue, one)));
      return {
        path,
        version: versionOf(framework.packages ?? [], byNearness(evidence, path)),
        says: (pattern) => configuring.some(({ text }) => pattern.test(text ?? '')),
        sidecar: sidecarsOf(path).flatMap((name) => texts.get(name) ?? [])[0] ?? null,
      };
    },
  };
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
  const above = proofs.filter(
    ({ framework, root }) =>
      root.every((folder, at) => parts.folders[at] === folder) && framework.named(parts) !== null,
  );
  const best = Math.max(...above.map(rank));
  const found = new Set(above.filter((proof) => rank(proof) === best).map(({ framework }) => framework));
  const [only] = found;
  return found.size === 1 && only !== undefined ? only : null;
}

/** Evidence in the folders above a file, the nearest first. */
function byNearness(evidence: readonly Evidence[], path: string): readonly Evidence[] {
  const { folders } = pathParts(path);
  const depth = (one: Evidence): number => pathParts(one.path).folders.length;
  const above = evidence.filter((one) => pathParts(one.path).folders.every((folder, at) => folders[at] === folder));
  return above.sort((a, b) => depth(b) - depth(a));
}
