/** The words of a name, in lower case: `user_email`, `userEmail` and `UserEmail` are two words each. */
export function wordsOf(name: string): readonly string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}

/** A name as the languages write it: `user_email`, `userEmail`, `UserEmail`, `USER_EMAIL`. */
export function spellings(words: readonly string[]): readonly string[] {
  if (words.length === 0) return [];
  const pascal = words.map(capitalised).join('');
  const [first = '', ...rest] = words;
  const snake = words.join('_');
  return [...new Set([snake, first + rest.map(capitalised).join(''), pascal, snake.toUpperCase()])];
}

/** A text in which every spelling of a name is the same. */
export function squeezed(text: string): string {
  return text.toLowerCase().replaceAll('_', '');
}

/** Finds any of these as a word of its own. */
export function anyOf(names: readonly string[]): string {
  return `(?<![\\w$])(?:${names.map(escaped).join('|')})(?![\\w$])`;
}

export function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}

/** A table's name in the plural and in the singular, each as its words: a model is called after one row. */
export function numbers(words: readonly string[]): readonly (readonly string[])[] {
  const last = words.at(-1);
  if (last === undefined) return [];
  const others = [singular(last), plural(last)].filter((word) => word.length > 2 && !KEYWORDS.has(word));
  return [...new Set([last, ...others])].map((word) => [...words.slice(0, -1), word]);
}

const IRREGULAR: readonly (readonly [singular: string, plural: string])[] = [
  ['person', 'people'],
  ['child', 'children'],
  ['man', 'men'],
  ['woman', 'women'],
];

/** Singulars that are words of a language: `news`, `cases`, `types`. */
const KEYWORDS = new Set('new case class type var let for def end use this self return'.split(' '));

function singular(word: string): string {
  const irregular = IRREGULAR.find(([, many]) => many === word);
  if (irregular !== undefined) return irregular[0];
  if (/[^aeiou]ies$/.test(word)) return `${word.slice(0, -3)}y`;
  if (/(?:ss|x|z|ch|sh|us)es$/.test(word)) return word.slice(0, -2);
  return /(?:ss|us|is)$/.test(word) || !word.endsWith('s') ? word : word.slice(0, -1);
}

function plural(word: string): string {
  const irregular = IRREGULAR.find(([one]) => one === word);
  if (irregular !== undefined) return irregular[1];
  if (/[^aeiou]y$/.test(word)) return `${word.slice(0, -1)}ies`;
  if (/(?:ss|x|z|ch|sh|us)$/.test(word)) return `${word}es`;
  return word.endsWith('s') ? word : `${word}s`;
}

function capitalised(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
