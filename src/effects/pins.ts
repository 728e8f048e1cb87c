import { foreignKeysOf } from '../catalog/catalog.js';
import { splitName } from '../sql/names.js';
import { bodyOf, items, text, texts, type BodyOf, type Node } from '../sql/statement.js';
import { amountOf, distance, type Amount } from './amount.js';
import { relationOf } from './moment.js';
import { isValue, ownerOf, variableName, type Sight } from './sight.js';
import { columnName, conjuncts, isCorrelated, type Scope, type Source, type Term } from './sources.js';

/** Columns of a source that can have only so many values; no columns: only so many rows. */
export interface Pin {
  readonly columns: readonly string[];
  readonly values: number;
  readonly by: 'value' | 'query' | 'range' | 'rows';
}

/** At most so many rows of a source meet the conditions; Infinity when nothing bounds them. */
export function rowsMeeting(source: Source, terms: readonly Term[], sight: Sight): number {
  const nodes = terms.filter(({ limits }) => limits.includes(source)).map(({ node }) => node);
  const pins = pinsOf(source, nodes, sight);
  const whole = pins.filter(({ columns }) => columns.length === 0).map(({ values }) => values);
  const byKey = keysOf(source, sight).map((key) => valuesOf(key, pins));
  const byQuery = pins
    .filter(({ by, columns }) => by === 'query' && columns.some((column) => isReference(column, source, sight)))
    .map(({ values }) => values);
  return Math.min(source.rows, ...whole, ...byKey, ...byQuery);
}

export function pinsOf(source: Source, nodes: readonly Node[], sight: Sight): Pin[] {
  return [...nodes.flatMap((node) => pinsOfTerm(source, node, sight)), ...ranges(source, nodes, sight)];
}

/** Combinations of values that the pins leave to a key. */
function valuesOf(key: readonly string[], pins: readonly Pin[]): number {
  const used = new Set<Pin>();
  for (const column of key) {
    const [tightest] = pins.filter(({ columns }) => columns.includes(column)).sort((a, b) => a.values - b.values);
    if (tightest === undefined) return Infinity;
    used.add(tightest);
  }
  return [...used].reduce((product, { values }) => product * values, 1);
}

/** Columns no two rows share. Of a table that nobody has shown us only a column called `id` is taken for one. */
function keysOf({ table }: Source, { moment }: Scope): (readonly string[])[] {
  if (table === null) return [];
  const relation = relationOf(moment, table);
  const indexes = (relation?.indexes ?? []).map((name) => moment.catalog.indexes.get(name));
  const keys: (readonly string[])[] = [['ctid']];
  for (const index of indexes) {
    const columns = (index?.keys ?? []).filter((key) => key !== null);
    if (index?.unique === true && !index.computed && columns.length === index.keys.length) keys.push(columns);
  }
  if (relation?.complete !== true) keys.push(['id'], [`${splitName(table).name}_id`]);
  return keys;
}

/** A column that refers to a row somewhere: as many rows as a batch of those has. */
function isReference(column: string, { table }: Source, { moment }: Scope): boolean {
  if (table === null) return false;
  if (/(^|_)id$/i.test(column)) return true;
  return foreignKeysOf(moment.catalog, table).some(({ key }) => key.columns.includes(column));
}

function pinsOfTerm(source: Source, node: Node, sight: Sight): Pin[] {
  if ('CurrentOfExpr' in node) return [{ columns: [], values: 1, by: 'rows' }];
  if ('SubLink' in node) return pinsOfSublink(source, node.SubLink, sight);
  if ('A_Expr' in node) return pinsOfExpression(source, node.A_Expr, sight);
  const alternatives = bodyOf('BoolExpr', node);
  if (alternatives?.boolop !== 'OR_EXPR') return [];
  const values = (alternatives.args ?? []).map((one) =>
    rowsMeeting(
      source,
      conjuncts(one).map((term) => ({ node: term, limits: [source] })),
      sight,
    ),
  );
  return [{ columns: [], values: values.reduce((sum, rows) => sum + rows, 0), by: 'rows' }];
}

/** `id IN (SELECT …)`. */
function pinsOfSublink(source: Source, link: BodyOf<'SubLink'>, sight: Sight): Pin[] {
  const operator = texts(link.operName).at(-1) ?? '=';
  if (link.subLinkType !== 'ANY_SUBLINK' || operator !== '=') return [];
  return pinned(columnsIn(link.testexpr, source, sight), rowsOfSublink(link, sight), 'query');
}

function pinsOfExpression(source: Source, expression: BodyOf<'A_Expr'>, sight: Sight): Pin[] {
  const { kind, lexpr, rexpr } = expression;
  // NOT IN is the same node with another operator.
  if (text(expression.name?.at(-1)) !== '=') return [];
  const columns = columnsIn(lexpr, source, sight);
  if (kind === 'AEXPR_OP')
    return [
      ...pinned(columns, oneValue(rexpr, sight), 'value'),
      ...pinned(columnsIn(rexpr, source, sight), oneValue(lexpr, sight), 'value'),
    ];
  if (kind === 'AEXPR_IN') {
    const list = items(rexpr);
    return pinned(columns, list.every((one) => isValue(one, sight)) ? list.length : Infinity, 'value');
  }
  if (kind !== 'AEXPR_OP_ANY') return [];
  const array = bodyOf('TypeCast', rexpr)?.arg ?? rexpr;
  const link = bodyOf('SubLink', array);
  if (link !== null) return pinned(columns, rowsOfSublink(link, sight), 'query');
  const elements = bodyOf('A_ArrayExpr', array)?.elements;
  if (elements !== undefined)
    return pinned(columns, elements.every((one) => isValue(one, sight)) ? elements.length : Infinity, 'value');
  // `id = ANY (batch)`, where a routine has gathered the keys of one round.
  return pinned(columns, isValue(array, sight) ? 1 : Infinity, 'value');
}

function pinned(columns: readonly string[], values: number, by: Pin['by']): Pin[] {
  return columns.length === 0 || values === Infinity ? [] : [{ columns, values, by }];
}

/** 1 for what has one value for the whole statement, or for each row of a source that is counted already. */
function oneValue(node: Node | undefined, sight: Sight): number {
  const link = bodyOf('SubLink', node);
  if (link !== null)
    return link.subLinkType === 'EXPR_SUBLINK' && !isCorrelated(link.subselect, sight.sources) ? 1 : Infinity;
  if (isValue(node, sight)) return 1;
  const owner = ownerOf(node, sight);
  return owner !== null && sight.counted.has(owner) ? 1 : Infinity;
}

function rowsOfSublink({ subselect }: BodyOf<'SubLink'>, sight: Sight): number {
  const query = bodyOf('SelectStmt', subselect);
  return query === null || isCorrelated(subselect, sight.sources) ? Infinity : sight.rowsOf(query, sight.queries);
}

/** Ranges with two ends: `id > 10 AND id <= 5010`, or BETWEEN. */
function ranges(source: Source, nodes: readonly Node[], sight: Sight): Pin[] {
  const low = new Map<string, Amount>();
  const high = new Map<string, Amount>();
  const found: Pin[] = [];
  const endOf = (node: Node | undefined): Amount | null => amountOf(node, (one) => variableName(one, sight));
  for (const node of nodes) {
    const expression = bodyOf('A_Expr', node);
    const [column] = columnsIn(expression?.lexpr, source, sight);
    if (expression === null || column === undefined) continue;
    if (expression.kind === 'AEXPR_BETWEEN') {
      const [from, to] = items(expression.rexpr).map(endOf);
      if (from && to) found.push(...pinned([column], distance(from, to) + 1, 'range'));
      continue;
    }
    const end = expression.kind === 'AEXPR_OP' ? endOf(expression.rexpr) : null;
    const operator = text(expression.name?.at(-1));
    if (end !== null && operator.startsWith('>')) low.set(column, end);
    if (end !== null && (operator === '<' || operator === '<=')) high.set(column, end);
  }
  for (const [column, from] of low) {
    const to = high.get(column);
    if (to !== undefined) found.push(...pinned([column], distance(from, to), 'range'));
  }
  return found;
}

/** Columns of a source that a column or a row of columns names; none when one is of another. */
function columnsIn(node: Node | undefined, source: Source, sight: Sight): string[] {
  const parts = bodyOf('RowExpr', node)?.args ?? (node === undefined ? [] : [node]);
  const names = parts.map((part) => (ownerOf(part, sight) === source ? (columnName(part) ?? '') : ''));
  return names.includes('') ? [] : names;
}
