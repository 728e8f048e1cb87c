/** Every run of letters, digits and underscores, as written and in lower case: SQL folds a name that is not quoted. */
export function wordsOf(text: string): ReadonlySet<string> {
  const words = new Set<string>();
  for (const [word] of text.matchAll(WORD)) words.add(word).add(word.toLowerCase());
  return words;
}

const WORD = /[\p{L}_][\p{L}\p{N}_$]*/gu;

/**
 * Whether a text in any language could mean a table: by its name, by that of a model (`OrderItem` for `order_items`),
 * or by either without the prefix of its application (`Order` for `shop_orders`).
 */
export function looseNames(text: string): (table: string) => boolean {
  const forms = new Set<string>();
  for (const word of wordsOf(text)) {
    const snake = word.replace(/(?<=[\p{Ll}\p{N}])(?=\p{Lu})/gu, '_').toLowerCase();
    for (const form of [snake, `${snake}s`, `${snake}es`, snake.replace(/y$/, 'ies')]) forms.add(form);
  }
  return (table) => {
    const parts = table.toLowerCase().split('_');
    return parts.some((_, at) => forms.has(parts.slice(at).join('_')));
  };
}

/** Tables that a text makes, by the parts of their names: `CREATE TABLE a.b`, `create_table :b`, `createTable('b')`. */
export function madeTables(text: string): readonly (readonly string[])[] {
  return [...text.matchAll(MADE)].map(([, name = '']) => name.split('.').map(unquoted));
}

const MADE =
  /\bcreate[\s_]{0,9}table(?![a-z])[\s(:'"`]{0,9}(?:if\s{1,9}not\s{1,9}exists\s{1,9})?((?:["`]?[\p{L}_][\p{L}\p{N}_$]*["`]?\.)?["`]?[\p{L}_][\p{L}\p{N}_$]*)/giu;

function unquoted(part: string): string {
  return /^["`]/.test(part) ? part.slice(1).replace(/["`]$/, '') : part.replace(/["`]$/, '').toLowerCase();
}
