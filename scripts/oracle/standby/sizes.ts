import { writeTableSizes } from '../../../src/cli/table-sizes.js';
import { readTableSizes } from '../../../src/settings/table-sizes.js';
import type { Pair } from './pair.js';

/** `pg-preflight table-sizes` on the primary and on the standby. @returns what is not as claimed */
export async function differingSizes(pair: Pair): Promise<readonly string[]> {
  await pair.primary.query('DROP SCHEMA public CASCADE; CREATE SCHEMA public; CREATE TABLE sized (id int PRIMARY KEY)');
  await pair.primary.query('INSERT INTO sized SELECT generate_series(1, 20000)');
  await pair.caughtUp();
  const { rows } = await pair.primary.query<{ bytes: string }>("SELECT pg_total_relation_size('sized') AS bytes");
  const wanted = JSON.stringify([{ table: 'public.sized', bytes: Number(rows[0]?.bytes) }]);
  const found: string[] = [];
  for (const address of pair.addresses) {
    process.env['DATABASE_URL'] = address;
    let text = '';
    const print = async (words: string): Promise<void> => void (text += words);
    await writeTableSizes(null, { cwd: '.', width: 100, color: false, print, printError: print });
    const sizes = JSON.stringify(readTableSizes(text, 'sizes.json', new Date()));
    if (sizes !== wanted) found.push(`PostgreSQL ${pair.major}: table-sizes gives ${sizes}, the server says ${wanted}`);
  }
  delete process.env['DATABASE_URL'];
  return found;
}
