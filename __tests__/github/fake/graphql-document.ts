/** The part of GraphQL's language that a client of ours may use: one operation, fragments, arguments, variables. */
export interface GraphqlOperation {
  readonly kind: 'query' | 'mutation';
  readonly selections: readonly Selection[];
  /** Declared variables: name → whether the type ends in `!` and has no default. */
  readonly variables: ReadonlyMap<string, boolean>;
  readonly fragments: ReadonlyMap<string, Fragment>;
}

export interface Fragment {
  readonly type: string | null;
  readonly selections: readonly Selection[];
}

export interface FieldSelection {
  readonly kind: 'field';
  /** The alias, or the name itself. */
  readonly key: string;
  readonly name: string;
  readonly args: Readonly<Record<string, Value>>;
  readonly selections: readonly Selection[];
}

export type Selection =
  FieldSelection | ({ readonly kind: 'inline' } & Fragment) | { readonly kind: 'spread'; readonly name: string };

export type Value =
  | { readonly kind: 'constant'; readonly value: unknown }
  | { readonly kind: 'variable'; readonly name: string }
  | { readonly kind: 'list'; readonly items: readonly Value[] }
  | { readonly kind: 'object'; readonly fields: Readonly<Record<string, Value>> };

export class GraphqlSyntaxError extends Error {
  override readonly name = 'GraphqlSyntaxError';
}

/** Throws GraphqlSyntaxError. */
export function parseGraphql(source: string): GraphqlOperation {
  const tokens = source.replace(/#[^\n]*/g, '').match(tokenPattern) ?? [];
  const reader = new TokenReader(tokens.filter((token) => token !== ','));
  const fragments = new Map<string, Fragment>();
  let operation: Omit<GraphqlOperation, 'fragments'> | null = null;
  while (reader.peek() !== undefined) {
    if (reader.peek() === 'fragment') {
      reader.next();
      const name = reader.name();
      reader.expect('on');
      fragments.set(name, { type: reader.name(), selections: selectionSet(reader) });
      continue;
    }
    if (operation !== null) throw new GraphqlSyntaxError('more than one operation');
    operation = parsedOperation(reader);
  }
  if (operation === null) throw new GraphqlSyntaxError('no operation');
  return { ...operation, fragments };
}

const tokenPattern = /"""[\s\S]*?"""|"(?:[^"\\\n]|\\.)*"|\.\.\.|[A-Za-z_]\w*|-?\d+(?:\.\d+)?|[^\s]/g;

/** Has a lifetime: one document, read once from left to right. */
class TokenReader {
  private at = 0;

  constructor(private readonly tokens: readonly string[]) {}

  peek(): string | undefined {
    return this.tokens[this.at];
  }

  next(): string {
    const token = this.tokens[this.at];
    if (token === undefined) throw new GraphqlSyntaxError('the document ends too early');
    this.at += 1;
    return token;
  }

  expect(token: string): void {
    const found = this.next();
    if (found !== token) throw new GraphqlSyntaxError(`expected ${token}, found ${found}`);
  }

  takes(token: string): boolean {
    if (this.peek() !== token) return false;
    this.at += 1;
    return true;
  }

  name(): string {
    const token = this.next();
    if (!/^[A-Za-z_]\w*$/.test(token)) throw new GraphqlSyntaxError(`expected a name, found ${token}`);
    return token;
  }
}

function parsedOperation(reader: TokenReader): Omit<GraphqlOperation, 'fragments'> {
  if (reader.peek() === '{') return { kind: 'query', selections: selectionSet(reader), variables: new Map() };
  const kind = reader.next();
  if (kind !== 'query' && kind !== 'mutation') throw new GraphqlSyntaxError(`unexpected ${kind}`);
  if (reader.peek() !== '(' && reader.peek() !== '{') reader.name();
  const variables = new Map<string, boolean>();
  if (reader.takes('(')) {
    while (!reader.takes(')')) {
      reader.expect('$');
      const name = reader.name();
      reader.expect(':');
      skipType(reader);
      const required = reader.takes('!');
      const hasDefault = reader.takes('=');
      if (hasDefault) throw new GraphqlSyntaxError('the fake knows no defaults of variables');
      variables.set(name, required);
    }
  }
  return { kind, selections: selectionSet(reader), variables };
}

function skipType(reader: TokenReader): void {
  if (!reader.takes('[')) {
    reader.name();
    return;
  }
  skipType(reader);
  reader.takes('!');
  reader.expect(']');
}

function selectionSet(reader: TokenReader): readonly Selection[] {
  reader.expect('{');
  const selections: Selection[] = [];
  while (!reader.takes('}')) selections.push(selection(reader));
  if (selections.length === 0) throw new GraphqlSyntaxError('an empty selection');
  return selections;
}

function selection(reader: TokenReader): Selection {
  if (reader.takes('...')) {
    if (reader.takes('on')) return { kind: 'inline', type: reader.name(), selections: selectionSet(reader) };
    return { kind: 'spread', name: reader.name() };
  }
  const first = reader.name();
  const name = reader.takes(':') ? reader.name() : first;
  const args = reader.takes('(') ? fieldsUntil(reader, ')') : {};
  const selections = reader.peek() === '{' ? selectionSet(reader) : [];
  return { kind: 'field', key: first, name, args, selections };
}

function fieldsUntil(reader: TokenReader, end: string): Readonly<Record<string, Value>> {
  const fields: Record<string, Value> = {};
  while (!reader.takes(end)) {
    const name = reader.name();
    reader.expect(':');
    fields[name] = value(reader);
  }
  return fields;
}

function value(reader: TokenReader): Value {
  if (reader.takes('$')) return { kind: 'variable', name: reader.name() };
  if (reader.takes('{')) return { kind: 'object', fields: fieldsUntil(reader, '}') };
  if (reader.takes('[')) {
    const items: Value[] = [];
    while (!reader.takes(']')) items.push(value(reader));
    return { kind: 'list', items };
  }
  const token = reader.next();
  if (token.startsWith('"""')) return { kind: 'constant', value: token.slice(3, -3).trim() };
  if (token.startsWith('"') || /^-?\d/.test(token)) return { kind: 'constant', value: JSON.parse(token) };
  if (token === 'true' || token === 'false') return { kind: 'constant', value: token === 'true' };
  if (token === 'null') return { kind: 'constant', value: null };
  if (!/^[A-Za-z_]\w*$/.test(token)) throw new GraphqlSyntaxError(`unexpected ${token}`);
  return { kind: 'constant', value: token };
}
