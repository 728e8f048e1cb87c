import { sql } from './db.js';

export interface Order {
  id: bigint;
  userId: bigint;
  total: string;
  remark: string | null;
}

export async function ordersOf(userId: bigint): Promise<readonly Order[]> {
  return sql`
    SELECT id, user_id AS "userId", total, remark
    FROM orders
    WHERE user_id = ${userId}
  `;
}
