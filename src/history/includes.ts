import type { ContentOf } from './schema-texts.js';

/** `\i FILE` and `\ir FILE` on a line of its own, as psql and Sqitch read them. */
const INCLUDE = /^[\t ]*\\(i|include|ir|include_relative)[\t ]+('[^'\n]+'|[^\s'":;\\]+)[\t ]*;?[\t ]*\r?$/gm;
/** Files in files in files: deeper ones stay as they are, and count as not understood. */
const DEEPEST = 3;
const LONGEST = 4 * 1024 * 1024;

/** Where the files may be that a text runs, so that a door can read them; those that are nowhere stay unread. */
export function includesOf(path: string, text: string): readonly string[] {
  return [...text.matchAll(INCLUDE)].flatMap(([, command = '', file = '']) => places(path, command, file));
}

/** Reads what the texts run, and what that runs; the same for every door. */
export async function readIncludes(
  paths: readonly string[],
  contentOf: ContentOf,
  read: (paths: readonly string[]) => Promise<void>,
): Promise<void> {
  let from = paths;
  for (let depth = 0; depth < DEEPEST && from.length > 0; depth += 1) {
    const wanted = new Set(
      from.flatMap((path) => {
        const content = contentOf(path);
        return content?.kind === 'text' ? includesOf(path, content.text) : [];
      }),
    );
    from = [...wanted].filter((path) => contentOf(path) === null);
    if (from.length > 0) await read(from);
  }
}

/** The text with what it runs in the place of the commands. */
export function withIncludes(path: string, text: string, contentOf: ContentOf, depth = 0): string {
  if (depth >= DEEPEST) return text;
  let length = text.length;
  return text.replace(INCLUDE, (line: string, command: string, file: string) => {
    const found = places(path, command, file).find((place) => contentOf(place)?.kind === 'text');
    const content = found === undefined ? null : contentOf(found);
    if (found === undefined || content?.kind !== 'text') return line;
    const inside = withIncludes(found, content.text, contentOf, depth + 1);
    length += inside.length;
    return length > LONGEST ? line : inside;
  });
}

/** `\ir` goes by the file; `\i` by where psql is started: the root, or where the tool has its settings. */
function places(path: string, command: string, written: string): readonly string[] {
  const file = written.replace(/^'|'$/g, '');
  const folders = path.split('/').slice(0, -1);
  const beside = folders.join('/');
  const tops = command.startsWith('ir') || command.endsWith('relative') ? [beside] : ['', ...above(folders)];
  return [...new Set(tops.flatMap((top) => joined(top, file) ?? []))];
}

function above(folders: readonly string[]): readonly string[] {
  return folders.map((_, at) => folders.slice(0, folders.length - at).join('/'));
}

/** null for what leaves the tree. */
function joined(folder: string, file: string): string | null {
  const parts: string[] = [];
  for (const part of `${file.startsWith('/') ? '/' : folder}/${file}`.split('/')) {
    if (part === '..' && parts.pop() === undefined) return null;
    if (part !== '' && part !== '.' && part !== '..') parts.push(part);
  }
  return file.startsWith('/') ? null : parts.join('/');
}
