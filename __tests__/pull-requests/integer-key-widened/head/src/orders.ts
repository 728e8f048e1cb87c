import { sql } from './db.js';

export async function ordersOf(userId: bigint) {
  return sql`SELECT id, code AS "code" FROM orders WHERE user_id = ${userId}`;
}
