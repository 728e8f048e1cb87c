import { sql } from './db.js';

export async function ordersOf(userId: bigint) {
  return sql`SELECT id, total AS "total" FROM orders WHERE user_id = ${userId}`;
}
