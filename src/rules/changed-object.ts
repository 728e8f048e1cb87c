import type { Catalog } from '../catalog/catalog.js';
import { isCommonName } from '../code/common-word.js';
import type { CodeObject } from '../code/uses.js';
import { identifier, splitName, type RelationName } from '../sql/names.js';
import { bodiesOf, bodyOf, texts } from '../sql/statement.js';
import type { Changeset, Step } from '../timeline.js';
import { isOthers, keyAt, objectAt, rangeAt } from './existing.js';
import { code, table as tableWords } from './prose.js';
import { isDown, nodeIf } from './scope.js';
import { schemaAtEnd } from './set-end.js';

/** Something that code can name, and that one statement of the change makes or takes away. */
export interface ChangedObject {
  readonly step: Step;
  readonly part: number;
  readonly object: CodeObject;
  /** As a message calls it: "column `note` of `orders`". */
  readonly words: string;
}

/** What the way up makes and leaves: objects that were not there before it. */
export function madeObjects(changeset: Changeset): ChangedObject[] {
  return changeset.steps
    .filter(counts)
    .flatMap((step) => [
      ...madeColumns(step, changeset).filter(({ table, name }) => hasColumn(schemaAtEnd(step, changeset), table, name)),
      ...madeRelation(step).filter(({ table }) => schemaAtEnd(step, changeset).relations.has(table)),
      ...madeNames(step),
    ]);
}

/** What the way up takes away from others, for good. */
export function droppedObjects(changeset: Changeset): ChangedObject[] {
  return changeset.steps.filter(counts).flatMap((step) => {
    const end = schemaAtEnd(step, changeset);
    return [
      ...droppedColumns(step, changeset).filter(({ table, name }) => !hasColumn(end, table, name)),
      ...droppedRelations(step).filter(({ table }) => !end.relations.has(table)),
    ];
  });
}

/** A column as code may name it; a name that another table has, or gets here, says nothing alone. */
export function columnObject(step: Step, changeset: Changeset, table: RelationName, name: string): CodeObject {
  const relations = [step.before, schemaAtEnd(step, changeset)].flatMap((catalog) => [...catalog.relations.values()]);
  const shared = relations.some(
    (relation) => relation.name !== table && relation.partitionOf === null && relation.columns.has(name),
  );
  return { kind: 'column', table: splitName(table).name, name, common: shared || isCommonName(name) };
}

interface InTable extends ChangedObject {
  readonly table: RelationName;
  readonly name: string;
}

function counts(step: Step): boolean {
  return !isDown(step) && step.effects.fails === null;
}

function hasColumn(catalog: Catalog, table: RelationName, column: string): boolean {
  return catalog.relations.get(table)?.columns.has(column) === true;
}

function madeColumns(step: Step, changeset: Changeset): InTable[] {
  const body = nodeIf(step, 'AlterTableStmt');
  if (body === null || body.objtype !== 'OBJECT_TABLE') return [];
  const table = rangeAt(step, body.relation);
  if (!isOthers(step, table)) return [];
  return bodiesOf('AlterTableCmd', body.cmds).flatMap((cmd, part) => {
    const name = cmd.subtype === 'AT_AddColumn' ? bodyOf('ColumnDef', cmd.def)?.colname : undefined;
    if (name === undefined || hasColumn(step.before, table, name)) return [];
    return [columnOf(step, changeset, part, table, name)];
  });
}

function droppedColumns(step: Step, changeset: Changeset): InTable[] {
  const body = nodeIf(step, 'AlterTableStmt');
  if (body === null || body.objtype !== 'OBJECT_TABLE') return [];
  const table = rangeAt(step, body.relation);
  const known = step.before.relations.get(table);
  return bodiesOf('AlterTableCmd', body.cmds).flatMap((cmd, part) => {
    const name = cmd.name ?? '';
    if (cmd.subtype !== 'AT_DropColumn' || known?.set === step.set || known?.columns.get(name)?.set === step.set)
      return [];
    if (cmd.missing_ok === true && known?.complete === true && !known.columns.has(name)) return [];
    return [columnOf(step, changeset, part, table, name)];
  });
}

function columnOf(step: Step, changeset: Changeset, part: number, table: RelationName, name: string): InTable {
  const words = `${code(identifier(name))} of ${tableWords(table)}`;
  return { step, part, object: columnObject(step, changeset, table, name), words, table, name };
}

function madeRelation(step: Step): InTable[] {
  const range =
    nodeIf(step, 'CreateStmt')?.relation ??
    nodeIf(step, 'ViewStmt')?.view ??
    nodeIf(step, 'CreateTableAsStmt')?.into?.rel;
  if (range === undefined) return [];
  const table = rangeAt(step, range);
  const made = step.after.relations.get(table);
  if (made === undefined || step.before.relations.has(table)) return [];
  return made.temporary || made.partitionOf !== null ? [] : [relationOf(step, table)];
}

const DROPPED_KINDS = new Set(['OBJECT_TABLE', 'OBJECT_FOREIGN_TABLE', 'OBJECT_VIEW', 'OBJECT_MATVIEW']);

function droppedRelations(step: Step): InTable[] {
  const body = nodeIf(step, 'DropStmt');
  if (body === null || !DROPPED_KINDS.has(body.removeType ?? '')) return [];
  return (body.objects ?? [])
    .map((object) => objectAt(step, object))
    .filter((table) => isOthers(step, table) && (step.before.relations.get(table)?.partitionOf ?? null) === null)
    .map((table) => relationOf(step, table));
}

function relationOf(step: Step, table: RelationName): InTable {
  const { name } = splitName(table);
  return { step, part: 0, object: { kind: 'table', name }, words: tableWords(table), table, name };
}

/** Types, values of a type, functions: what code names in a cast, in a string, in a call. */
function madeNames(step: Step): ChangedObject[] {
  const { node } = step.statement;
  switch (node.tag) {
    case 'CreateEnumStmt': {
      const name = texts(node.body.typeName).at(-1) ?? '';
      return [{ step, part: 0, object: { kind: 'type', name }, words: `the type ${code(identifier(name))}` }];
    }
    case 'AlterEnumStmt': {
      const { newVal = '', oldVal } = node.body;
      if (newVal === '' || oldVal !== undefined) return [];
      const type = texts(node.body.typeName).at(-1) ?? '';
      const object: CodeObject = { kind: 'value', type, name: newVal };
      return [{ step, part: 0, object, words: `the value ${code(newVal)} of ${code(identifier(type))}` }];
    }
    case 'CreateFunctionStmt': {
      const parts = texts(node.body.funcname);
      // No code can call what a trigger runs.
      const returned = texts(node.body.returnType?.names).at(-1);
      if (returned === 'trigger' || returned === 'event_trigger') return [];
      if (step.before.routines.has(keyAt(step, step.before.routines, parts))) return [];
      const name = parts.at(-1) ?? '';
      return [{ step, part: 0, object: { kind: 'routine', name }, words: `the function ${code(identifier(name))}` }];
    }
    default:
      return [];
  }
}
