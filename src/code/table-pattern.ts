import { anyOf, escaped, numbers, spellings, wordsOf } from './spelling.js';

const DECLARES = 'class|model|struct|defmodule|entity|record|object|interface|type|schema';
const TABLE_CALLS =
  '(?:[pP]gTable|\\bTable|__tablename__\\s*=|@@map|@Table|@Entity|table_name\\s*=|tableName:|diesel::table!)';
const SQL_BEFORE =
  '\\b(?:[Ff][Rr][Oo][Mm]|[Jj][Oo][Ii][Nn]|[Ii][Nn][Tt][Oo]|[Uu][Pp][Dd][Aa][Tt][Ee]|TRUNCATE|TABLE)\\s+(?:ONLY\\s+)?(?:"?\\w+"?\\.)?"?';

/** What code says that uses a table. A single word needs to stand where only a table stands. */
export function tablePattern(table: string, inView: boolean): RegExp {
  const words = wordsOf(table);
  const name = escaped(table);
  const inSql = `${SQL_BEFORE}${name}(?![\\w$])`;
  const quoted = `(['"\`])(?:\\w+\\.)?${name}\\1`;
  if (inView) return new RegExp(`${inSql}|${quoted}`, 'i');
  if (words.length > 1) return new RegExp(`${anyOf(formsOf(table))}|${inSql}`);
  const forms = formsOf(table).map(escaped).join('|');
  const models = formsOf(table)
    .filter((form) => /^[A-Z]/.test(form))
    .map(escaped)
    .join('|');
  const ofClient = `(?<![\\w$])(?:prisma|db|tx|trx|em|ctx|client|knex)\\.(?:${forms})(?![\\w$])`;
  const ofModel = `(?<![\\w$.])(?:${models})\\.(?:${MODEL_CALLS})(?![\\w$])`;
  const ofQuery = `(?<![\\w$.])(?:${forms})\\.(?:${QUERY_CALLS})(?![\\w$])`;
  const associated = `(?<![\\w$])(?:has_many|has_one|belongs_to|has_and_belongs_to_many)\\s*\\(?\\s*:(?:${forms})(?![\\w$])`;
  const asType = `(?:${TAKES_MODEL})\\s*[<(\\[]\\s*:?%?(?:\\w+\\.)?(?:${models})(?![\\w$])|(?<![\\w$])in\\s+(?:${models})\\s*,|\\bDB\\[:${name}\\]`;
  return new RegExp(`${inSql}|${declared(forms)}|${ofClient}|${ofModel}|${ofQuery}|${associated}|${asType}`);
}

/** In quotes, and taken for a table by the line that it stands on. */
export function quotedTable(table: string): (text: string) => boolean {
  const quoted = new RegExp(`(['"\`])(?:\\w+\\.)?${escaped(table)}\\1`, 'i');
  return (text) => quoted.test(text) && TABLE_WORDS.test(text);
}

/** A name that stands first on its line, as SQL has it behind a FROM at the end of the one before. */
export function tableAtStart(table: string): RegExp {
  return new RegExp(`^\\s*(?:"?\\w+"?\\.)?"?${escaped(table)}"?(?![\\w$(:.=])`, 'i');
}

/** Names a table, or the model of one row, wherever it stands: enough to tell what the words around it are about. */
export function tableMention(table: string): RegExp {
  const forms = formsOf(table);
  return new RegExp(`${anyOf(forms)}(?!\\s+by\\b)`);
}

/** SQL that takes rows from a table or writes some. */
export function sqlOf(table: string): RegExp {
  return new RegExp(`${SQL_BEFORE}${escaped(table)}(?![\\w$])`, 'i');
}

/** `class Order`, `model Order`, `type Order struct`, `pgTable('orders'`, `schema "orders"`. */
export function modelDeclaration(table: string): RegExp {
  return new RegExp(declared(formsOf(table).map(escaped).join('|')));
}

/** The beginning of any model: from there on names belong to another table. */
export const ANY_DECLARATION = new RegExp(`(?<![\\w$.])(?:${DECLARES})\\s+['"]?[A-Z]\\w*|${TABLE_CALLS}\\s*\\(`);

/** Whether a file is called after a table: `order.rb`, `orders/service.ts`, `OrderRepository.java`. */
export function isNamedFor(path: string, table: string): boolean {
  const segments = path.split('/').map((segment) => wordsOf(segment.replace(/\.\w+$/, '')));
  const file = segments.at(-1) ?? [];
  return numbers(wordsOf(table)).some(
    (form) =>
      startsWith(file, form) || segments.some((words) => words.length === form.length && startsWith(words, form)),
  );
}

/** Whether it holds the model of a table and nothing else: `order.py`, `order.entity.ts`, `OrderModel.kt`. */
export function isModelFile(path: string, table: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1).replace(/\.\w+$/, '');
  const words = wordsOf(name);
  return numbers(wordsOf(table)).some(
    (form) => startsWith(words, form) && words.slice(form.length).every((word) => MODEL_WORDS.has(word)),
  );
}

const MODEL_WORDS = new Set(['model', 'entity', 'schema', 'table', 'record', 'row', 'rows']);
/** Beside a quoted word: what takes it for the name of a table. */
const TABLE_WORDS =
  /table|from|into|join|insert|update|delete|select|schema|entity|model|define|knex|sql|query|repo|@@map|(?<![a-z])(?:db|trx?|tx)(?![a-z])/i;
/** What is given a model, in angle brackets or as its argument. */
const TAKES_MODEL =
  '\\b(?:\\w*Repository|DbSet|InjectRepository|InjectModel|getRepository|query|select|select_from|selectFrom|insertInto|insert|insert_into|deleteFrom|delete_from|update|Repo\\.\\w+[!?]?|hasMany|hasOne|belongsTo|belongsToMany|\\.from|\\.join)';
/** Of a name in small letters, which may be a list in the code, only what no list can do. */
const QUERY_CALLS =
  'objects|query|where|find(?:Many|Unique|First|One|All|By)\\w*|create\\w*|insert\\w*|upsert|select|joins|save';
const MODEL_CALLS =
  'objects|query|where|find\\w*|create\\w*|select|all|count|update\\w*|delete\\w*|insert\\w*|upsert|first|last|joins|includes|save';

function declared(forms: string): string {
  const called = `(?:${forms})(?:Model|Entity|Schema|Table|Record|Row)?(?![\\w$])`;
  return `(?<![\\w$.])(?:${DECLARES})\\s+(?:\\w+(?:::|\\.))*['"]?${called}|${TABLE_CALLS}\\s*\\(?\\s*['"]${called}`;
}

function formsOf(table: string): readonly string[] {
  return [...new Set([table, ...numbers(wordsOf(table)).flatMap(spellings)])];
}

function startsWith(words: readonly string[], form: readonly string[]): boolean {
  return form.length > 0 && form.every((word, at) => words[at] === word);
}
