import { pathParts, type Framework, type SectionDirection } from './framework.js';
import { FRAMEWORKS } from './index.js';

/** What a path alone says: whose file it is, and which way it goes when the tool tells that by the name. */
export interface Guess {
  readonly framework: Framework | null;
  readonly direction: SectionDirection | null;
}

export function guessByName(path: string): Guess {
  const parts = pathParts(path);
  for (const framework of FRAMEWORKS) {
    const named = framework.named(parts);
    if (named?.alone === true) return { framework, direction: named.direction };
  }
  const isDown = /(?:[._-](?:down|rollback)|[.-](?:undo|revert))\.sql$/.test(parts.name);
  return { framework: null, direction: isDown ? 'down' : null };
}

/** `NAME.autocommit.up.sql` (pop, Kratos) runs outside a transaction; nothing in the text says so. */
export function nameOptsOut(path: string): boolean {
  return /\.autocommit\.(?:up|down)\.sql$/.test(pathParts(path).name);
}
