import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { chmod, chown, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { unpackServer } from './binaries.js';

const run = promisify(execFile);

/** Postgres refuses to run as root; this user owns nothing. */
const NOBODY = { uid: 65_534, gid: 65_534 };
const START_ATTEMPTS = 200;
const ATTEMPT_MS = 50;

/** In memory as far as it can be: nothing here has to survive a crash. */
const SETTINGS: Readonly<Record<string, string>> = {
  listen_addresses: '',
  fsync: 'off',
  full_page_writes: 'off',
  synchronous_commit: 'off',
  autovacuum: 'off',
  wal_level: 'logical',
  max_prepared_transactions: '5',
  max_connections: '80',
  // In UTC timestamp and timestamptz are the same bits; a server whose zone nobody has told may be anywhere.
  timezone: 'Asia/Seoul',
  lc_messages: 'C',
};

/** A real server of one major, reached through a socket in its own folder. */
export class PostgresServer {
  private readonly clients: Client[] = [];

  private constructor(
    readonly major: number,
    private readonly folder: string,
    private readonly child: ChildProcess,
  ) {}

  /** Takes two or three seconds. The server ends with `stop`, and at the latest with this process. */
  static async start(major: number): Promise<PostgresServer> {
    const folder = await mkdtemp(join(tmpdir(), 'pg-preflight-'));
    try {
      const bin = await unpackServer(major, folder);
      const data = join(folder, 'data');
      await mkdir(data);
      const user = process.getuid?.() === 0 ? NOBODY : null;
      await chmod(folder, 0o755);
      if (user !== null) for (const own of [folder, data]) await chown(own, user.uid, user.gid);
      await run(join(bin, 'initdb'), ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C', '-N'], {
        ...user,
        cwd: folder,
      });
      const settings = Object.entries(SETTINGS).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
      const child = spawn(join(bin, 'postgres'), ['-D', data, '-k', folder, ...settings], {
        ...user,
        cwd: folder,
        stdio: 'ignore',
        // So that it reaches itself, as a publisher or behind a foreign server.
        env: { ...process.env, PGHOST: folder, PGUSER: 'postgres', PGDATABASE: 'postgres' },
      });
      const quit = () => child.kill('SIGQUIT');
      process.once('exit', quit);
      child.once('exit', () => process.off('exit', quit));
      const server = new PostgresServer(major, folder, child);
      await server.untilReady();
      return server;
    } catch (error) {
      await rm(folder, { recursive: true, force: true });
      throw error;
    }
  }

  /** A session of its own; ended by `stop`. */
  async connect(): Promise<Client> {
    const client = new Client({ host: this.folder, user: 'postgres', database: 'postgres' });
    // A session that the server ends (DROP DATABASE, pg_terminate_backend) is told by its next query.
    client.on('error', () => {});
    await client.connect();
    this.clients.push(client);
    return client;
  }

  async stop(): Promise<void> {
    for (const client of this.clients) await client.end().catch(() => {});
    const ended = new Promise((resolve) => this.child.once('exit', resolve));
    if (this.child.exitCode === null) this.child.kill('SIGQUIT');
    if (this.child.exitCode === null) await ended;
    await rm(this.folder, { recursive: true, force: true });
  }

  private async untilReady(): Promise<void> {
    for (let attempt = 0; attempt < START_ATTEMPTS; attempt += 1) {
      const pid = await readFile(join(this.folder, 'data', 'postmaster.pid'), 'utf8').catch(() => '');
      if (/^ready/m.test(pid)) return;
      if (this.child.exitCode !== null) break;
      await sleep(ATTEMPT_MS);
    }
    this.child.kill('SIGQUIT');
    throw new Error(`PostgreSQL ${this.major} did not start`);
  }
}
