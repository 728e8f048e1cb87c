import { columnsIn } from '../catalog/apply-proof.js';
import type { Trigger } from '../catalog/belongings.js';
import type { Catalog, TypeRef } from '../catalog/catalog.js';
import { derivedName, identifier, shortName, type RelationName } from '../sql/names.js';
import { newValuesOf, type NewValue } from '../sql/plpgsql-assignments.js';
import { bodiesOf, bodyOf, findAll, texts, type BodyOf, type Node } from '../sql/statement.js';
import type { Step } from '../timeline.js';
import { dollarTag } from './prose.js';

/** A trigger of a fix, and the name that it and its function have. */
export interface SyncTrigger {
  readonly name: string;
  readonly lines: readonly string[];
}

/** A trigger that computes a column from the others of its row, for every row written from now on. */
export function syncTrigger(step: Step, relation: RelationName, column: string, expression: string): SyncTrigger {
  return triggerOf(step, relation, column, [
    `  NEW.${identifier(column)} := (SELECT ${expression} FROM (SELECT NEW.*) AS written);`,
  ]);
}

/**
 * A trigger that keeps two columns alike, whichever of them a version of the code writes. A new row without the new
 * column has the old one's value or its default; in an update the one that changes wins.
 */
export function bothWaysTrigger(step: Step, relation: RelationName, old: string, fresh: string): SyncTrigger {
  const [before, after] = [`NEW.${identifier(old)}`, `NEW.${identifier(fresh)}`];
  const type = step.before.relations.get(relation)?.columns.get(old)?.type;
  // Types without an equality are compared by their text.
  const text = type !== undefined && type !== null && WITHOUT_EQUALITY.has(type.name) ? '::text' : '';
  return triggerOf(step, relation, fresh, [
    "  IF TG_OP = 'INSERT' THEN",
    `    IF ${after} IS NULL THEN ${after} := ${before}; ELSE ${before} := ${after}; END IF;`,
    `  ELSIF ${after}${text} IS DISTINCT FROM OLD.${identifier(fresh)}${text} THEN`,
    `    ${before} := ${after};`,
    '  ELSE',
    `    ${after} := ${before};`,
    '  END IF;',
  ]);
}

const WITHOUT_EQUALITY: ReadonlySet<string> = new Set(['json', 'xml', 'point', 'polygon']);

export function hasEquality({ name }: TypeRef): boolean {
  return !WITHOUT_EQUALITY.has(name);
}

function triggerOf(step: Step, relation: RelationName, column: string, body: readonly string[]): SyncTrigger {
  const name = derivedName(relation, column, 'sync');
  const tag = dollarTag(body.join('\n'));
  return {
    name,
    lines: [
      `CREATE FUNCTION ${name}() RETURNS trigger LANGUAGE plpgsql AS ${tag}`,
      'BEGIN',
      ...body,
      '  RETURN NEW;',
      `END ${tag};`,
      `CREATE TRIGGER ${name} BEFORE INSERT OR UPDATE ON ${shortName(relation)}`,
      `FOR EACH ROW EXECUTE ${step.version < 11 ? 'PROCEDURE' : 'FUNCTION'} ${name}();`,
    ],
  };
}

/** The triggers of a table whose function writes a column of the new row, as far as its body was seen. */
export function triggersThatFill({ before }: Step, relation: RelationName, column: string): string[] {
  return onEachWrite(before, relation)
    .filter((trigger) => valuesBy(before, trigger).some((one) => one.column === column))
    .map(({ name }) => name);
}

/** A trigger that copies one column of a row into another one, as expand and contract needs it for a while. */
export interface Sync {
  readonly trigger: string;
  readonly from: string;
  readonly to: string;
}

export function syncsOf(catalog: Catalog, relation: RelationName): Sync[] {
  const columns = catalog.relations.get(relation)?.columns;
  return onEachWrite(catalog, relation).flatMap((trigger) => {
    const copies = valuesBy(catalog, trigger).flatMap(({ column, value }) => {
      const from = copiedFrom(value, column);
      return from === null ? [] : [{ trigger: trigger.name, from, to: column }];
    });
    return copies.filter(({ from, to }) => columns?.has(from) === true && columns.has(to)).slice(0, 1);
  });
}

function onEachWrite(catalog: Catalog, relation: RelationName): readonly Trigger[] {
  const triggers = catalog.relations.get(relation)?.triggers ?? [];
  return triggers.filter(({ events }) => events.includes('insert') && events.includes('update'));
}

function valuesBy(catalog: Catalog, { routine }: Trigger): readonly NewValue[] {
  const made = catalog.routines.get(routine)?.definition ?? null;
  return made === null ? [] : newValuesOf(made.node, made.sql);
}

/**
 * The other column of the row that a value is, also cast, also where it only stands in for a missing one; and the one
 * that a fix of this program computes it from. What is computed of columns otherwise is no copy.
 */
function copiedFrom(value: Node, column: string): string | null {
  const cast = bodyOf('TypeCast', value)?.arg;
  if (cast !== undefined) return copiedFrom(cast, column);
  const [row, name, ...more] = texts(bodyOf('ColumnRef', value)?.fields);
  if (name !== undefined) return row?.toLowerCase() === 'new' && more.length === 0 && name !== column ? name : null;
  const missing = bodyOf('CoalesceExpr', value)?.args;
  if (missing !== undefined)
    return onlyOther(
      missing.flatMap((one) => columnsIn(one)),
      column,
      missing.length === 2,
    );
  const select = bodyOf('SelectStmt', bodyOf('SubLink', value)?.subselect);
  const selected = bodiesOf('ResTarget', select?.targetList).flatMap(({ val }) => columnsIn(val));
  return select === null ? null : onlyOther(selected, column, isOfNew(select));
}

function onlyOther(columns: readonly string[], column: string, holds: boolean): string | null {
  const others = [...new Set(columns)].filter((one) => one !== column);
  return holds && others.length === 1 ? (others[0] ?? null) : null;
}

/** `FROM (SELECT NEW.*) AS written`. */
function isOfNew({ fromClause }: BodyOf<'SelectStmt'>): boolean {
  const rows = findAll('ColumnRef', fromClause ?? []).map(({ fields }) => texts(fields)[0]?.toLowerCase());
  return rows.length === 1 && rows[0] === 'new';
}
