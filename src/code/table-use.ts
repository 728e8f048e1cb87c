import type { CodeLine, CodeSide } from './code-lines.js';
import { isView } from './file-kind.js';
import { quotedTable, tableAtStart, tablePattern } from './table-pattern.js';

const SQL_BREAKS = /(?:^|[\s('"`])(?:from|join|into|update)\s*$/i;

/** Whether a line uses a table; SQL may break the line before its name. */
export function tableUse(table: string, side: CodeSide): (line: CodeLine) => boolean {
  const pattern = tablePattern(table, isView(side.path));
  const alone = tableAtStart(table);
  const isQuoted = quotedTable(table);
  return ({ line, text }) => {
    if (pattern.test(text) || isQuoted(text)) return true;
    const above = side.lines.find((one) => one.line === line - 1)?.text ?? '';
    // Go's `func (Order) TableName() string {`, with the name on the next line.
    return (alone.test(text) && SQL_BREAKS.test(above)) || (/table_?name/i.test(above) && isQuoted(`table ${text}`));
  };
}
