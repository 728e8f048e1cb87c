import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import type { ValidateFunction } from 'ajv';
import { z } from 'zod';

export interface Operation {
  readonly id: string;
  readonly method: string;
  readonly pattern: RegExp;
}

export interface MatchedOperation {
  readonly operation: Operation;
  readonly params: Readonly<Record<string, string>>;
}

/** GitHub's public description of the operations we use, as a judge. */
export interface OpenApi {
  readonly operationIds: readonly string[];
  match(method: string, path: string): MatchedOperation | null;
  /** What is wrong with a request; empty when nothing is. */
  requestErrors(operation: Operation, query: URLSearchParams, body: unknown): readonly string[];
  /** Fills what the description requires and the fake does not model. */
  completed(operation: Operation, status: number, body: unknown): unknown;
  answerErrors(operation: Operation, status: number, body: unknown): readonly string[];
}

/** Stands in required strings that the fake does not model: whoever builds on one notices. */
export const notModelled = '(not modelled by the fake)';

const schemaShape = z.record(z.string(), z.unknown());
type Schema = z.infer<typeof schemaShape>;

const sliceShape = z.object({
  operations: z.record(
    z.string(),
    z.object({
      method: z.string(),
      path: z.string(),
      parameters: z.array(z.object({ name: z.string(), in: z.string(), required: z.boolean(), schema: schemaShape })),
      body: schemaShape.nullable(),
      responses: z.record(z.string(), schemaShape.nullable()),
    }),
  ),
  components: z.object({ schemas: z.record(z.string(), schemaShape) }),
});
type Slice = z.infer<typeof sliceShape>;

export function loadOpenApi(): OpenApi {
  const slice = sliceShape.parse(JSON.parse(readFileSync(new URL('../openapi-slice.json', import.meta.url), 'utf8')));
  const operations = Object.entries(slice.operations).map(([id, { method, path }]) => ({ id, method, pattern: pathPattern(path) }));
  const errorsIn = judge(slice);
  const responseSchema = (operation: Operation, status: number): Schema =>
    slice.operations[operation.id]?.responses[`${status}`] ?? (status >= 400 ? { $ref: '#/components/schemas/basic-error' } : {});
  return {
    operationIds: operations.map((operation) => operation.id),
    match: (method, path) => matchedOperation(operations, method, path),
    requestErrors: (operation, query, body) => {
      const described = slice.operations[operation.id];
      if (described === undefined) return [`no operation ${operation.id}`];
      return [
        ...queryErrors(described.parameters.filter((parameter) => parameter.in === 'query'), query),
        ...bodyErrors(described.body, body, errorsIn),
      ];
    },
    completed: (operation, status, body) =>
      status >= 400 ? body : completedValue(slice, responseSchema(operation, status), body),
    answerErrors: (operation, status, body) => errorsIn(responseSchema(operation, status), body),
  };
}

function pathPattern(path: string): RegExp {
  const source = path.replaceAll('.', '\\.').replace(/\{(\w+)\}/g, (_, name: string) => {
    // Only a file's path may hold slashes, and a folder's may be empty.
    if (name === 'path') return '(?<path>.*)';
    return name === 'base' ? '(?<base>[^/]+?)' : `(?<${name}>[^/]+)`;
  });
  return new RegExp(`^${source}$`);
}

function matchedOperation(operations: readonly Operation[], method: string, path: string): MatchedOperation | null {
  for (const operation of operations) {
    if (operation.method !== method) continue;
    const groups = operation.pattern.exec(path)?.groups;
    if (groups === undefined) continue;
    const params = Object.entries(groups).map(([name, value]) => [name, decodeURIComponent(value)]);
    return { operation, params: Object.fromEntries(params) };
  }
  return null;
}

type Judge = (schema: Schema, value: unknown) => readonly string[];

function judge(slice: Slice): Judge {
  const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false });
  const compiled = new Map<Schema, ValidateFunction>();
  return (schema, value) => {
    const { components } = slice;
    const validate = compiled.get(schema) ?? ajv.compile({ allOf: [schema], components });
    compiled.set(schema, validate);
    if (validate(value)) return [];
    return (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message ?? error.keyword}`.trim());
  };
}

function queryErrors(
  parameters: readonly { readonly name: string; readonly schema: Schema }[],
  query: URLSearchParams,
): readonly string[] {
  const ajv = new Ajv({ strict: false, coerceTypes: true, validateFormats: false });
  return [...query].flatMap(([name, value]) => {
    const parameter = parameters.find((each) => each.name === name);
    if (parameter === undefined) return [`unknown query parameter ${name}`];
    const validate = ajv.compile({ type: 'object', properties: { value: parameter.schema } });
    return validate({ value }) ? [] : [`query parameter ${name}=${value} does not fit the description`];
  });
}

function bodyErrors(schema: Schema | null, body: unknown, errorsIn: Judge): readonly string[] {
  if (schema === null) return body === undefined ? [] : ['a body where none is described'];
  if (body === undefined) return schema['required'] === undefined ? [] : ['no body'];
  return [...errorsIn(schema, body), ...unknownProperties(schema, body, '')];
}

/** GitHub ignores properties it does not know, which hides a misspelt one; so we are stricter than it is. */
function unknownProperties(schema: unknown, value: unknown, at: string): readonly string[] {
  const { properties, items } = schemaShape.catch({}).parse(schema);
  if (Array.isArray(value)) return value.flatMap((item, index) => unknownProperties(items, item, `${at}/${index}`));
  const known = schemaShape.safeParse(properties);
  const given = schemaShape.safeParse(value);
  if (!known.success || !given.success) return [];
  return Object.entries(given.data).flatMap(([name, inner]) =>
    Object.hasOwn(known.data, name)
      ? unknownProperties(known.data[name], inner, `${at}/${name}`)
      : [`${at}/${name} is not a property in GitHub's description`],
  );
}

function completedValue(slice: Slice, given: unknown, value: unknown): unknown {
  const schema = schemaFor(slice, given, value);
  if (value === undefined) return missingValue(slice, schema);
  if (Array.isArray(value)) return value.map((item) => completedValue(slice, schema['items'], item));
  const object = schemaShape.safeParse(value);
  if (!object.success) return value;
  const result: Record<string, unknown> = { ...object.data };
  const properties = schemaShape.catch({}).parse(schema['properties']);
  for (const [name, property] of Object.entries(properties)) {
    if (result[name] === undefined && !namesOf(schema['required']).includes(name)) continue;
    result[name] = completedValue(slice, property, result[name]);
  }
  return result;
}

/** The schema behind references and, of several, the first that agrees with the value. */
function schemaFor(slice: Slice, given: unknown, value: unknown): Schema {
  const schema = schemaShape.catch({}).parse(given);
  const reference = schema['$ref'];
  if (typeof reference === 'string') {
    return schemaFor(slice, slice.components.schemas[reference.replace('#/components/schemas/', '')], value);
  }
  const choices = schema['oneOf'] ?? schema['anyOf'] ?? schema['allOf'];
  if (!Array.isArray(choices) || schema['properties'] !== undefined) return schema;
  const candidates = choices.map((choice) => schemaFor(slice, choice, value));
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

function missingValue(slice: Slice, schema: Schema): unknown {
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
      return completedValue(slice, { ...schema, type: 'object' }, {});
  }
}

function namesOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
