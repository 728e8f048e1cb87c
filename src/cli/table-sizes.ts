import { ConfigError } from '../errors.js';
import { SIZES_QUERY, sizesText, type SizeRow } from '../settings/table-sizes.js';
import { writeOutput } from './check.js';
import type { Terminal } from './terminal.js';

const STATEMENT_TIMEOUT = 30_000;
const CONNECT_TIMEOUT = 10_000;

/** `table-sizes`: asks the server of `DATABASE_URL` and writes what `table-sizes` in the config reads. */
export async function writeTableSizes(output: string | null, terminal: Terminal): Promise<number> {
  const address = process.env['DATABASE_URL'] ?? '';
  if (address === '')
    throw new ConfigError('`DATABASE_URL` is not set', 'Set it to a standby of production, or to production.');
  const text = sizesText(await sizesOf(address));
  if (output === null || output === '-') await terminal.print(text);
  else await writeOutput(output, text, terminal.cwd);
  return 0;
}

/** Read only, and ended by the server when it takes long. What the driver says may hold the address: only its code is told. */
async function sizesOf(address: string): Promise<readonly SizeRow[]> {
  const { default: pg } = await import('pg');
  let client: InstanceType<typeof pg.Client> | null = null;
  try {
    client = new pg.Client({
      connectionString: address,
      application_name: 'pg-preflight table-sizes',
      connectionTimeoutMillis: CONNECT_TIMEOUT,
      statement_timeout: STATEMENT_TIMEOUT,
      query_timeout: STATEMENT_TIMEOUT + CONNECT_TIMEOUT,
    });
    await client.connect();
    await client.query('BEGIN READ ONLY');
    return (await client.query<SizeRow>(SIZES_QUERY)).rows;
  } catch (error) {
    throw new ConfigError(`the sizes could not be read (${why(error)})`, 'Check `DATABASE_URL`.');
  } finally {
    await client?.end().catch(() => undefined);
  }
}

function why(error: unknown): string {
  if (typeof error !== 'object' || error === null || !('code' in error)) return 'no connection with this address';
  const server = 'severity' in error && 'message' in error ? `: ${String(error.message)}` : '';
  return `${String(error.code)}${server}`;
}
