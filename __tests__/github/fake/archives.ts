import { gzipSync } from 'node:zlib';
import type { Answer, Call } from './answer.js';
import { notFound } from './answer.js';
import type { GitFile } from './git-objects.js';
import { commitAt } from './repositories.js';
import type { GitHubState } from './state.js';

const PLACE = '/codeload/';
const BLOCK = 512;

/** GitHub sends on to another host, with a token for that one archive in the address. */
export function sentOn({ repository }: GitHubState, { params, url }: Call): Answer {
  const commit = commitAt(repository, params['ref'] ?? '');
  if (commit === null) return notFound();
  return { status: 302, headers: { location: `${new URL(url).origin}${PLACE}${commit.sha}?token=of-one-archive` } };
}

/** null where the path is none of an archive. The other host takes no token of ours. */
export function archiveAt({ repository }: GitHubState, url: URL): Answer | null {
  if (!url.pathname.startsWith(PLACE)) return null;
  const commit = commitAt(repository, url.pathname.slice(PLACE.length));
  if (commit === null || url.searchParams.get('token') !== 'of-one-archive') return notFound();
  const root = `${repository.owner}-${repository.name}-${commit.sha.slice(0, 7)}/`;
  return {
    status: 200,
    raw: { type: 'application/x-gzip', bytes: gzipSync(tarOf(root, commit.sha, [...commit.files.values()])) },
  };
}

/** As `git archive` writes it: a header for all with the commit, folders, files, symbolic links; no submodule's files. */
function tarOf(root: string, sha: string, files: readonly GitFile[]): Buffer {
  const ignored = exportIgnored(files);
  const kept = files.filter(({ path }) => !ignored.includes(path));
  const comment = `52 comment=${sha}\n`;
  return Buffer.concat([
    ...entry('pax_global_header', 'g', Buffer.from(comment)),
    ...entry(root, '5', Buffer.alloc(0)),
    ...kept.flatMap((file) => {
      if (file.type === 'commit') return entry(`${root}${file.path}/`, '5', Buffer.alloc(0));
      if (file.mode === '120000') return entry(`${root}${file.path}`, '2', Buffer.alloc(0), file.bytes.toString());
      return entry(`${root}${file.path}`, '0', file.bytes);
    }),
    Buffer.alloc(2 * BLOCK),
  ]);
}

function exportIgnored(files: readonly GitFile[]): readonly string[] {
  const attributes = files.find(({ path }) => path === '.gitattributes')?.bytes.toString() ?? '';
  return [...attributes.matchAll(/^(\S+) export-ignore$/gm)].map(([, path = '']) => path);
}

function entry(name: string, type: string, bytes: Buffer, link = ''): readonly Buffer[] {
  const header = Buffer.alloc(BLOCK);
  const long = Buffer.byteLength(name) > 100;
  const cut = long ? name.indexOf('/', name.length - 100) : -1;
  header.write(long ? name.slice(cut + 1) : name, 0);
  [octal(0o644, 8), octal(0, 8), octal(0, 8), octal(bytes.length, 12), octal(0, 12), ' '.repeat(8)].reduce(
    (place, field) => place + header.write(field, place),
    100,
  );
  header.write(type, 156);
  header.write(link, 157);
  header.write('ustar', 257);
  header.write('00', 263);
  if (long) header.write(name.slice(0, cut), 345);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(octal(sum, 8), 148);
  const padding = (BLOCK - (bytes.length % BLOCK)) % BLOCK;
  return [header, bytes, Buffer.alloc(padding)];
}

/** A number as a header holds it: digits, and a NUL behind them. */
function octal(number: number, width: number): string {
  return `${number.toString(8).padStart(width - 1, '0')}\u0000`;
}
