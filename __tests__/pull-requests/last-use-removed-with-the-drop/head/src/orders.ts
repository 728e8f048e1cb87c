import { sql } from './db.js';

export interface Order {
  id: bigint;
  userId: bigint;
  total: string;
}

export async function ordersOf(userId: bigint): Promise<readonly Order[]> {
  return sql`
    SELECT id, user_id AS "userId", total
    FROM orders
    WHERE user_id = ${userId}
  `;
}
