import { commentLines, type CommentLine } from '../frameworks/comment-lines.js';
import type { Step } from '../timeline.js';
import type { Edit } from './rule.js';

/**
 * What makes the tool run this file outside a transaction, where a line in the file itself says so; null where it takes
 * another file or there is no way. Beside others the statement would take their transaction away.
 */
export function leavingTransaction({ migration, section, statement }: Step, command: string): readonly Edit[] | null {
  const { framework, setup } = migration.runner;
  // A directive that is not heard is mended where it stands.
  if (framework === null || setup === null || migration.runner.unheard !== null) return null;
  if (section.assumed || section.direction === 'down') return null;
  const outside = framework.outside(setup, command);
  const others = section.pieces.filter((piece) => piece.index !== statement.index);
  const alone = others.every((piece) => piece.readable && piece.node.tag === 'VariableSetStmt');
  // The directive may hold for the part that goes down as well, which loses nothing when it is one statement.
  const short = migration.sections.every((part) => part === section || part.pieces.length < 2);
  if (!alone || !short || outside.place !== 'own file' || outside.above.length === 0) return null;
  const lines = commentLines(migration.text, migration.comments);
  const isMarker = (text: string): boolean => framework.sections?.up?.test(text) === true;
  const marker = lines.find((line) => isMarker(line.text)) ?? null;
  const above = outside.above.filter((text) => !isMarker(text) || marker === null);
  return [...atTop(above, migration.text), ...markerEdits(marker, outside.above.find(isMarker))];
}

function atTop(lines: readonly string[], text: string): readonly Edit[] {
  // An empty line that the directive needs behind it may be there already.
  const needed = lines.at(-1) === '' && /^[ \t]*\r?\n/.test(text) ? lines.slice(0, -1) : lines;
  if (needed.length === 0) return [];
  return [{ span: { start: 0, end: 0 }, text: needed.map((line) => `${line}\n`).join('') }];
}

/** A marker that carries the directive takes the place of the one without. */
function markerEdits(marker: CommentLine | null, wanted: string | undefined): readonly Edit[] {
  if (marker === null || wanted === undefined || marker.text === wanted) return [];
  return [{ span: { start: marker.start, end: marker.end }, text: wanted }];
}
