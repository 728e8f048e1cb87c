import { resolveParts } from '../../../catalog/lookup.js';
import { effective } from '../../../session/session.js';
import { identifier, shortName, type RelationName } from '../../../sql/names.js';
import { bodiesOf, bodyOf, constant, findAll, items, texts } from '../../../sql/statement.js';
import type { Step } from '../../../timeline.js';
import { alteredParts } from '../../altered-part.js';
import { isOthers, isOthersColumn, rangeAt } from '../../existing.js';
import { nodeIf } from '../../scope.js';

/** A sequence whose next number may be used already. */
export interface Sequence {
  readonly why: 'set' | 'begins' | 'written';
  /** As a person writes it. */
  readonly name: string;
  /** The column that takes its numbers, as far as the statement shows it; the column as SQL. */
  readonly table: RelationName | null;
  readonly column: string | null;
  readonly part: number;
}

/** Sequences of others that a statement sets to a fixed number, and identities that begin at 1. */
export function setBack(step: Step): Sequence[] {
  return [...restarted(step), ...setByFunction(step), ...identities(step)];
}

function restarted(step: Step): Sequence[] {
  const body = nodeIf(step, 'AlterSeqStmt');
  if (body === null) return [];
  const name = rangeAt(step, body.sequence);
  const restarts = bodiesOf('DefElem', body.options).some(({ defname }) => defname === 'restart');
  return restarts && isOthers(step, name) ? [ofName(name)] : [];
}

/** `setval('s', 1)`: what is computed from the rows is not fixed. */
function setByFunction(step: Step): Sequence[] {
  return findAll('FuncCall', nodeIf(step, 'SelectStmt')?.targetList).flatMap(({ funcname, args }): Sequence[] => {
    const [sequence, value] = args ?? [];
    const written = constant(bodyOf('TypeCast', sequence)?.arg ?? sequence);
    if (texts(funcname).at(-1) !== 'setval' || typeof written !== 'string' || constant(value) === null) return [];
    const parts = written.split('.').map((part) => part.replaceAll('"', ''));
    const name = resolveParts(step.before, effective(step.session).searchPath, parts);
    return isOthers(step, name) ? [ofName(name)] : [];
  });
}

function identities(step: Step): Sequence[] {
  return alteredParts(step, 'AT_SetIdentity', 'AT_AddIdentity').flatMap(({ cmd, part, table }): Sequence[] => {
    const column = cmd.name ?? '';
    if (!isOthersColumn(step, table, column)) return [];
    const adds = cmd.subtype === 'AT_AddIdentity';
    const options = adds ? bodyOf('Constraint', cmd.def)?.options : [...items(cmd.def)];
    const names = bodiesOf('DefElem', options).map(({ defname }) => defname);
    // START of one that exists only counts for the next RESTART; of a new one somebody has thought about it.
    if (adds ? names.includes('start') || names.includes('restart') : !names.includes('restart')) return [];
    const name = `${shortName(table)}.${identifier(column)}`;
    return [{ why: adds ? 'begins' : 'set', name, table, column: identifier(column), part }];
  });
}

function ofName(name: RelationName): Sequence {
  return { why: 'set', name: shortName(name), table: null, column: null, part: 0 };
}
