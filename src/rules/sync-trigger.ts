import type { Catalog, TypeRef } from '../catalog/catalog.js';
import { derivedName, identifier, shortName, type RelationName } from '../sql/names.js';
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
  const written = new RegExp(`\\bNEW\\s*\\.\\s*"?${escaped(column)}"?\\s*:?=[^=]`, 'i');
  return (before.relations.get(relation)?.triggers ?? [])
    .filter(({ events, routine }) => {
      const body = before.routines.get(routine)?.definition?.sql ?? '';
      return events.includes('insert') && events.includes('update') && written.test(body);
    })
    .map(({ name }) => name);
}

/** A trigger that copies one column of a row into another one, as expand and contract needs it for a while. */
export interface Sync {
  readonly trigger: string;
  readonly from: string;
  readonly to: string;
}

/** `NEW.a := NEW.b`, also with a cast, and what this program's own fixes say. */
const COPY =
  /\bNEW\s*\.\s*"?(\w+)"?\s*:?=\s*(?:\(\s*SELECT\s+)?\(*(?:NEW\s*\.\s*"?(\w+)"?|"?(\w+)"?(?=[^;]*FROM \(SELECT NEW\.\*\)))/gi;

export function syncsOf(catalog: Catalog, relation: RelationName): Sync[] {
  const known = catalog.relations.get(relation);
  return (known?.triggers ?? []).flatMap(({ name, events, routine }) => {
    const body = catalog.routines.get(routine)?.definition?.sql ?? '';
    if (!events.includes('insert') || !events.includes('update')) return [];
    const copies = [...body.matchAll(COPY)].map(([, to = '', plain, selected]) => ({
      from: plain ?? selected ?? '',
      to,
    }));
    const [copy] = copies.filter(
      ({ from, to }) => from !== to && known?.columns.has(from) === true && known.columns.has(to),
    );
    return copy === undefined ? [] : [{ trigger: name, ...copy }];
  });
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
}
