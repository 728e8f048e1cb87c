import type { FixFile } from '../report/report.js';
import { capSql, visible } from './plain-text.js';
import { codeFence, codeSpan, details, messageMarkdown } from './safe-markdown.js';

/** All files of a fix together: complete, unless strangers' names make it longer than a comment takes. */
const MOST_SQL = 12_000;

/** A fix of several migrations: every name in the open, every file folded and whole. */
export function fixFilesMarkdown(files: readonly FixFile[]): readonly string[] {
  const most = Math.floor(MOST_SQL / Math.max(1, files.length));
  return files.flatMap((file, at) => {
    const sql = visible(file.sql).trim();
    const line = `**${at + 1}.** ${nameOf(file)}: ${messageMarkdown(file.about, 300)}`;
    return sql === '' ? [line] : [line, details(`SQL of file ${at + 1}`, codeFence(capSql(sql, most), 'sql'))];
  });
}

function nameOf({ path, inMigration }: FixFile): string {
  if (!inMigration) return 'not in a migration';
  return path === null ? 'a migration of its own' : codeSpan(path, 300);
}
