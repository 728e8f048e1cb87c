import { createHash } from 'node:crypto';

/** A file of a tree: its text, its bytes, a symbolic link's target or a submodule's commit. */
export type FileContent = string | Uint8Array | { readonly symlink: string } | { readonly submodule: string };
export type FileTree = Readonly<Record<string, FileContent>>;

export interface GitFile {
  readonly path: string;
  readonly mode: '100644' | '120000' | '160000';
  readonly type: 'blob' | 'commit';
  /** The blob's id as git computes it; a submodule's commit id. */
  readonly sha: string;
  readonly bytes: Buffer;
}

export interface TreeEntry {
  readonly path: string;
  readonly mode: string;
  readonly type: 'blob' | 'tree' | 'commit';
  readonly sha: string;
  readonly size?: number;
}

export function blobSha(content: string | Uint8Array): string {
  return objectSha('blob', Buffer.from(content));
}

/** A stable commit id for a name, so that a test says `commitSha('head')` and a golden file stays the same. */
export function commitSha(name: string): string {
  return createHash('sha1').update(`commit ${name}`).digest('hex');
}

export function filesOf(tree: FileTree): ReadonlyMap<string, GitFile> {
  const files = Object.entries(tree).map(([path, content]) => gitFile(path, content));
  return new Map(files.sort((a, b) => compareBytes(a.path, b.path)).map((file) => [file.path, file]));
}

/** Every tree object below a commit: id → its direct entries, the root under `root`. */
export function treeObjects(files: ReadonlyMap<string, GitFile>): {
  readonly root: string;
  readonly trees: ReadonlyMap<string, readonly TreeEntry[]>;
} {
  const trees = new Map<string, readonly TreeEntry[]>();
  const root = storeTree([...files.values()], '', trees);
  return { root, trees };
}

function gitFile(path: string, content: FileContent): GitFile {
  if (typeof content === 'string' || content instanceof Uint8Array) {
    return { path, mode: '100644', type: 'blob', sha: blobSha(content), bytes: Buffer.from(content) };
  }
  if ('symlink' in content) {
    return { path, mode: '120000', type: 'blob', sha: blobSha(content.symlink), bytes: Buffer.from(content.symlink) };
  }
  return { path, mode: '160000', type: 'commit', sha: content.submodule, bytes: Buffer.alloc(0) };
}

function storeTree(files: readonly GitFile[], prefix: string, trees: Map<string, readonly TreeEntry[]>): string {
  const folders = new Map<string, GitFile[]>();
  const entries: TreeEntry[] = [];
  for (const file of files) {
    const rest = file.path.slice(prefix.length);
    const slash = rest.indexOf('/');
    if (slash === -1) {
      const size = file.type === 'blob' ? { size: file.bytes.length } : {};
      entries.push({ path: rest, mode: file.mode, type: file.type, sha: file.sha, ...size });
      continue;
    }
    const folder = rest.slice(0, slash);
    folders.set(folder, [...(folders.get(folder) ?? []), file]);
  }
  for (const [folder, inside] of folders) {
    const sha = storeTree(inside, `${prefix}${folder}/`, trees);
    entries.push({ path: folder, mode: '040000', type: 'tree', sha });
  }
  entries.sort((a, b) => compareBytes(sortName(a), sortName(b)));
  const sha = objectSha('tree', Buffer.concat(entries.map(encodedEntry)));
  trees.set(sha, entries);
  return sha;
}

/** git sorts a folder as if its name ended in a slash. */
function sortName(entry: TreeEntry): string {
  return entry.type === 'tree' ? `${entry.path}/` : entry.path;
}

function encodedEntry(entry: TreeEntry): Buffer {
  const mode = entry.mode.replace(/^0/, '');
  return Buffer.concat([Buffer.from(`${mode} ${entry.path}\0`), Buffer.from(entry.sha, 'hex')]);
}

function objectSha(type: 'blob' | 'tree', content: Buffer): string {
  return createHash('sha1').update(`${type} ${content.length}\0`).update(content).digest('hex');
}

function compareBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
