import type { Observation, ServerError } from '../../__tests__/observation.js';
import { startEmbedded, type ObservedPostgres } from '../../__tests__/postgres.js';
import { loadParser, parseSource } from '../../src/sql/parse.js';
import { visibleLine } from '../../src/render/plain-text.js';

const MOST_CHARACTERS = 70;

/**
 * Runs the examples of a rule's docs.md on the embedded server and tells what it did, as the page's Evidence section.
 *
 * @param pages rule id → its docs.md
 * @returns rule id → Markdown; empty for a rule whose examples hold nothing to observe
 */
export async function observeExamples(pages: ReadonlyMap<string, string>): Promise<ReadonlyMap<string, string>> {
  await loadParser();
  const server = await startEmbedded();
  try {
    const evidence = new Map<string, string>();
    for (const [rule, markdown] of pages) evidence.set(rule, await evidenceOf(server, markdown));
    return evidence;
  } finally {
    await server.stop();
  }
}

async function evidenceOf(server: ObservedPostgres, markdown: string): Promise<string> {
  const rows: string[] = [];
  let schema = '';
  for (const [, kind, body = ''] of markdown.matchAll(/^```sql (schema|unsafe|safe)\n([\s\S]*?)^```$/gm)) {
    if (kind === 'schema') schema = body;
    else rows.push(...(await observed(server, schema, body, kind ?? '')));
  }
  if (rows.length === 0) return '';
  return [
    'What the embedded PostgreSQL 18 did with the examples above, each statement in a transaction of its own:',
    '',
    '| example | statement | locks on what was there before | copied | read whole |',
    '|---|---|---|---|---|',
    ...new Set(rows),
  ].join('\n');
}

/** One row a statement that does more than steer the session. */
async function observed(server: ObservedPostgres, schema: string, body: string, kind: string): Promise<string[]> {
  await server.reset();
  await server.run(schema);
  const rows: string[] = [];
  // A second file of an example is only set apart by a comment, so the statements simply follow each other.
  const { pieces, sql } = parseSource(body);
  for (const piece of pieces) {
    if (!piece.readable || piece.node.tag === 'TransactionStmt') continue;
    const text = sql.slice(piece.span.start, piece.span.end);
    if (piece.node.tag === 'VariableSetStmt') {
      await server.runAlone(text);
      continue;
    }
    const inside = await server.observe(text);
    const alone = inside.error === null ? null : await server.runAlone(text);
    rows.push(`| ${kind} | ${cell(text)} | ${outcome(inside, alone)} |`);
  }
  return rows;
}

function outcome(inside: Observation, alone: ServerError | null): string {
  if (inside.error !== null) {
    const refusal = `refused: ${visibleLine(inside.error.message).replaceAll('|', '\\|')}`;
    return `${alone === null ? 'refused in a transaction block; runs alone' : refusal} | – | –`;
  }
  const locks = Object.entries(inside.locks)
    .filter(([, mode]) => mode !== 'ACCESS SHARE')
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([relation, mode]) => `${mode} on \`${relation}\``);
  return [locks, inside.rewrites.map(quoted), inside.scans.map(quoted)].map((all) => all.join(', ') || '–').join(' | ');
}

function quoted(name: string): string {
  return `\`${name}\``;
}

function cell(sql: string): string {
  const line = visibleLine(sql).replace(/\s+/g, ' ').replaceAll('|', '\\|');
  return quoted(line.length > MOST_CHARACTERS ? `${line.slice(0, MOST_CHARACTERS)}…` : line);
}
