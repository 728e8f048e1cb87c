import type { Catalog, TypeRef } from '../catalog/catalog.js';
import { typeWords } from '../catalog/types.js';
import { tokenize } from '../sql/lexer.js';
import { identifier, literal, shortName, type RelationName } from '../sql/names.js';
import { comment, dollarTag, sql, type Fix } from './prose.js';

/** A column whose order cuts a table into batches. */
export interface BatchKey {
  readonly column: string;
  readonly type: TypeRef;
  /** Nobody has shown us the table: `id` is what most tables have. */
  readonly assumed: boolean;
}

const ASSUMED: BatchKey = { column: 'id', type: { name: 'int8', modifiers: [], array: false }, assumed: true };

/** The key of one column by which a table can be walked; null when it is known to have none. */
export function batchKey(catalog: Catalog, relation: RelationName): BatchKey | null {
  const known = catalog.relations.get(relation);
  if (known === undefined) return ASSUMED;
  for (const constraint of known.constraints.values()) {
    if (constraint.kind !== 'primary-key' || constraint.columns.length !== 1) continue;
    const [column = ''] = constraint.columns;
    const type = known.columns.get(column)?.type ?? null;
    if (type !== null && beforeFirst(relation, column, type) !== null) return { column, type, assumed: false };
  }
  return known.complete ? null : ASSUMED;
}

/** A value below every key, to start after. */
function beforeFirst(relation: RelationName, column: string, type: TypeRef): string | null {
  switch (type.array ? '' : type.name) {
    case 'int2':
    case 'int4':
    case 'int8':
    case 'numeric':
      return `(SELECT min(${identifier(column)}) - 1 FROM ${shortName(relation)})`;
    case 'uuid':
      return literal('00000000-0000-0000-0000-000000000000');
    case 'text':
    case 'varchar':
    case 'citext':
      return literal('');
    case 'date':
    case 'timestamp':
    case 'timestamptz':
      return literal('-infinity');
    default:
      return null;
  }
}

/** The batch as a condition: what a statement in the loop has to say of its rows. */
export function batchRange(key: BatchKey, qualifier = ''): string {
  const column = `${qualifier === '' ? '' : `${identifier(qualifier)}.`}${identifier(key.column)}`;
  return `${column} > batch_start AND ${column} <= batch_end`;
}

/**
 * Walks a table by its key, 5,000 rows a round, each committed by itself with a pause after it. It ends whatever the
 * statement does to its rows.
 */
export function batchLoop(relation: RelationName, key: BatchKey, statement: string, version: number): string {
  const column = identifier(key.column);
  const type = typeWords(key.type);
  const start = beforeFirst(relation, key.column, key.type) ?? 'NULL';
  const hint = key.assumed ? `; put the table's key for ${column}` : '';
  if (version < FIRST_TO_COMMIT) return byClient(statement, hint);
  return alone(hint, [
    'DECLARE',
    `  batch_start ${type} := ${start};`,
    `  batch_end ${type};`,
    'BEGIN',
    '  LOOP',
    '    SELECT batch.key INTO batch_end',
    `    FROM (SELECT ${column} AS key FROM ${shortName(relation)} WHERE ${column} > batch_start ORDER BY ${column} LIMIT 5000) AS batch`,
    '    ORDER BY batch.key DESC LIMIT 1;',
    '    EXIT WHEN batch_end IS NULL;',
    indented(statement),
    '    batch_start := batch_end;',
  ]);
}

/** For a table without such a key, and a statement that makes its own condition false for the rows it has done. */
export function shrinkingLoop(statement: string, version: number): string {
  if (version < FIRST_TO_COMMIT) return byClient(statement, '');
  return alone('', ['BEGIN', '  LOOP', indented(statement), '    EXIT WHEN NOT FOUND;']);
}

/** PL/pgSQL can end a transaction from this major on. */
const FIRST_TO_COMMIT = 11;

/** What a block that cannot commit leaves to the program that runs the migrations. */
function byClient(statement: string, hint: string): string {
  return sql(
    comment(`PostgreSQL 10 cannot commit in a block: let a client run this round by round, 5,000 rows each${hint}`),
    comment('each round in a transaction of its own, with a pause after it, until no row is left:'),
    ...statement.split('\n').map(comment),
  );
}

/** The block around a loop, whose rounds end alike. */
function alone(hint: string, lines: readonly string[]): string {
  const body = sql(...lines, '    COMMIT;', '    PERFORM pg_sleep(0.1);', '  END LOOP;');
  const tag = dollarTag(body);
  return sql(comment(`each round commits by itself${hint}`), `DO ${tag}`, body, `END ${tag};`);
}

/** A loop as a migration; before 11 it is no SQL, but work for a client. */
export function inLoop(name: string, about: string, loop: string, version: number): Fix {
  return version < FIRST_TO_COMMIT ? loop : [{ name, about, lines: [loop] }];
}

/** Moved to the right, but for what a string or name goes on with on the next line: that would be another one. */
function indented(statement: string): string {
  const long = tokenize(statement).filter(({ kind, start, end }) => {
    return (kind.endsWith('string') || kind === 'quoted-name') && statement.slice(start, end).includes('\n');
  });
  const isInside = (at: number): boolean => long.some(({ start, end }) => start < at && at < end);
  const moved = statement.replace(/\n/g, (lineBreak, at: number) => (isInside(at) ? lineBreak : '\n    '));
  return `    ${moved}`;
}

/** Up to 5,000 rows for which a condition holds, by their place in the table. */
export function batchOf(relation: RelationName, condition: string): string {
  const where = condition === '' ? '' : ` WHERE ${condition}`;
  return `ctid = ANY (ARRAY(SELECT ctid FROM ${shortName(relation)}${where} LIMIT 5000))`;
}

/** The loop that gives a column its value in every old row that has none. */
export function backfillLoop(
  catalog: Catalog,
  relation: RelationName,
  column: string,
  value: string,
  version: number,
): string {
  const name = shortName(relation);
  const quoted = identifier(column);
  const key = batchKey(catalog, relation);
  if (key === null)
    return shrinkingLoop(
      `UPDATE ${name} SET ${quoted} = ${value} WHERE ${batchOf(relation, `${quoted} IS NULL`)};`,
      version,
    );
  return batchLoop(
    relation,
    key,
    `UPDATE ${name} SET ${quoted} = ${value}\nWHERE ${quoted} IS NULL AND ${batchRange(key)};`,
    version,
  );
}
