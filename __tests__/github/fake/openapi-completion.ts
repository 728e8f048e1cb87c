import { z } from 'zod';

export const schemaShape = z.record(z.string(), z.unknown());
export type Schema = z.infer<typeof schemaShape>;
type Schemas = Readonly<Record<string, Schema>>;

/** Stands in required strings that the fake does not model: whoever builds on one notices. */
export const notModelled = '(not modelled by the fake)';

/** An answer with everything the description requires: what the fake says, and plain values for the rest. */
export function completedValue(schemas: Schemas, given: unknown, value: unknown): unknown {
  const schema = schemaFor(schemas, given, value);
  if (value === undefined) return missingValue(schemas, schema);
  if (Array.isArray(value)) return value.map((item) => completedValue(schemas, schema['items'], item));
  const object = schemaShape.safeParse(value);
  if (!object.success) return value;
  const result: Record<string, unknown> = { ...object.data };
  const properties = schemaShape.catch({}).parse(schema['properties']);
  for (const [name, property] of Object.entries(properties)) {
    if (result[name] === undefined && !namesOf(schema['required']).includes(name)) continue;
    result[name] = completedValue(schemas, property, result[name]);
  }
  return result;
}

/** The schema behind references and, of several, the first that agrees with the value. */
function schemaFor(schemas: Schemas, given: unknown, value: unknown): Schema {
  const schema = schemaShape.catch({}).parse(given);
  const reference = schema['$ref'];
  if (typeof reference === 'string') {
    return schemaFor(schemas, schemas[reference.replace('#/components/schemas/', '')], value);
  }
  const choices = schema['oneOf'] ?? schema['anyOf'] ?? schema['allOf'];
  if (!Array.isArray(choices) || schema['properties'] !== undefined) return schema;
  const candidates = choices.map((choice) => schemaFor(schemas, choice, value));
  return candidates.find((candidate) => agrees(candidate, value)) ?? candidates[0] ?? schema;
}

function agrees(schema: Schema, value: unknown): boolean {
  if (value === undefined || value === null) return true;
  if (schema['type'] === 'array' || Array.isArray(value)) return schema['type'] === 'array' && Array.isArray(value);
  const object = schemaShape.safeParse(value);
  if (!object.success) return schema['type'] === typeof value;
  const properties = schemaShape.catch({}).parse(schema['properties']);
  return Object.entries(object.data).every(([name, inner]) => {
    const { enum: allowed } = schemaShape.catch({}).parse(properties[name]);
    return !Array.isArray(allowed) || allowed.includes(inner);
  });
}

function missingValue(schemas: Schemas, schema: Schema): unknown {
  if (schema['nullable'] === true || schema['type'] === 'null') return null;
  const allowed = schema['enum'];
  if (Array.isArray(allowed)) return allowed[0];
  switch (schema['type']) {
    case 'integer':
    case 'number':
      return 0;
    case 'boolean':
      return false;
    case 'array':
      return [];
    case 'string':
      return notModelled;
    default:
      return completedValue(schemas, { ...schema, type: 'object' }, {});
  }
}

function namesOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
