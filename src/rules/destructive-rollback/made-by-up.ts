import { catalogFromSql } from '../../catalog/from-sql.js';
import { identifier, relationName, shortName, splitName, type RelationName } from '../../sql/names.js';
import { bodiesOf, bodyOf } from '../../sql/statement.js';
import { nameParts } from '../../catalog/lookup.js';
import type { Changeset, Step } from '../../timeline.js';
import { objectAt, rangeAt } from '../existing.js';
import { isDown, nodeIf } from '../scope.js';

/** Something that a migration makes or drops, by a key that is the same in both. */
export interface Thing {
  readonly kind: 'table' | 'column' | 'index' | 'schema' | 'extension' | 'sequence';
  readonly key: string;
  /** As a person writes it. */
  readonly words: string;
  /** Of a column: its table, and its own name. */
  readonly column: { readonly table: RelationName; readonly name: string } | null;
  readonly part: number;
}

/** What a statement drops. */
export function dropsOf(step: Step): Thing[] {
  const drop = nodeIf(step, 'DropStmt');
  const kind = drop?.removeType === undefined ? undefined : KINDS.get(drop.removeType);
  if (drop !== null && kind !== undefined) {
    const byName = kind === 'schema' || kind === 'extension';
    return (drop.objects ?? []).map((object) => {
      const key = byName ? (nameParts(object).at(-1) ?? '') : objectAt(step, object);
      return { kind, key, words: `${kind} ${byName ? identifier(key) : shortName(key)}`, column: null, part: 0 };
    });
  }
  const alter = nodeIf(step, 'AlterTableStmt');
  if (alter === null) return [];
  const table = rangeAt(step, alter.relation);
  return bodiesOf('AlterTableCmd', alter.cmds).flatMap((cmd, part) =>
    cmd.subtype === 'AT_DropColumn' ? [columnThing(table, cmd.name ?? '', part)] : [],
  );
}

/** The statement that may have made it in the up of the same set, and whether it says IF NOT EXISTS. */
export function makerOf(
  thing: Thing,
  down: Step,
  { stepsInSet }: Changeset,
): { readonly step: Step; readonly ifNotExists: boolean } | null {
  for (const step of stepsInSet.get(down.set) ?? []) {
    if (step.index >= down.index) break;
    if (isDown(step)) continue;
    for (const made of makesOf(step)) {
      if (made.kind === thing.kind && made.key === thing.key) return { step, ifNotExists: made.ifNotExists };
    }
  }
  return null;
}

/** Whether what a down drops was plainly made by its own up, in the same change or merged before. */
export function isOfOwnUp(thing: Thing, down: Step, changeset: Changeset): boolean {
  const maker = makerOf(thing, down, changeset);
  if (maker !== null) return !maker.ifNotExists;
  return (changeset.base?.ups ?? []).some((up) => up.down === down.migration.path && makes(up.text, thing));
}

function makes(text: string, { kind, key, column }: Thing): boolean {
  // What was there already is not its own.
  if (/\bif\s+not\s+exists\b/i.test(text)) return false;
  const { relations } = catalogFromSql([text]);
  if (kind === 'column') return column !== null && relations.get(column.table)?.columns.has(column.name) === true;
  return kind === 'table' && relations.get(key)?.complete === true;
}

const KINDS = new Map<string, Thing['kind']>([
  ['OBJECT_TABLE', 'table'],
  ['OBJECT_INDEX', 'index'],
  ['OBJECT_SCHEMA', 'schema'],
  ['OBJECT_EXTENSION', 'extension'],
  ['OBJECT_SEQUENCE', 'sequence'],
]);

interface Made extends Pick<Thing, 'kind' | 'key'> {
  readonly ifNotExists: boolean;
}

function makesOf(step: Step): Made[] {
  const { node } = step.statement;
  switch (node.tag) {
    case 'CreateStmt':
      return [{ kind: 'table', key: rangeAt(step, node.body.relation), ifNotExists: node.body.if_not_exists === true }];
    case 'CreateSeqStmt':
      return [
        { kind: 'sequence', key: rangeAt(step, node.body.sequence), ifNotExists: node.body.if_not_exists === true },
      ];
    case 'CreateSchemaStmt':
      return [{ kind: 'schema', key: node.body.schemaname ?? '', ifNotExists: node.body.if_not_exists === true }];
    case 'CreateExtensionStmt':
      return [{ kind: 'extension', key: node.body.extname ?? '', ifNotExists: node.body.if_not_exists === true }];
    case 'IndexStmt': {
      const { schema } = splitName(rangeAt(step, node.body.relation));
      return [
        {
          kind: 'index',
          key: relationName(schema, node.body.idxname ?? ''),
          ifNotExists: node.body.if_not_exists === true,
        },
      ];
    }
    case 'AlterTableStmt': {
      const table = rangeAt(step, node.body.relation);
      return bodiesOf('AlterTableCmd', node.body.cmds).flatMap((cmd) => {
        const column = cmd.subtype === 'AT_AddColumn' ? bodyOf('ColumnDef', cmd.def)?.colname : undefined;
        return column === undefined ? [] : [{ ...columnThing(table, column, 0), ifNotExists: cmd.missing_ok === true }];
      });
    }
    default:
      return [];
  }
}

export function columnThing(table: RelationName, name: string, part: number): Thing {
  return {
    kind: 'column',
    key: `${table} ${name}`,
    words: `column ${identifier(name)} of ${shortName(table)}`,
    column: { table, name },
    part,
  };
}
