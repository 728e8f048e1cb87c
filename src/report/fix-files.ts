import { nextFile } from '../frameworks/next-file.js';
import type { FixFile } from './report.js';

/** The files of a fix that says `-- file 1: …`, named like the file of the finding; empty for one that does not. */
export function fixFiles(fix: string, path: string | null, others: Iterable<string>): readonly FixFile[] {
  const parts = fix.split(/^-- file \d+: /m).slice(1);
  if (parts.length < 2) return [];
  const taken = [...others];
  return parts.map((part, at) => {
    const [about = '', ...lines] = part.split('\n');
    const name = at === 0 || path === null ? path : nextFile(path, taken, `${descriptionOf(path)}_${at + 1}`);
    if (name !== null) taken.push(name);
    return { path: name, about, sql: lines.join('\n').trim() };
  });
}

/** `orders` of `0007_orders.up.sql`, and of a folder `0007_orders` with a file in it. */
function descriptionOf(path: string): string {
  const segment = path.split('/').findLast((one) => /^[Vv]?\d/.test(one)) ?? '';
  return segment.replace(/^[Vv]?\d+(?:\.do\.|__|[_-])/, '').replace(/(?:[.-](?:tx|up|down))*\.sql$/i, '');
}
