import type { FileForm } from '../frameworks/framework.js';
import { concurrentCommand } from '../sql/command.js';
import { parseFragment, parseSource } from '../sql/parse.js';
import { bodiesOf, text, type StatementNode } from '../sql/statement.js';
import type { Changeset, Step } from '../timeline.js';
import { outOfTransaction, ownMigration, withoutTimeouts, type OwnMigration } from './own-migration.js';
import { comment, sql, type Fix, type FixFile } from './prose.js';

/** A fix as text: each migration under its name, with what its tool needs to leave the transaction. */
export function fixText(fix: Fix, step: Step | null, changeset: Changeset): string {
  if (typeof fix === 'string') return fix;
  const form = step?.migration.runner.framework?.form ?? null;
  const files = fix.filter((part) => typeof part !== 'string').length;
  const before: string[] = [];
  const parts = fix.map((part) => {
    if (typeof part === 'string') return comment(part);
    const command = part.leaves ?? commandIn(part.lines);
    const own = ownMigration(step, changeset, { command, name: part.name, before, files });
    const placed = { about: part.about, command, ...inForm(part, form, own) };
    before.push(own.file ?? '');
    return files === 1 ? lone(placed) : numbered(placed, before.length);
  });
  return sql(...parts);
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

function numbered({ about, sql: written, command, own }: Placed, number: number): string {
  const { outside, file, opening } = own;
  const leaves = command === null ? '' : `, outside a transaction${withoutTimeouts(command)}`;
  const place = outside?.place === 'not in a migration' ? 'not a migration' : file;
  const head = comment(`file ${number}${place === null ? '' : `, ${place}`}${leaves}: ${about}`);
  const note = outside === null || outside.place === 'same file' ? [] : [comment(outside.note)];
  return sql(head, ...note, ...opening, written);
}

/** The statement of these lines that refuses a transaction, as tools know it. */
function commandIn(lines: readonly string[]): string | null {
  const commands = (parseFragment(sql(...lines)) ?? []).map((node) => concurrentCommand(node) ?? committing(node));
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
