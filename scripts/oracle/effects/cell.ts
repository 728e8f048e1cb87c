import type { Observation } from '../../../__tests__/observation.js';
import type { ObservedStatement } from '../../../__tests__/oracle/observe.js';
import { LOCK_MODES } from '../../../src/effects/lock-mode.js';

export const REFUSED = '—';

/** So are the indexes of the cases named. */
const INDEX = /_(?:idx|pkey|key)$/;

/** What a server was seen doing with a statement, in the words of the matrix. */
export function cell(one: ObservedStatement): string {
  // LOCK and DECLARE are seen alone as well, where they are refused.
  const alone = one.inside?.error === null ? null : one.alone;
  const seen = alone === null ? one.inside : alone.seen;
  if (seen === null || seen.error !== null) return REFUSED;
  const words = [...locks(seen, one.sql), ...work(seen, one), ...(alone === null ? [] : ['not in a transaction'])];
  return words.length === 0 ? 'nothing' : words.join('<br>');
}

/** Mode by mode, the strongest first, that of the relation that the statement names without saying so. */
function locks(seen: Observation, sql: string): string[] {
  const held = Object.entries(seen.locks).map(([relation, mode]) => ({ name: short(relation), mode }));
  const main = mainOf(seen, sql);
  const weight = (mode: string): number => LOCK_MODES.findIndex((one) => one === mode);
  const tables = held.filter(({ name }) => !INDEX.test(name) || name === main);
  const most = Math.max(...tables.map(({ mode }) => weight(mode)), 0);
  const indexes = held.filter(({ name, mode }) => INDEX.test(name) && name !== main && weight(mode) > most);
  // Whoever writes or changes anything reads something as well.
  const told = most > 0 ? tables.filter(({ mode }) => weight(mode) > 0) : tables;
  const own = told.filter(({ name }) => name === main).map(({ mode }) => mode);
  const others = [...LOCK_MODES].reverse().flatMap((mode) => {
    const names = told.filter((one) => one.mode === mode && one.name !== main).map(({ name }) => code(name));
    return names.length === 0 ? [] : [`${names.sort().join(', ')}: ${mode}`];
  });
  return [...own, ...others, ...(indexes[0] === undefined ? [] : [`its indexes: ${indexes[0].mode}`])];
}

function work(seen: Observation, { sql, statement }: ObservedStatement): string[] {
  const main = mainOf(seen, sql);
  const on = (verb: string, of: string, names: readonly string[]): string[] => {
    const others = names.map(short).filter((name) => name !== main);
    if (others.length === 0) return names.length === 0 ? [] : [verb];
    return [`${verb}${others.length < names.length ? ', also' : ''} ${of}${others.map(code).join(', ')}`];
  };
  const isNew = (name: string): boolean => !seen.rewrites.includes(name);
  if (statement.node.tag === 'TruncateStmt') return on('empties', '', seen.rewrites);
  return [
    ...on('rewrites', '', seen.rewrites),
    ...on('rebuilds indexes', 'of ', seen.rebuilds.filter(isNew)),
    ...on('reads all', 'of ', seen.scans.filter(isNew)),
    ...on('writes rows', 'of ', seen.writes.filter(isNew)),
  ];
}

/** The relation that the statement names first of those that it locks. */
function mainOf({ locks: held }: Observation, sql: string): string | null {
  const named = Object.keys(held).flatMap((relation) => {
    const at = sql.search(new RegExp(`\\b${short(relation)}\\b`));
    return at === -1 ? [] : [{ name: short(relation), at }];
  });
  return named.sort((a, b) => a.at - b.at)[0]?.name ?? null;
}

function short(relation: string): string {
  return relation.replace(/^public\./, '');
}

function code(name: string): string {
  return `\`${name}\``;
}
