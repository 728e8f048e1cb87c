import { ObservedPostgres } from '../../__tests__/postgres.js';
import type { Session } from '../../__tests__/observation.js';
import { Bystanders } from './alone.js';
import { PostgresServer } from './server.js';

/** Starts a server of this major, hands over one session of it, and stops it. */
export async function onServer<Result>(
  major: number,
  use: (postgres: ObservedPostgres) => Promise<Result>,
): Promise<Result> {
  const server = await PostgresServer.start(major);
  try {
    const client = await server.connect();
    const session: Session = {
      run: async (sql) => void (await client.query(sql)),
      rows: async <Row>(sql: string): Promise<readonly Row[]> => (await client.query<Row & object>(sql)).rows,
      close: async () => client.end(),
    };
    const bystanders = await Bystanders.around(client, server);
    return await use(new ObservedPostgres(major, session, async (sql) => bystanders.observe(sql, session)));
  } finally {
    await server.stop();
  }
}
