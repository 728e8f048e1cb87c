import type { Catalog, Relation, SetNumber } from '../../../catalog/catalog.js';
import { identifier, shortName, splitName } from '../../../sql/names.js';
import { tokenize } from '../../../sql/lexer.js';
import type { Step } from '../../../timeline.js';
import { rangeAt } from '../../existing.js';
import { code } from '../../prose.js';

/** The same for what holds no rows: nothing is kept by leaving it, and old code misses what is gone. */
export function objectDifferences(before: Catalog, after: Catalog, up: readonly Step[], set: SetNumber): string[] {
  const here = (name: string): boolean => !mayHaveBeenThere(up).has(name);
  return [
    ...relationsOf(before, after, set, here),
    ...routinesOf(before, after, set),
    ...typesOf(before, after, set),
    ...[...before.extensions.keys()]
      .filter((name) => !after.extensions.has(name))
      .map((name) => `the extension ${code(identifier(name))} is gone`),
  ];
}

/** Triggers, policies and rules of a table that was there before. */
export function belongingsOf(before: Relation, now: Relation): string[] {
  if (before.partitionOf !== null) return [];
  return [
    ...named('trigger', before, before.triggers, now.triggers),
    ...named('policy', before, before.policies, now.policies),
    ...named('rule', before, before.rules, now.rules),
  ];
}

interface Named {
  readonly name: string;
}

function named(kind: string, { name: table }: Relation, before: readonly Named[], now: readonly Named[]): string[] {
  const owner = code(shortName(table));
  const words = ({ name }: Named): string => `${kind} ${code(identifier(name))}`;
  const same = (one: Named) => (other: Named) => other.name === one.name;
  return [
    ...before.filter((one) => !now.some(same(one))).map((one) => `${owner} lacks the ${words(one)}`),
    ...now.filter((one) => !before.some(same(one))).map((one) => `${owner} still has the ${words(one)}`),
    ...now
      .filter((one) => before.some((old) => same(one)(old) && JSON.stringify(old) !== JSON.stringify(one)))
      .map((one) => `the ${words(one)} of ${owner} is not what it was`),
  ];
}

const WITHOUT_ROWS: ReadonlySet<Relation['kind']> = new Set([
  'view',
  'materialized view',
  'sequence',
  'composite type',
]);

function relationsOf(before: Catalog, after: Catalog, set: SetNumber, here: (name: string) => boolean): string[] {
  // A sequence that goes with a column is left, or gone, with it.
  const told = ({ kind, temporary, ownedBy }: Relation): boolean =>
    WITHOUT_ROWS.has(kind) && !temporary && ownedBy === null;
  const words = ({ kind, name }: Relation): string => `the ${kind} ${code(shortName(name))}`;
  const gone = [...before.relations.values()].filter(
    (one) => told(one) && one.set !== set && !after.relations.has(one.name),
  );
  const left = [...after.relations.values()].filter(
    (one) => told(one) && one.set === set && !before.relations.has(one.name) && here(one.name),
  );
  const others = [...before.relations.values()].filter((one) => {
    const now = after.relations.get(one.name);
    return now !== undefined && now !== one && told(one) && one.set !== set && queryOf(one) !== queryOf(now);
  });
  return [
    ...gone.map((one) => `${words(one)} is gone`),
    ...left.map((one) => `${words(one)} is left`),
    ...others.map((one) => `${words(one)} is not what it was`),
  ];
}

/** What a view takes and gives; a WHERE is no part of it. */
function queryOf({ query, calls, outputs }: Relation): string {
  return JSON.stringify([query, calls, outputs]);
}

function routinesOf(before: Catalog, after: Catalog, set: SetNumber): string[] {
  const words = (key: string): string => `the function ${code(shortName(key))}`;
  const gone = [...before.routines.entries()].flatMap(([key, { overloads, set: made }]) => {
    const now = after.routines.get(key)?.overloads ?? [];
    const lost = overloads.some(({ signature }) => !now.some((one) => one.signature === signature));
    return made !== set && lost ? [`${words(key)} is gone`] : [];
  });
  const left = [...after.routines.entries()].flatMap(([key, { definition }]) => {
    const isMade = definition !== null && definition.node.body.replace !== true && !before.routines.has(key);
    return isMade ? [`${words(key)} is left`] : [];
  });
  const others = [...before.routines.entries()].flatMap(([key, { definition: then, overloads }]) => {
    const now = after.routines.get(key)?.definition ?? null;
    if (then === null || now === null || then === now || overloads.length > 1) return [];
    return textOf(then.sql) === textOf(now.sql) ? [] : [`${words(key)} is not what it was`];
  });
  return [...gone, ...left, ...others];
}

/** With or without OR REPLACE, in any layout. */
function textOf(sql: string): string {
  const words = tokenize(sql).filter(({ kind }) => kind !== 'line-comment' && kind !== 'block-comment');
  return words
    .map(({ start, end }) => sql.slice(start, end).replace(/\s+/g, ' '))
    .join(' ')
    .replace(/^create or replace /i, 'create ')
    .toLowerCase();
}

function typesOf(before: Catalog, after: Catalog, set: SetNumber): string[] {
  const words = (key: string): string => `the type ${code(shortName(key))}`;
  const used = new Set(
    [...after.relations.values()].flatMap(({ columns }) =>
      [...columns.values()].flatMap(({ type }) => type?.name ?? []),
    ),
  );
  const gone = [...before.types.entries()].filter(([key, type]) => type.set !== set && !after.types.has(key));
  const left = [...after.types.entries()].filter(
    ([key, type]) => type.set === set && !before.types.has(key) && !used.has(key) && !used.has(splitName(key).name),
  );
  return [...gone.map(([key]) => `${words(key)} is gone`), ...left.map(([key]) => `${words(key)} is left`)];
}

/** Made with OR REPLACE or IF NOT EXISTS: whether it stood there before is not known. */
function mayHaveBeenThere(up: readonly Step[]): ReadonlySet<string> {
  return new Set(
    up.flatMap((step) => {
      const { node } = step.statement;
      if (node.tag === 'ViewStmt' && node.body.replace === true) return [rangeAt(step, node.body.view)];
      if (node.tag === 'CreateSeqStmt' && node.body.if_not_exists === true) return [rangeAt(step, node.body.sequence)];
      return node.tag === 'CreateTableAsStmt' && node.body.if_not_exists === true
        ? [rangeAt(step, node.body.into?.rel)]
        : [];
    }),
  );
}
