import type { DropStmt } from '@pgsql/types';
import { nameParts } from '../../catalog/lookup.js';
import { shortName, identifier, splitName, type RelationName } from '../../sql/names.js';
import type { Node } from '../../sql/statement.js';
import type { Changeset, Step } from '../../timeline.js';
import { isOthers, keyAt, objectAt } from '../existing.js';
import { nodeIf } from '../scope.js';

type Kind = NonNullable<DropStmt['removeType']>;

/** What a view, function or type is called in a sentence; what is not here holds nothing that code could miss. */
const WORDS: Readonly<Partial<Record<Kind, string>>> = {
  OBJECT_VIEW: 'view',
  OBJECT_MATVIEW: 'materialized view',
  OBJECT_SEQUENCE: 'sequence',
  OBJECT_FUNCTION: 'function',
  OBJECT_PROCEDURE: 'procedure',
  OBJECT_ROUTINE: 'routine',
  OBJECT_AGGREGATE: 'aggregate',
  OBJECT_TYPE: 'type',
  OBJECT_DOMAIN: 'domain',
  OBJECT_OPERATOR: 'operator',
  OBJECT_COLLATION: 'collation',
  OBJECT_CAST: 'cast',
};

/** One object of a DROP, that others use. */
export interface DroppedObject {
  readonly kind: string;
  /** As the catalog knows it. */
  readonly key: string;
  /** As a person writes it. */
  readonly name: string;
}

/** Objects of a DROP other than tables and schemas; those that this set made are left out. */
export function droppedObjects(step: Step): DroppedObject[] {
  const body = nodeIf(step, 'DropStmt');
  const kind = body?.removeType === undefined ? undefined : WORDS[body.removeType];
  if (body === null || kind === undefined) return [];
  return (body.objects ?? []).flatMap((object) => {
    const key = keyOf(step, kind, object);
    return isNew(step, kind, key) ? [] : [{ kind, key, name: nameOf(kind, key, object) }];
  });
}

/** Columns of a type that is dropped: with CASCADE they go with their values. */
export function columnsGoneWith(
  step: Step,
  { kind, key }: DroppedObject,
): readonly { readonly table: RelationName; readonly name: string }[] {
  if (!isType(kind) || nodeIf(step, 'DropStmt')?.behavior !== 'DROP_CASCADE') return [];
  const roots = [...step.before.relations.values()].filter(({ partitionOf }) => partitionOf === null);
  return roots.flatMap((relation) =>
    [...relation.columns.values()]
      .filter(({ type }) => type !== null && (type.name === key || type.name === splitName(key).name))
      .map(({ name }) => ({ table: relation.name, name })),
  );
}

/** The later statement of the same set, in the same direction, that makes the object again. */
export function recreating(step: Step, { kind, key }: DroppedObject, { stepsInSet }: Changeset): Step | null {
  const later = laterInSet(step, stepsInSet);
  const found = later.find(({ after, set }) => {
    if (isRelation(kind)) return after.relations.get(key)?.set === set;
    return isType(kind) ? after.types.get(key)?.set === set : after.routines.get(key)?.set === set;
  });
  return found ?? null;
}

/** Statements of the same set that run after a step, in the same direction. */
export function laterInSet(step: Step, stepsInSet: Changeset['stepsInSet']): Step[] {
  const together = stepsInSet.get(step.set) ?? [];
  return together.filter((one) => one.index > step.index && one.section.direction === step.section.direction);
}

function keyOf(step: Step, kind: string, object: Node): string {
  if (isRelation(kind)) return objectAt(step, object);
  return keyAt(step, isType(kind) ? step.before.types : step.before.routines, nameParts(object));
}

function isNew(step: Step, kind: string, key: string): boolean {
  if (isRelation(kind)) return !isOthers(step, key);
  const known = isType(kind) ? step.before.types.get(key) : step.before.routines.get(key);
  return known?.set === step.set;
}

/** An operator has no name that could be quoted; a cast has none at all. */
function nameOf(kind: string, key: string, object: Node): string {
  if (kind === 'operator') return nameParts(object).at(-1) ?? '';
  if (kind === 'cast') return '';
  return key === '' ? nameParts(object).map(identifier).join('.') : shortName(key);
}

function isRelation(kind: string): boolean {
  return kind === 'view' || kind === 'materialized view' || kind === 'sequence';
}

function isType(kind: string): boolean {
  return kind === 'type' || kind === 'domain';
}
