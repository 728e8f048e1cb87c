import { BOUNDED_WAIT } from './prose.js';
import type { Match } from './rule.js';

const LOCAL = BOUNDED_WAIT.replace('SET', 'SET LOCAL');

/**
 * A fix as it must be behind a pooler that may give every transaction another connection: the timeout in the
 * transaction that it is for, which a file that its tool puts into one needs no more.
 */
export function behindPooler(fix: string, { at }: Match): string {
  if (at.kind !== 'statement' || !at.step.session.pooled || !fix.includes(BOUNDED_WAIT)) return fix;
  const opens = at.step.section.transaction === 'statement' && !at.step.section.sentWhole;
  return blocks(fix.split('\n'))
    .flatMap((block) => (block[0] === BOUNDED_WAIT ? inTransaction(block, opens) : block))
    .join('\n');
}

/** Cut before each timeout, and before each file. */
function blocks(lines: readonly string[]): readonly (readonly string[])[] {
  const found: string[][] = [];
  for (const line of lines) {
    const last = found.at(-1);
    if (last === undefined || line === BOUNDED_WAIT || /^-- file [0-9]/.test(line)) found.push([line]);
    else last.push(line);
  }
  return found;
}

function inTransaction([, ...rest]: readonly string[], opens: boolean): readonly string[] {
  if (!opens) return [LOCAL, ...rest];
  const end = rest.findLastIndex((line) => !line.startsWith('--')) + 1;
  return ['BEGIN;', LOCAL, ...rest.slice(0, end), 'COMMIT;', ...rest.slice(end)];
}
