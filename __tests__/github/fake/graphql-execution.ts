import type { GraphqlOperation, Selection, Value } from './graphql-document.js';

export type Args = Readonly<Record<string, unknown>>;

/** A field of the schema: the arguments it knows (`!` marks those it needs) and what it answers. */
export interface Field {
  readonly args: readonly string[];
  readonly resolve: (args: Args) => Resolved;
}

export interface ObjectType {
  readonly type: string;
  readonly fields: Readonly<Record<string, Field>>;
}

export type Resolved = null | string | number | boolean | ObjectType | readonly Resolved[];

export interface GraphqlError {
  readonly message: string;
  readonly type?: string;
  readonly path?: readonly string[];
  readonly extensions?: Readonly<Record<string, string>>;
}

/** Thrown by a field: the field becomes null and the error is listed, with HTTP 200, as github.com does it. */
export class FieldRefusal extends Error {
  override readonly name = 'FieldRefusal';

  constructor(
    readonly type: string,
    message: string,
  ) {
    super(message);
  }
}

export interface Execution {
  readonly data: Readonly<Record<string, unknown>> | null;
  readonly errors: readonly GraphqlError[];
}

export function field(args: readonly string[], resolve: (args: Args) => Resolved): Field {
  return { args, resolve };
}

export function scalar(value: Resolved): Field {
  return { args: [], resolve: () => value };
}

/** What the schema does not know is an error, as on github.com, and nothing is executed then. */
export function execute(operation: GraphqlOperation, root: ObjectType, variables: Args): Execution {
  const run: Run = { operation, variables, invalid: variableErrors(operation, variables), refused: [] };
  // A mutation must not take effect in an invalid document, so a top-level misspelling is looked for beforehand.
  const unknown = operation.selections.filter((each) => each.kind === 'field' && !knows(root, each.name));
  if (unknown.length > 0 || run.invalid.length > 0) {
    selected(run, root, unknown, []);
    return { data: null, errors: run.invalid };
  }
  const data = selected(run, root, operation.selections, []);
  if (run.invalid.length > 0) return { data: null, errors: run.invalid };
  return { data, errors: run.refused };
}

interface Run {
  readonly operation: GraphqlOperation;
  readonly variables: Args;
  readonly invalid: GraphqlError[];
  readonly refused: GraphqlError[];
}

type Path = readonly string[];

function variableErrors(operation: GraphqlOperation, variables: Args): GraphqlError[] {
  const unknown = Object.keys(variables).filter((name) => !operation.variables.has(name));
  const missing = [...operation.variables].filter(([name, required]) => required && (variables[name] ?? null) === null);
  return [
    ...unknown.map((name) => ({ message: `Variable $${name} is not declared by the operation` })),
    ...missing.map(([name]) => ({ message: `Variable $${name} was provided invalid value` })),
  ];
}

function knows(object: ObjectType, name: string): boolean {
  return name === '__typename' || Object.hasOwn(object.fields, name);
}

function selected(run: Run, object: ObjectType, selections: readonly Selection[], path: Path): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  for (const selection of selections) {
    if (selection.kind === 'field') {
      result[selection.key] = fieldValue(run, object, selection, [...path, selection.key]);
      continue;
    }
    const fragment = selection.kind === 'inline' ? selection : run.operation.fragments.get(selection.name);
    if (fragment === undefined) {
      run.invalid.push({ message: 'Fragment was used, but not defined', path: [...path] });
      continue;
    }
    if (fragment.type === object.type) Object.assign(result, selected(run, object, fragment.selections, path));
  }
  return result;
}

function fieldValue(run: Run, object: ObjectType, selection: Selection & { kind: 'field' }, path: Path): unknown {
  if (selection.name === '__typename') return object.type;
  const known = knows(object, selection.name) ? object.fields[selection.name] : undefined;
  if (known === undefined) {
    const message = `Field '${selection.name}' doesn't exist on type '${object.type}'`;
    run.invalid.push({ message, path, extensions: { code: 'undefinedField' } });
    return null;
  }
  const args = argumentsOf(run, selection.args);
  const wrong = argumentErrors(known, selection.name, args);
  if (wrong.length > 0) {
    run.invalid.push(...wrong.map((message) => ({ message, path })));
    return null;
  }
  try {
    return completed(run, known.resolve(args), selection, path);
  } catch (error) {
    if (!(error instanceof FieldRefusal)) throw error;
    run.refused.push({ type: error.type, path, message: error.message });
    return null;
  }
}

function argumentsOf(run: Run, args: Readonly<Record<string, Value>>): Args {
  return Object.fromEntries(Object.entries(args).map(([name, value]) => [name, plain(run, value)]));
}

function plain(run: Run, value: Value): unknown {
  switch (value.kind) {
    case 'constant':
      return value.value;
    case 'list':
      return value.items.map((item) => plain(run, item));
    case 'object':
      return argumentsOf(run, value.fields);
    case 'variable':
      if (!run.operation.variables.has(value.name)) {
        run.invalid.push({ message: `Variable $${value.name} is used but not declared` });
      }
      return run.variables[value.name] ?? null;
  }
}

function argumentErrors(known: Field, name: string, args: Args): readonly string[] {
  const names = known.args.map((arg) => arg.replace('!', ''));
  const unknown = Object.keys(args).filter((arg) => !names.includes(arg));
  const missing = known.args.filter((arg) => arg.endsWith('!') && (args[arg.slice(0, -1)] ?? null) === null);
  return [
    ...unknown.map((arg) => `Field '${name}' doesn't accept argument '${arg}'`),
    ...missing.map((arg) => `Field '${name}' is missing required arguments: ${arg.slice(0, -1)}`),
  ];
}

function completed(run: Run, value: Resolved, selection: Selection & { kind: 'field' }, path: Path): unknown {
  if (value === null) return null;
  if (isList(value)) return value.map((item, index) => completed(run, item, selection, [...path, `${index}`]));
  if (typeof value === 'object') {
    if (selection.selections.length > 0) return selected(run, value, selection.selections, path);
    run.invalid.push({ message: `Field must have selections (field '${selection.name}' returns ${value.type})`, path });
    return null;
  }
  if (selection.selections.length > 0) {
    run.invalid.push({ message: `Selections can't be made on scalars (field '${selection.name}')`, path });
  }
  return value;
}

function isList(value: Resolved): value is readonly Resolved[] {
  return Array.isArray(value);
}
