import type { Response } from './http.js';

/** The status of orders comes with the next release. */
export function health(response: Response): void {
  const status = 'ok';
  response.status(200).json({ status });
}
