import type { FileForm } from '../frameworks/framework.js';
import { concurrentCommand } from '../sql/command.js';
import { parseSource } from '../sql/parse.js';
import { bodiesOf, text, type StatementNode } from '../sql/statement.js';
import type { Changeset, Step } from '../timeline.js';
import { outOfTransaction, ownMigration, withoutTimeouts, type OwnMigration } from './own-migration.js';
import type { FixFile as WrittenFile } from '../report/report.js';
import { comment, sql, type Fix, type FixFile } from './prose.js';
import { isDown } from './scope.js';

/** A fix as text, and file by file where it is several migrations. */
export interface WrittenFix {
  readonly text: string;
  readonly files: readonly WrittenFile[];
}

/** Each migration under its name, with what its tool needs to leave the transaction. */
export function writtenFix(fix: Fix, step: Step | null, changeset: Changeset): WrittenFix {
  if (typeof fix === 'string') return { text: fix, files: [] };
  const form = step?.migration.runner.framework?.form ?? null;
  const count = fix.filter((part) => typeof part !== 'string').length;
  const before: string[] = [];
  const parts = fix.map((part) => {
    if (typeof part === 'string') return comment(part);
    const command = part.leaves ?? commandIn(part.lines);
    const own = ownMigration(step, changeset, { command, name: part.name, before, files: count });
    before.push(own.file ?? '');
    return { about: part.about, command, ...inForm(part, form, own) };
  });
  // A down runs at once, so what takes several files goes back by new migrations.
  const head =
    step !== null && count > 1 && isDown(step) ? [comment('not as a down, but forward, in new migrations:')] : [];
  return { text: sql(...head, textOf(parts, count)), files: count < 2 ? [] : filesOf(parts) };
}

function textOf(parts: readonly (string | Placed)[], count: number): string {
  let number = 0;
  return sql(
    ...parts.map((part) => {
      if (typeof part === 'string') return part;
      number += 1;
      return count === 1 ? lone(part) : numbered(part, number);
    }),
  );
}

/** What people do between two migrations stands at the head of the later one; behind the last, at its end. */
function filesOf(parts: readonly (string | Placed)[]): readonly WrittenFile[] {
  const files: WrittenFile[] = [];
  let said: string[] = [];
  for (const part of parts) {
    if (typeof part === 'string') said.push(part);
    else {
      const about = [part.about, leavesOf(part)].filter((words) => words !== '').join(', ');
      const path = isInMigration(part) ? part.own.file : null;
      const written = sql(...said, ...noteOf(part), ...part.own.opening, part.sql);
      files.push({ path, inMigration: isInMigration(part), about, sql: written });
      said = [];
    }
  }
  const last = files.pop();
  return last === undefined ? [] : [...files, { ...last, sql: sql(last.sql, ...said) }];
}

interface Placed {
  readonly about: string;
  readonly sql: string;
  readonly command: string | null;
  readonly own: OwnMigration;
}

/** The only migration of a fix: without a number. */
function lone({ about, sql: written, command, own }: Placed): string {
  if (command !== null) return outOfTransaction(own, command, about, written);
  const where = own.file === null ? 'in a migration of its own' : `in a migration of its own, ${own.file}`;
  return sql(comment(`${about === '' ? '' : `${about}, `}${where}:`), ...own.opening, written);
}

function numbered(placed: Placed, number: number): string {
  const { about, sql: written, own } = placed;
  const head = [`file ${number}`, isInMigration(placed) ? (own.file ?? '') : 'not a migration', leavesOf(placed)]
    .filter((words) => words !== '')
    .join(', ');
  return sql(comment(`${head}: ${about}`), ...noteOf(placed), ...own.opening, written);
}

function leavesOf({ command }: Placed): string {
  return command === null ? '' : `outside a transaction${withoutTimeouts(command)}`;
}

function isInMigration({ own: { outside } }: Placed): boolean {
  return outside?.place !== 'not in a migration';
}

function noteOf({ own: { outside } }: Placed): readonly string[] {
  return outside === null || outside.place === 'same file' ? [] : [comment(outside.note)];
}

/** Without one of these words nothing in a fix refuses a transaction; most fixes need not be parsed for it. */
const REFUSING = /\b(?:CONCURRENTLY|COMMIT)\b/i;

/** The statement of these lines that refuses a transaction, as tools know it. */
function commandIn(lines: readonly string[]): string | null {
  const written = sql(...lines);
  if (!REFUSING.test(written)) return null;
  // A fix may hold the file's own placeholders.
  const nodes = parseSource(written).pieces.flatMap((piece) => (piece.readable ? [piece.node] : []));
  const commands = nodes.map((node) => concurrentCommand(node) ?? committing(node));
  return commands.find((command) => command !== null) ?? null;
}

function committing(node: StatementNode): string | null {
  if (node.tag !== 'DoStmt') return null;
  return bodiesOf('DefElem', node.body.args).some(({ arg }) => /\bCOMMIT\b/i.test(text(arg))) ? 'DO' : null;
}

/** A tool that cuts at semicolons is told where a body begins and ends. */
function inForm({ lines }: FixFile, form: FileForm | null, own: OwnMigration): Pick<Placed, 'sql' | 'own'> {
  const written = sql(...lines);
  const body = form?.body ?? null;
  if (body === null) return { sql: written, own };
  const bodies = parseSource(written).pieces.filter(({ span }) => written.slice(span.start, span.end).includes(';'));
  if (bodies.length === 0) return { sql: written, own };
  if (typeof body === 'string')
    return {
      sql: written,
      own: {
        ...own,
        opening: own.opening.map((line, at) => (at === own.opening.length - 1 ? `${line} ${body}` : line)),
      },
    };
  const [before, after] = body;
  const fenced = bodies.reduceRight((done, { span }) => {
    const end = done[span.end] === ';' ? span.end + 1 : span.end;
    return `${done.slice(0, span.start)}${sql(before, done.slice(span.start, end), after)}${done.slice(end)}`;
  }, written);
  return { sql: fenced, own };
}
