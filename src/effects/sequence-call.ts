import type { InsertStmt } from '@pgsql/types';
import type { RelationName } from '../sql/names.js';
import { bodiesOf, bodyOf, constant, findAll, texts, type Node } from '../sql/statement.js';
import { effectsOf, type Effects } from './effects.js';
import { lock, lockSequences, namedByParts, relationOf, type Moment } from './moment.js';

/** nextval() and setval() of a sequence named by a constant: ROW EXCLUSIVE, which only ALTER SEQUENCE waits for. */
export function sequenceCalls(root: object | undefined, moment: Moment): Effects {
  const names = findAll('FuncCall', root).flatMap(({ funcname, args }): RelationName[] => {
    const call = texts(funcname).at(-1);
    const written = constant(bodyOf('TypeCast', args?.[0])?.arg ?? args?.[0]);
    if ((call !== 'nextval' && call !== 'setval') || typeof written !== 'string') return [];
    const name = namedByParts(moment, partsOf(written));
    return relationOf(moment, name)?.kind === 'sequence' ? [name] : [];
  });
  return effectsOf({ locks: names.map((name) => lock(moment, name, 'ROW EXCLUSIVE')) });
}

/** Sequences that give the rows of VALUES the numbers that they do not bring. */
export function insertedNumbers(body: InsertStmt, target: RelationName, moment: Moment): Effects {
  const rows = bodiesOf('List', bodyOf('SelectStmt', body.selectStmt)?.valuesLists);
  if (rows.length === 0 && body.selectStmt !== undefined) return effectsOf({});
  const columns = [...(relationOf(moment, target)?.columns.values() ?? [])];
  const listed = bodiesOf('ResTarget', body.cols).map(({ name }) => name ?? '');
  const names = listed.length > 0 ? listed : columns.map(({ name }) => name);
  const numbered = columns.filter(({ name, hasDefault }) => {
    const at = names.indexOf(name);
    return hasDefault === true && (at < 0 || rows.length === 0 || rows.some(({ items }) => isLeftOut(items?.[at])));
  });
  return effectsOf({
    locks: lockSequences(
      moment,
      target,
      numbered.map(({ name }) => name),
      'ROW EXCLUSIVE',
    ),
  });
}

function isLeftOut(value: Node | undefined): boolean {
  return value === undefined || bodyOf('SetToDefault', value) !== null;
}

/** `'shop."Orders_id_seq"'` as the parser would read it. */
function partsOf(written: string): string[] {
  const parts = written.match(/"(?:[^"]|"")*"|[^.]+/g) ?? [];
  return parts.map((part) => (part.startsWith('"') ? part.slice(1, -1).replaceAll('""', '"') : part.toLowerCase()));
}
