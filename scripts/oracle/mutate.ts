import { compareCase } from '../../__tests__/oracle/compare.js';
import type { ObservedCase } from '../../__tests__/oracle/observe.js';
import { WITHOUT_CASE } from '../../__tests__/oracle/without-case.js';
import { SUBCOMMANDS } from '../../src/effects/alter-table.js';
import type { Effects } from '../../src/effects/effects.js';
import { LOCK_MODES } from '../../src/effects/lock-mode.js';
import { STATEMENTS } from '../../src/effects/of-statement.js';
import { bodiesOf } from '../../src/sql/statement.js';
import { SINCE } from '../../src/sql/versions.js';

/** What servers did, by major. */
export type Observations = ReadonlyMap<number, readonly ObservedCase[]>;

type Change = (effects: Effects) => Effects;

/** Ways in which an entry of the tables can be wrong. */
const CHANGES: ReadonlyMap<string, Change> = new Map<string, Change>([
  ['is refused', (effects) => ({ ...effects, fails: effects.fails === null ? 'a mutation' : null })],
  ['takes a weaker lock', (effects) => shifted(effects, -1)],
  ['takes a stronger lock', (effects) => shifted(effects, 1)],
  ['takes no lock', (effects) => ({ ...effects, locks: [] })],
  ['copies nothing', (effects) => ({ ...effects, rewrites: [] })],
  ['reads nothing', (effects) => ({ ...effects, scans: [] })],
  ['rebuilds nothing', (effects) => ({ ...effects, rebuildsIndexes: [] })],
  ['writes nothing', (effects) => ({ ...effects, writes: 'none', writesTo: [] })],
]);

/** The mutations of the model that none of the cases notices, in words. Cases that differ anyway notice nothing. */
export function unnoticed(all: Observations): string[] {
  const observations = new Map(
    [...all].map(([major, cases]) => [major, cases.filter((one) => !isNoticed(one, major))] as const),
  );
  return [...inTable(STATEMENTS, observations), ...inTable(SUBCOMMANDS, observations), ...inVersions(observations)];
}

function inTable(table: object, observations: Observations): string[] {
  return Object.keys(table).flatMap((entry) => {
    const original: unknown = Reflect.get(table, entry);
    if (WITHOUT_CASE.has(entry) || !isEffectsFunction(original)) return [];
    const cases = casesWith(entry, observations);
    if (cases.length === 0) return [`${entry}: no case`];
    return [...CHANGES].flatMap(([words, change]) => {
      let changed = false;
      const mutated = (...given: unknown[]): Effects => {
        const effects = original(...given);
        const other = change(effects);
        changed ||= JSON.stringify(other) !== JSON.stringify(effects);
        return other;
      };
      Reflect.set(table, entry, mutated);
      const noticed = cases.some(([major, one]) => isNoticed(one, major));
      Reflect.set(table, entry, original);
      return noticed || !changed ? [] : [`${entry} ${words}`];
    });
  });
}

function isEffectsFunction(value: unknown): value is (...given: unknown[]) => Effects {
  return typeof value === 'function';
}

function inVersions(observations: Observations): string[] {
  const majors = [...observations.keys()];
  return Object.entries(SINCE).flatMap(([feature, since]) =>
    [since - 1, since + 1].flatMap((other) => {
      const between = majors.filter((major) => major >= Math.min(since, other) && major < Math.max(since, other));
      if (between.length === 0) return [];
      Reflect.set(SINCE, feature, other);
      const noticed = between.some((major) => (observations.get(major) ?? []).some((one) => isNoticed(one, major)));
      Reflect.set(SINCE, feature, since);
      return noticed ? [] : [`${feature}: ${since} might as well be ${other}`];
    }),
  );
}

function isNoticed(one: ObservedCase, major: number): boolean {
  return compareCase(one, major).some(({ differences }) => differences.length > 0);
}

/** The cases that hold a statement or subcommand, the newest major first. */
function casesWith(entry: string, observations: Observations): (readonly [number, ObservedCase])[] {
  return [...observations]
    .reverse()
    .flatMap(([major, cases]) => cases.filter((one) => holds(one, entry)).map((one) => [major, one] as const));
}

function holds({ statements }: ObservedCase, entry: string): boolean {
  return statements.some(({ statement: { node } }) => {
    if (node.tag === entry) return true;
    const cmds = node.tag === 'AlterTableStmt' ? bodiesOf('AlterTableCmd', node.body.cmds) : [];
    return cmds.some(({ subtype }) => subtype === entry);
  });
}

function shifted(effects: Effects, by: number): Effects {
  const [first, ...others] = effects.locks;
  const mode = first === undefined ? undefined : LOCK_MODES[LOCK_MODES.indexOf(first.mode) + by];
  return first === undefined || mode === undefined ? effects : { ...effects, locks: [{ ...first, mode }, ...others] };
}
