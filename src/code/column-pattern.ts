import type { CodeLine, CodeSide } from './code-lines.js';
import { escaped, numbers, spellings, wordsOf } from './spelling.js';
import { tableUse } from './table-use.js';
import { ANY_DECLARATION, isModelFile, isNamedFor, modelDeclaration, sqlOf, tableMention } from './table-pattern.js';

/** So far around a line the table must be named to which a common word belongs. */
const NEAR = 12;

/**
 * Whether a line uses a column whose name says little: only where a column stands (quoted, behind its row, in SQL, in
 * its model), and only near its table.
 */
export function commonColumn(table: string, column: string, side: CodeSide): (line: CodeLine) => boolean {
  const names = spellings(wordsOf(column));
  const word = `(?:${[column, ...names].map(escaped).join('|')})`;
  const mention = tableMention(table);
  const quoted = new RegExp(`(['"\`])-?${looked(word)}\\1|(?<![\\w:]):${word}(?![\\w$(])`);
  const argument = new RegExp(`[({,]\\s*${looked(word)}\\s*[:=](?![=:])`);
  const property = new RegExp(`^\\s*${word}\\s*:(?!:)|[({,]\\s*${word}\\s*:(?!:)`);
  const asks = tableUse(table, side);
  const isOfRow = rowOf(table, word);
  const sql = sqlOf(table);
  const named = isNamedFor(side.path, table);
  return (line) => {
    const { text } = line;
    if (isOfRow(text)) return true;
    if (argument.test(text) && mention.test(text)) return true;
    if (property.test(text) && linesAbove(side, line).some(asks)) return true;
    if (isDieselColumn(table, word, side, line)) return true;
    if (isSql(text, column) && linesNear(side, line).some((near) => sql.test(near))) return true;
    if (quoted.test(text) && !LOGS.test(text) && (named || linesNear(side, line).some((near) => mention.test(near))))
      return true;
    return (defines(text, word) || isOwn(text, word)) && isInModel(table, side, line);
  };
}

/** Also as Django looks through it: `status__in`, `order__status`. */
function looked(word: string): string {
  return `(?:\\w+__)?${word}(?:__\\w+)?`;
}

/** Tells people, and no database. */
const LOGS = /\b(?:log(?:ger|ging)?|console|slog|zap)\s*\.\s*\w+\(/i;

/** `status -> Text` in a `diesel::table!`, whose first line names the table. */
function isDieselColumn(table: string, word: string, { lines }: CodeSide, { line, text }: CodeLine): boolean {
  if (!new RegExp(`^\\s*${word}\\s*->\\s`).test(text)) return false;
  const head = lines.filter((one) => one.line < line && /^\s*\w+\s*\([\w\s,]+\)\s*\{/.test(one.text)).at(-1);
  return head !== undefined && head.text.trim().startsWith(`${table} `);
}

/** So far below the call that asks a table its arguments may stand. */
const BELOW = 6;

function linesAbove({ lines }: CodeSide, { line }: CodeLine): readonly CodeLine[] {
  return lines.filter((one) => one.line < line && line - one.line <= BELOW);
}

/** `order.status`, `newOrder?.status`, `Order::status`; and `o.status`, the alias of a query. */
function rowOf(table: string, word: string): (text: string) => boolean {
  const pattern = new RegExp(`([A-Za-z_]\\w*)(?:\\(\\))?[?!]?(?:\\.|->|::)${word}(?![\\w$(])`, 'g');
  const words = wordsOf(table);
  const initials = words.map((part) => part.charAt(0)).join('');
  const forms = numbers(words);
  return (text) =>
    [...text.matchAll(pattern)].some(([, receiver = '']) => {
      if (receiver === initials) return true;
      const parts = wordsOf(receiver);
      return forms.some((form) => form.join('_') === parts.slice(-form.length).join('_'));
    });
}

/** `this.status` and `self.status`. */
function isOwn(text: string, word: string): boolean {
  return new RegExp(`(?<![\\w$])(?:this|self)\\.${word}(?![\\w$(])|@${word}(?![\\w$])`).test(text);
}

/** A line of a query, alone on its line or behind its keyword in a string. */
function isSql(text: string, column: string): boolean {
  const name = `(?<![\\w$:.])"?${escaped(column)}"?(?![\\w$(])`;
  const keyword = 'select|set|where|and|or|by|returning|into|having|distinct|on';
  if (new RegExp(`(?<![\\w$])(?:${keyword})(?![\\w$])[^;]*${name}`, 'i').test(text) && /['"\`]|^\s*[A-Z]+\b/.test(text))
    return true;
  return new RegExp(`^[\\s,(]*(?:\\w+\\.)?${name}[\\s,)]*(?:(?:=|AS|FROM)\\b.*|=.*)?$`, 'i').test(text);
}

/** A field of a class, a struct, a model. Each alternative begins where the line does, so that none runs long. */
function defines(text: string, word: string): boolean {
  const patterns = [
    `^\\s*(?:(?:public|private|protected|readonly|declare|static|final|val|var|let|pub|override|@\\w+\\([^)]*\\))\\s+)*${word}[?!]?\\s*:(?!:)`,
    `^\\s*${word}\\s*=\\s*[\\w.]*(?:[Cc]olumn|[Ff]ield|models|fields)\\w*[.(]`,
    `^\\s*(?:(?:public|private|protected|internal|final|virtual|required|readonly|static)\\s+)+[\\w<>\\[\\],.?]+\\s+${word}\\s*[;={]`,
    `^\\s*${word}\\s+[\\[\\]*.\\w?]+\\s*(?:$|[\`@(,])`,
  ];
  return patterns.some((pattern) => new RegExp(pattern).test(text));
}

/** The nearest model that begins above the line is the table's; with none in sight the file's name tells. */
function isInModel(table: string, side: CodeSide, { line }: CodeLine): boolean {
  const above = [...side.lines, ...side.headings].filter((one) => one.line <= line && ANY_DECLARATION.test(one.text));
  const nearest = above.sort((a, b) => b.line - a.line)[0];
  return nearest === undefined ? isModelFile(side.path, table) : modelDeclaration(table).test(nearest.text);
}

/** Texts around a line, with what its hunk stands in. */
export function linesNear({ lines, headings }: CodeSide, { line }: CodeLine): readonly string[] {
  const near = lines.filter((one) => Math.abs(one.line - line) <= NEAR);
  const heading = headings.filter((one) => one.line <= line && line - one.line <= 60).at(-1);
  return [...near.map(({ text }) => text), ...(heading === undefined ? [] : [heading.text])];
}

/** A name of two words or more that no other table has is a use wherever it stands. */
export function distinctColumn(column: string, inView: boolean): RegExp {
  const names = inView ? [column] : [column, ...spellings(wordsOf(column))];
  return new RegExp(`(?<![\\w$])${looked(`(?:${names.map(escaped).join('|')})`)}(?![\\w$])`);
}
