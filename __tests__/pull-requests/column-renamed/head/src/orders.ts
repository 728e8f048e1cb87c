import { sql } from './db.js';

export async function ordersOf(userId: bigint) {
  return sql`SELECT id, amount AS "amount" FROM orders WHERE user_id = ${userId}`;
}
