import type { RunbookStep } from '../report/report.js';
import { dropsOf } from '../rules/destructive-rollback/made-by-up.js';
import { pairsOf, type Pair } from '../rules/destructive-rollback/pairs.js';
import { asWritten, code, sql, table } from '../rules/prose.js';
import type { RelationName } from '../sql/names.js';
import type { Changeset } from '../timeline.js';
import { inverseOf } from './inverse.js';
import { cancelWaiting, endIdle } from './queries.js';
import { shortList, told } from './steps.js';
import { downCommand } from './tool-command.js';
import type { Work } from './work.js';

/** How a change goes back that has committed: by its down, else by what can be derived of its statements. */
export function wayBack(work: Work, changeset: Changeset): readonly RunbookStep[] {
  const pairs = pairsOf(changeset).filter(({ up }) => up.some((step) => work.steps.includes(step)));
  const written = pairs.filter(({ down }) => down.length > 0);
  const back = written.length === pairs.length ? byDown(pairs) : byInverse(work);
  if (back.run === '') return [];
  const lost =
    back.loses.length === 0 ? '' : ` What was written since to ${shortList(back.loses.map(code))} is lost with it.`;
  const held = work.locked;
  const again = written.length === pairs.length ? workOfDown(pairs) : [];
  return [
    told(
      'rollback',
      `If the change has to go back after it has committed: first the old code, then this${written.length === pairs.length ? ', its down' : ''}.${lost}`,
      back.run,
      back.on,
    ),
    ...(held.length === 0
      ? []
      : [
          told(
            'rollback',
            `If that is not done in 30 seconds, it ${again.length === 0 ? '' : `works through ${shortList(again.map(table))}, which takes as long as in the rehearsal, or it `}waits for a lock: take it out of the queue, end who holds ${shortList(held.map(table))} without doing anything, and run it again.`,
            sql(cancelWaiting(held), endIdle(held)),
          ),
        ]),
  ];
}

/** Tables that the down copies or reads whole. */
function workOfDown(pairs: readonly Pair[]): readonly RelationName[] {
  const touched = pairs.flatMap(({ down }) => down.flatMap(({ effects }) => [...effects.rewrites, ...effects.scans]));
  return [...new Set(touched.filter(({ existing }) => existing).map(({ relation }) => relation))];
}

interface Back {
  readonly run: string;
  readonly on: 'primary' | 'shell';
  readonly loses: readonly string[];
}

function byDown(pairs: readonly Pair[]): Back {
  const down = pairs.flatMap((pair) => pair.down).sort((a, b) => a.index - b.index);
  const loses = down
    .flatMap(dropsOf)
    .filter(holdsRows)
    .map(({ words }) => words);
  const ups = pairs.flatMap(({ up }) => up.slice(0, 1).map(({ migration }) => migration));
  const command = downCommand(ups);
  if (command !== '') return { run: command, on: 'shell', loses };
  return {
    run: down
      .filter(({ within }) => within === null)
      .map(asWritten)
      .join('\n'),
    on: 'primary',
    loses,
  };
}

/** As far back as it goes: the statements that have an inverse, the last one first. */
function byInverse({ steps, atEnd }: Work): Back {
  const lines = [...steps].reverse().flatMap((step) => inverseOf(step, atEnd) ?? []);
  const loses = lines.flatMap((line) => {
    const [, relation, column] = /^(?:ALTER|DROP) TABLE (.+?)(?: DROP COLUMN (.+))?;$/s.exec(line) ?? [];
    if (relation === undefined || (column === undefined && line.startsWith('ALTER'))) return [];
    return [column === undefined ? `table ${relation}` : `column ${column} of ${relation}`];
  });
  return { run: inTransactions(lines), on: 'primary', loses };
}

function holdsRows({ kind }: ReturnType<typeof dropsOf>[number]): boolean {
  return kind === 'table' || kind === 'column';
}

/** What is concurrent refuses a transaction, and has to wait for others. */
function inTransactions(lines: readonly string[]): string {
  if (lines.length === 0) return '';
  const isApart = (line: string): boolean => /^(?:DROP|CREATE(?: UNIQUE)?) INDEX CONCURRENTLY/.test(line);
  const parts: string[] = [];
  for (let at = 0; at < lines.length;) {
    const line = lines[at] ?? '';
    if (isApart(line)) {
      parts.push('SET lock_timeout = 0;', line);
      at += 1;
      continue;
    }
    const end = lines.findIndex((one, nth) => nth > at && isApart(one));
    const together = lines.slice(at, end < 0 ? lines.length : end);
    parts.push("SET lock_timeout = '2s';", ...(together.length > 1 ? ['BEGIN;', ...together, 'COMMIT;'] : together));
    at += together.length;
  }
  return sql(...parts);
}
