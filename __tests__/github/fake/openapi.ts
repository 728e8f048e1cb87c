import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import type { ValidateFunction } from 'ajv';
import { z } from 'zod';
import type { Schema } from './openapi-completion.js';
import { completedValue, schemaShape } from './openapi-completion.js';

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
  loaded ??= openApiOf(sliceShape.parse(JSON.parse(readFileSync(slicePath, 'utf8'))));
  return loaded;
}

// Shared by all fakes of a test file: compiling the schemas costs more than most tests.
let loaded: OpenApi | undefined;
const slicePath = new URL('../openapi-slice.json', import.meta.url);

function openApiOf(slice: Slice): OpenApi {
  const operations = Object.entries(slice.operations).map(([id, { method, path }]) => ({
    id,
    method,
    pattern: pathPattern(path),
  }));
  const errorsIn = judge(slice);
  const queryErrors = queryJudge();
  const responseSchema = (operation: Operation, status: number): Schema =>
    slice.operations[operation.id]?.responses[`${status}`] ??
    (status >= 400 ? { $ref: '#/components/schemas/basic-error' } : {});
  return {
    operationIds: operations.map((operation) => operation.id),
    match: (method, path) => matchedOperation(operations, method, path),
    requestErrors: (operation, query, body) => {
      const described = slice.operations[operation.id];
      if (described === undefined) return [`no operation ${operation.id}`];
      return [
        ...queryErrors(
          described.parameters.filter((parameter) => parameter.in === 'query'),
          query,
        ),
        ...bodyErrors(described.body, body, errorsIn),
      ];
    },
    completed: (operation, status, body) =>
      status >= 400 ? body : completedValue(slice.components.schemas, responseSchema(operation, status), body),
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

type QueryParameters = readonly { readonly name: string; readonly schema: Schema }[];

function queryJudge(): (parameters: QueryParameters, query: URLSearchParams) => readonly string[] {
  const ajv = new Ajv({ strict: false, coerceTypes: true, validateFormats: false });
  const compiled = new Map<Schema, ValidateFunction>();
  return (parameters, query) =>
    [...query].flatMap(([name, value]) => {
      const schema = parameters.find((each) => each.name === name)?.schema;
      if (schema === undefined) return [`unknown query parameter ${name}`];
      const validate = compiled.get(schema) ?? ajv.compile({ type: 'object', properties: { value: schema } });
      compiled.set(schema, validate);
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
