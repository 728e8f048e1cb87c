/**
 * Writes `__tests__/github/openapi-slice.json`: the operations of GitHub's public OpenAPI description that we call,
 * with every schema they reach and without prose. The fake GitHub judges each request and each of its own answers by it.
 */
import * as z from 'zod';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

type Json = null | boolean | number | string | readonly Json[] | JsonObject;
interface JsonObject {
  readonly [key: string]: Json;
}

export const slicePath = join('__tests__', 'github', 'openapi-slice.json');

export const usedOperations: readonly string[] = [
  'repos/get',
  'repos/get-content',
  'repos/download-tarball-archive',
  'repos/get-commit',
  'repos/compare-commits',
  'repos/list-pull-requests-associated-with-commit',
  'git/get-blob',
  'git/get-tree',
  'git/get-commit',
  'pulls/get',
  'pulls/list-files',
  'issues/list-comments',
  'issues/create-comment',
  'issues/get-comment',
  'issues/update-comment',
  'issues/delete-comment',
  'pulls/list-review-comments',
  'pulls/create-review-comment',
  'pulls/get-review-comment',
  'pulls/update-review-comment',
  'pulls/delete-review-comment',
  'pulls/list-reviews',
  'pulls/create-review',
  'checks/create',
  'checks/update',
  'checks/list-for-ref',
  'actions/list-workflow-runs-for-repo',
  'actions/get-workflow-run',
  'actions/re-run-workflow',
  'teams/get-membership-for-user-in-org',
];

/** The file's text, from the text of `api.github.com.json`. */
export function openApiSlice(description: string): string {
  const document: Json = z.json().parse(JSON.parse(description));
  const operations: Record<string, Json> = {};
  for (const [path, methods] of Object.entries(objectAt(document, 'paths'))) {
    for (const [method, operation] of Object.entries(asObject(methods))) {
      const id = asObject(operation)['operationId'];
      if (typeof id !== 'string' || !usedOperations.includes(id)) continue;
      operations[id] = slicedOperation(document, method, path, asObject(operation));
    }
  }
  const missing = usedOperations.filter((id) => !(id in operations));
  if (missing.length > 0) throw new Error(`GitHub's description has no operation ${missing.join(', ')}`);
  const schemas = reachableSchemas(document, operations);
  const head = {
    generated: 'by scripts/openapi-slice.ts from @octokit/openapi; do not edit',
    version: objectAt(document, 'info')['version'] ?? null,
  };
  return `${JSON.stringify({ ...head, operations, components: { schemas } })}\n`;
}

function slicedOperation(document: Json, method: string, path: string, operation: JsonObject): JsonObject {
  const parameters = asArray(operation['parameters'] ?? []).map((each) => {
    const { name, in: place, required, schema } = asObject(resolved(document, each));
    return { name: name ?? '', in: place ?? '', required: required === true, schema: strict(schema ?? {}) };
  });
  const body =
    operation['requestBody'] === undefined ? null : jsonSchemaOf(resolved(document, operation['requestBody']));
  const responses: Record<string, Json> = {};
  for (const [status, response] of Object.entries(objectAt(operation, 'responses'))) {
    responses[status] = jsonSchemaOf(resolved(document, response));
  }
  return { method: method.toUpperCase(), path, parameters, body, responses };
}

function jsonSchemaOf(holder: Json): Json {
  const content = asObject(holder)['content'];
  if (content === undefined) return null;
  const json = asObject(content)['application/json'];
  return json === undefined ? null : strict(asObject(json)['schema'] ?? {});
}

const prose = new Set([
  'description',
  'title',
  'example',
  'examples',
  'externalDocs',
  'deprecated',
  'default',
  'format',
]);

/** JSON Schema without prose. OpenAPI's `nullable` only means something to ajv beside a `type`, so the rest is spelt out. */
function strict(schema: Json): Json {
  if (Array.isArray(schema)) return schema.map(strict);
  if (!isObject(schema)) return schema;
  const kept: Record<string, Json> = {};
  for (const [key, value] of Object.entries(schema)) {
    if (prose.has(key) || key.startsWith('x-')) continue;
    if (key === 'nullable' && schema['type'] === undefined) continue;
    // Below `properties` keys are names chosen by GitHub: a property may well be called "title".
    kept[key] = key === 'properties' ? mapValues(asObject(value), strict) : strict(value);
  }
  if (schema['nullable'] !== true) return kept;
  if (schema['type'] === undefined) return { anyOf: [{ type: 'null' }, kept] };
  const choices = asArray(kept['enum'] ?? null);
  if (choices.length > 0 && !choices.includes(null)) kept['enum'] = [...choices, null];
  return kept;
}

/** The description calls these plain integers; github.com answers null once a comment is outdated or about a whole file. */
const answeredWithNull = ['line', 'position', 'original_line', 'original_position'];

function corrected(name: string, schema: Json): Json {
  if (name !== 'pull-request-review-comment') return schema;
  const properties = Object.entries(objectAt(schema, 'properties')).map(([key, value]): [string, Json] =>
    answeredWithNull.includes(key) ? [key, { ...asObject(value), nullable: true }] : [key, value],
  );
  return { ...asObject(schema), properties: Object.fromEntries(properties) };
}

const schemaReference = '#/components/schemas/';

function reachableSchemas(document: Json, operations: JsonObject): JsonObject {
  const all = objectAt(objectAt(document, 'components'), 'schemas');
  const found = new Map<string, Json>();
  const queue: Json[] = [operations];
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    for (const name of schemaNames(next)) {
      if (found.has(name)) continue;
      const schema = corrected(name, strict(all[name] ?? null));
      found.set(name, schema);
      queue.push(schema);
    }
  }
  return Object.fromEntries([...found].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function schemaNames(value: Json): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(schemaNames);
  if (!isObject(value)) return [];
  const reference = value['$ref'];
  if (typeof reference === 'string') return [reference.slice(schemaReference.length)];
  return Object.values(value).flatMap(schemaNames);
}

function resolved(document: Json, value: Json): Json {
  const reference = asObject(value)['$ref'];
  if (typeof reference !== 'string') return value;
  let at: Json = document;
  for (const key of reference.slice(2).split('/')) at = asObject(at)[key] ?? null;
  return at;
}

function mapValues(object: JsonObject, change: (value: Json) => Json): JsonObject {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, change(value)]));
}

function objectAt(value: Json, key: string): JsonObject {
  return asObject(asObject(value)[key] ?? null);
}

function asObject(value: Json): JsonObject {
  if (!isObject(value)) throw new Error(`Expected an object, got ${JSON.stringify(value).slice(0, 80)}`);
  return value;
}

function asArray(value: Json): readonly Json[] {
  const items: readonly Json[] = Array.isArray(value) ? value : [];
  return items;
}

function isObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

if (process.argv[1]?.includes('openapi-slice') === true) {
  const source = join('node_modules', '@octokit', 'openapi', 'generated', 'api.github.com.json');
  writeFileSync(slicePath, openApiSlice(readFileSync(source, 'utf8')));
}
