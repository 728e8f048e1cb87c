import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, rm, symlink } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import servers from './servers.json' with { type: 'json' };

const run = promisify(execFile);

export const MAJORS: readonly number[] = servers.servers.map(({ major }) => major);

/** What `npm pack --json` says of each package. */
const PACKED = z.array(z.object({ filename: z.string() })).length(1);
/** Links that an npm package cannot hold, so it lists them. */
const LINKS = z.array(z.object({ source: z.string(), target: z.string() }));

/**
 * Unpacks the server of a major into a folder and gives the folder of its programs. Fetched by npm on first use and
 * kept beside the other caches; what does not have the known hash is thrown away.
 */
export async function unpackServer(major: number, folder: string): Promise<string> {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error(
      `the servers are programs for Linux on x64, and this is ${process.platform} on ${process.arch}: run the oracle in a Linux container, or leave it to CI`,
    );
  }
  const archive = await cachedArchive(major);
  await run('tar', ['-xzf', archive, '-C', folder, '--no-same-owner']);
  const unpacked = join(folder, 'package');
  const links = LINKS.parse(JSON.parse(await readFile(join(unpacked, 'native', 'pg-symlinks.json'), 'utf8')));
  for (const { source, target } of links) await link(unpacked, source, target);
  return join(unpacked, 'native', 'bin');
}

async function link(root: string, source: string, target: string): Promise<void> {
  const at = join(root, target);
  await mkdir(dirname(at), { recursive: true });
  await symlink(join(root, source), at).catch((error: unknown) => {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  });
}

async function cachedArchive(major: number): Promise<string> {
  const wanted = servers.servers.find((server) => server.major === major);
  if (wanted === undefined) throw new Error(`there is no server of major ${major}: one of ${MAJORS.join(', ')}`);
  const cache = resolve('node_modules', '.cache', 'pg-preflight', 'servers');
  const archive = join(cache, `${wanted.version}.tgz`);
  if (await hasHash(archive, wanted.integrity)) return archive;
  await mkdir(cache, { recursive: true });
  const name = `${servers.package}@${wanted.version}`;
  const { stdout } = await run('npm', ['pack', name, '--json', '--silent', '--pack-destination', cache]);
  const [{ filename } = { filename: '' }] = PACKED.parse(JSON.parse(stdout));
  const fetched = join(cache, filename);
  if (!(await hasHash(fetched, wanted.integrity))) {
    await rm(fetched, { force: true });
    throw new Error(`${name} is not the package whose hash stands in servers.json: it was thrown away`);
  }
  await rename(fetched, archive);
  return archive;
}

async function hasHash(file: string, integrity: string): Promise<boolean> {
  const bytes = await readFile(file).catch(() => null);
  return bytes !== null && `sha512-${createHash('sha512').update(bytes).digest('base64')}` === integrity;
}
