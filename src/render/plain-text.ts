/**
 * Controls, format characters (bidi overrides, zero width, tags), lone surrogates and letters that draw nothing:
 * what lets a text look different from what it is, or drive a terminal.
 */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029\u034f\u115f\u1160\u2800\u3164\uffa0\u{e0100}-\u{e01ef}]/gu;

/** Shows hidden characters as `\u202e`; keeps line feeds and tabs, turns CRLF into LF. */
export function visible(text: string): string {
  return text
    .replace(/\r\n/g, '\n')
    .replace(INVISIBLE, (character) => (character === '\n' || character === '\t' ? character : escaped(character)));
}

/** The same on one line: line feeds and tabs are shown too. */
export function visibleLine(text: string): string {
  return visible(text).replaceAll('\n', '\\n').replaceAll('\t', '\\t');
}

/** Prose on one line: runs of white space become one space. */
export function prose(text: string): string {
  return visible(text.replace(/[\t\n\v\f\r ]+/g, ' '));
}

export function hasHidden(text: string): boolean {
  return visible(text) !== text;
}

/** At most `max` UTF-16 units, the last one an ellipsis when something was cut. */
export function cap(text: string, max: number): string {
  if (text.length <= max) return text;
  return `${text.slice(0, Math.max(0, max - 1)).replace(/[\ud800-\udbff]$/, '')}…`;
}

/** Whole lines up to `max` characters, then a comment that says how many are missing; for SQL. */
export function capSql(text: string, max: number): string {
  if (text.length <= max) return text;
  const lines = text.split('\n');
  let kept = 0;
  for (let used = 0; kept < lines.length; kept += 1) {
    used += (lines[kept] ?? '').length + 1;
    if (used > max) break;
  }
  return [...lines.slice(0, kept), `-- cut here: ${lines.length - kept} more lines, see the JSON report`].join('\n');
}

/**
 * Keeps printed text out of the Actions runner's reach: it obeys `::command::` at the start of a line (after spaces)
 * and `##[command]` anywhere in one, so a migration could mute our annotations by `##[stop-commands]`.
 */
export function inertInLog(text: string): string {
  return text.replace(/##(?=\[)/g, '#\\u0023').replace(/^((?:[^\S\n]|\u001b\[[0-9;]*m)*):(?=:)/gm, '$1\\u003a');
}

/** JSON text whose strings hold no raw hidden character and nothing the runner obeys; the parsed value is unchanged. */
export function inertJson(json: string): string {
  return json
    .replace(INVISIBLE, (character) => (character === '\n' ? character : units(character)))
    .replace(/##(?=\[)/g, '#\\u0023');
}

function escaped(character: string): string {
  const point = character.codePointAt(0) ?? 0;
  return point > 0xffff ? `\\u{${point.toString(16)}}` : units(character);
}

function units(character: string): string {
  return character
    .split('')
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('');
}
