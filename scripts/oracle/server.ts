import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { chmod, chown, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
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
    private readonly bin: string,
    private readonly settings: Readonly<Record<string, string>>,
    private child: ChildProcess,
  ) {}

  /**
   * Takes two or three seconds. The server ends with `stop`, and at the latest with this process. `some`: settings that
   * differ from those that make it fast.
   */
  static async start(major: number, some: Readonly<Record<string, string>> = {}): Promise<PostgresServer> {
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
      const settings = { ...SETTINGS, ...some };
      const server = new PostgresServer(major, folder, bin, settings, launched(bin, folder, settings));
      await server.untilReady();
      return server;
    } catch (error) {
      await rm(folder, { recursive: true, force: true });
      throw error;
    }
  }

  /** A standby that streams from this server, made of a cold copy of its data: sessions of this one end meanwhile. */
  async standby(some: Readonly<Record<string, string>> = {}): Promise<PostgresServer> {
    const folder = await mkdtemp(join(tmpdir(), 'pg-preflight-'));
    await this.endSessions();
    await ended(this.child, 'SIGINT');
    await chmod(folder, 0o755);
    await run('cp', ['-a', join(this.folder, 'data'), folder]);
    await writeFile(join(folder, 'data', 'standby.signal'), '');
    if (process.getuid?.() === 0) await chown(folder, NOBODY.uid, NOBODY.gid);
    this.child = launched(this.bin, this.folder, this.settings);
    await this.untilReady();
    const settings = {
      ...this.settings,
      ...some,
      primary_conninfo: `host=${this.folder} user=postgres application_name=standby`,
    };
    const server = new PostgresServer(this.major, folder, this.bin, settings, launched(this.bin, folder, settings));
    await server.untilReady();
    return server;
  }

  /** For `DATABASE_URL`. */
  get address(): string {
    return `postgres://postgres@/postgres?host=${encodeURIComponent(this.folder)}`;
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
    await this.endSessions();
    await ended(this.child, 'SIGQUIT');
    await rm(this.folder, { recursive: true, force: true });
  }

  private async endSessions(): Promise<void> {
    for (const client of this.clients.splice(0)) await client.end().catch(() => {});
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

function launched(bin: string, folder: string, settings: Readonly<Record<string, string>>): ChildProcess {
  const given = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const child = spawn(join(bin, 'postgres'), ['-D', join(folder, 'data'), '-k', folder, ...given], {
    ...(process.getuid?.() === 0 ? NOBODY : null),
    cwd: folder,
    stdio: 'ignore',
    // So that it reaches itself, as a publisher or behind a foreign server.
    env: { ...process.env, PGHOST: folder, PGUSER: 'postgres', PGDATABASE: 'postgres' },
  });
  const quit = () => child.kill('SIGQUIT');
  process.once('exit', quit);
  child.once('exit', () => process.off('exit', quit));
  return child;
}

async function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null) return;
  const end = new Promise((resolve) => child.once('exit', resolve));
  child.kill(signal);
  await end;
}
