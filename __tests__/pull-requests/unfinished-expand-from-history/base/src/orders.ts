import { sql } from './db.js';

export async function ordersOf(userId: bigint) {
  return sql`SELECT id, email AS "email" FROM orders WHERE user_id = ${userId}`;
}
