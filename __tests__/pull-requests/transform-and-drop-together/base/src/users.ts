import { sql } from './db.js';

export const names = () => sql`SELECT full_name FROM users`;
