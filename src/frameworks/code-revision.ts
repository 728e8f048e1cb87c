import { parentFolder, pathParts } from './framework.js';

/** A migration in code that names the one that it follows. */
export interface Revision {
  readonly path: string;
  readonly tool: 'alembic' | 'django';
  readonly id: string;
  readonly follows: readonly string[];
  /** It says itself that it stands beside others: a branch with a label, a squash. */
  readonly apart: boolean;
}

/** Whether a file may be one, by its path. */
export function namesItsParent(path: string): boolean {
  const parts = pathParts(path);
  return parts.name.endsWith('.py') && !parts.name.startsWith('__');
}

/** null for a text that does not say plainly which one it follows. */
export function revisionOf(path: string, text: string): Revision | null {
  // The patterns below may look at each character many times, and the text may be a stranger's.
  return text.length > 65_536 ? null : (alembic(path, text) ?? django(path, text));
}

function alembic(path: string, text: string): Revision | null {
  const id = /^revision\b[^=\n]*=\s*["']([^"'\n]+)["']/m.exec(text)?.[1];
  const down = /^down_revision\b[^=\n]*=\s*(\([^)]*\)|\[[^\]]*\]|[^\n#]+)/m.exec(text)?.[1];
  if (id === undefined || down === undefined) return null;
  const follows = quoted(down);
  if (follows.length === 0 && !/^None\b/.test(down)) return null;
  const apart = /^branch_labels\b[^=\n]*=\s*(?!None\b|\(\s*\)|\[\s*\])\S/m.test(text);
  return { path, tool: 'alembic', id, follows, apart };
}

function django(path: string, text: string): Revision | null {
  const parts = pathParts(path);
  const listed = /^[\t ]+dependencies\b[^=\n]*=\s*\[([^[\]]*)\]/m.exec(text)?.[1];
  if (listed === undefined || parentFolder(parts) !== 'migrations' || !/\bMigration\)?:/.test(text)) return null;
  const app = parts.folders.at(-2) ?? '';
  const pairs = [...listed.matchAll(/\(\s*["']([^"'\n]+)["']\s*,\s*["']([^"'\n]+)["']\s*,?\s*\)/g)];
  const own = pairs.filter(([, label = '']) => label.toLowerCase() === app);
  // An app may be called otherwise than its folder; the first migration has the same name everywhere.
  const others = own.length > 0 ? own : pairs.filter(([, , name = '']) => name !== '0001_initial');
  const file = path.slice(path.lastIndexOf('/') + 1);
  return {
    path,
    tool: 'django',
    id: file.slice(0, -'.py'.length),
    follows: others.map(([, , name = '']) => name),
    apart: /^[\t ]+(?:replaces|run_before)\b[^=\n]*=/m.test(text),
  };
}

function quoted(text: string): string[] {
  return [...text.matchAll(/["']([^"'\n]+)["']/g)].map(([, name = '']) => name);
}

/** Those that no other one follows. */
export function headsOf(revisions: readonly Revision[]): readonly Revision[] {
  const followed = revisions.flatMap(({ follows }) => follows);
  // Alembic takes the beginning of an id, too.
  const isFollowed = ({ id, tool }: Revision): boolean =>
    followed.some((name) => name === id || (tool === 'alembic' && name.length >= 4 && id.startsWith(name)));
  return revisions.filter((one) => !isFollowed(one));
}
