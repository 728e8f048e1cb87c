import { sql } from './db.js';

export const names = () => sql`SELECT last_name FROM users`;
