import type { DropStmt } from '@pgsql/types';
import { dropFunction } from '../catalog/apply-routine.js';
import type { Dependent } from '../catalog/belongings.js';
import { dependentsOfRoutine } from '../catalog/dependents.js';
import { nameParts } from '../catalog/lookup.js';
import { identifier, relationName, shortName, splitName, type RelationName } from '../sql/names.js';
import { isSince } from '../sql/versions.js';
import { bodyOf } from '../sql/statement.js';
import { effectsOf, type Effects } from './effects.js';
import { isSure } from './known.js';
import { lock, namedByParts, relationOf, type Moment } from './moment.js';
import { cascadeLocks, columnNeededBy, neededBy, neededRefusal } from './needed.js';

/** DROP VIEW and DROP MATERIALIZED VIEW. */
export function dropViews(body: DropStmt, moment: Moment): Effects {
  const views = (body.objects ?? []).map((object) => namedByParts(moment, nameParts(object)));
  const locks = views.map((view) => lock(moment, view, 'ACCESS EXCLUSIVE'));
  const needed = neededBy(views, moment);
  if (body.behavior === 'DROP_CASCADE') return effectsOf({ locks: [...locks, ...cascadeLocks(needed, moment)] });
  return effectsOf({ locks, fails: neededRefusal(`view ${views.map(shortName).join(', ')}`, needed, moment) });
}

/** One that defaults take numbers from needs CASCADE; that of an identity column cannot be dropped at all. */
export function dropSequences(body: DropStmt, moment: Moment): Effects {
  const sequences = (body.objects ?? []).map((object) => namedByParts(moment, nameParts(object)));
  const locks = sequences.map((sequence) => lock(moment, sequence, 'ACCESS EXCLUSIVE'));
  const needed = neededBy(sequences, moment);
  const identity = needed.find((one) => one.kind === 'default' && isIdentity(one.relation, one.name, moment));
  const what = `sequence ${sequences.map(shortName).join(', ')}`;
  if (identity !== undefined && !moment.inRoutine)
    return effectsOf({
      locks,
      fails: `cannot drop ${what}: an identity column of ${shortName(identity.relation)} requires it`,
    });
  if (body.behavior === 'DROP_CASCADE') return effectsOf({ locks: [...locks, ...cascadeLocks(needed, moment)] });
  return effectsOf({ locks, fails: neededRefusal(what, needed, moment) });
}

function isIdentity(table: RelationName, column: string, moment: Moment): boolean {
  return relationOf(moment, table)?.columns.get(column)?.identity === true;
}

/** With CASCADE the columns of the type go too, under ACCESS EXCLUSIVE on their tables, and the views on those. */
export function dropTypes(body: DropStmt, moment: Moment): Effects {
  const types = (body.objects ?? []).map(nameParts);
  const columns = [...moment.catalog.relations.values()].flatMap((relation) =>
    [...relation.columns.values()]
      .filter(({ type }) => type !== null && types.some((parts) => isNamed(type.name, parts)))
      .map((column) => ({ relation, column })),
  );
  const own = types.map((parts) => namedByParts(moment, parts)).filter((name) => isComposite(name, moment));
  const locks = [...own, ...columns.map(({ relation }) => relation.name)].map((name) =>
    lock(moment, name, 'ACCESS EXCLUSIVE'),
  );
  if (body.behavior !== 'DROP_CASCADE') {
    const used = columns.find(({ relation, column }) => isSure(relation, moment) && column.type?.name.includes('.'));
    const what = types.map((parts) => parts.map(identifier).join('.')).join(', ');
    const fails =
      used === undefined
        ? null
        : `cannot drop type ${what}: column ${identifier(used.column.name)} of ${shortName(used.relation.name)} depends on it`;
    return effectsOf({ locks: locks.slice(0, own.length), fails });
  }
  const needed = columns.flatMap(({ relation, column }) => columnNeededBy([relation.name], column.name, [], moment));
  return effectsOf({ locks: [...locks, ...cascadeLocks(needed, moment)] });
}

/** The relation that holds the attributes of a composite type. */
function isComposite(name: RelationName, moment: Moment): boolean {
  return relationOf(moment, name)?.kind === 'composite type';
}

/** What calls a function needs it. Of several that share the name, nobody can tell which one is called. */
export function dropRoutines(body: DropStmt, moment: Moment): Effects {
  const { catalog } = moment;
  const context = { set: moment.set, transaction: 0, path: moment.settings.searchPath };
  const needed: Dependent[] = [];
  const names: string[] = [];
  for (const object of body.objects ?? []) {
    const name = routineKey(nameParts(object), moment);
    const takesSome = (bodyOf('ObjectWithArgs', object)?.objargs ?? []).length > 0;
    const isOnly = catalog.routines.get(name)?.overloads.length === 1;
    const isGone = !dropFunction(catalog, object, name, context).routines.has(name);
    const all = dependentsOfRoutine(catalog, name);
    names.push(name);
    // A trigger calls the one that takes nothing.
    if (isOnly && isGone) needed.push(...all);
    else if (!isOnly && !takesSome) needed.push(...all.filter(({ kind }) => kind === 'trigger'));
  }
  if (body.behavior === 'DROP_CASCADE') return effectsOf({ locks: cascadeLocks(needed, moment) });
  // Up to 14 a generated column goes along without a word.
  const keeps = isSince(moment.version, 'generated columns keep their columns');
  const silent = keeps ? [] : needed.filter(({ kind }) => kind === 'generated column');
  const others = needed.filter((one) => !silent.includes(one));
  const locks = cascadeLocks(silent, moment);
  return effectsOf({ locks, fails: neededRefusal(`function ${names.map(shortName).join(', ')}`, others, moment) });
}

function routineKey(parts: readonly string[], moment: Moment): string {
  const name = parts.at(-1) ?? '';
  const path = moment.settings.searchPath;
  if (parts.length > 1) return relationName(parts.at(-2) ?? '', name);
  const candidates = path.map((schema) => relationName(schema, name));
  return candidates.find((key) => moment.catalog.routines.has(key)) ?? relationName(path[0] ?? 'public', name);
}

/** A column made before its type was shown has the type's name as written. */
function isNamed(type: string, parts: readonly string[]): boolean {
  const name = parts.at(-1) ?? '';
  if (!type.includes('.')) return type === name;
  const known = splitName(type);
  return known.name === name && (parts.length < 2 || known.schema === parts.at(-2));
}
