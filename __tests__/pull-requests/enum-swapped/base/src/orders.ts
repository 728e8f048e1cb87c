import { sql } from './db.js';

export async function ordersOf(userId: bigint) {
  return sql`SELECT id, stage AS "stage" FROM orders WHERE user_id = ${userId}`;
}
