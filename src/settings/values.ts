import { FRAMEWORKS } from '../frameworks/index.js';
import { choice, integer, lines, text, type Value } from './value.js';

/** Inside the repository, with `/` between folders; nothing that could never match a path of it. */
export const GLOB = /^(?!\/)(?!(?:.*\/)?\.\.(?:\/|$))[^\\!\p{Cc}][^\\\p{Cc}]*$/u;

export const MAJOR: Value<number> = integer(10, 18);

export const LEVEL = choice(['unsafe', 'caution', 'note', 'off'], 'LEVEL');

/** Its folder's name, as reports have it. */
export const FRAMEWORK: Value<string> = choice([...FRAMEWORKS.map(({ name }) => name), 'none'], 'TOOL');

export const TRANSACTION = choice(['run', 'file', 'string', 'statement'], 'SPAN');

const NAME = String.raw`(?:"[^"\p{Cc}]+"|[^\s."'\\\p{Cc}]+)`;

/** `orders`, `billing.invoices`, `"Odd Name"`, `audit.*`. */
export const TABLES: Value<readonly string[]> = lines(
  new RegExp(`^(?:${NAME}\\.)?${NAME}$`, 'u'),
  'names of tables, such as `orders`, `billing.invoices` or `audit.*`',
  'TABLE',
);

export const FILE_PATH: Value<string> = text(/^[^\p{Cc}]{1,1000}$/u, 'the path of a file', 'FILE');
