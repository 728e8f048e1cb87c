import { bodiesOf, findAll, items, texts } from '../../../sql/statement.js';
import type { Changeset, Step } from '../../../timeline.js';
import { rangeAt } from '../../existing.js';
import { nodeIf } from '../../scope.js';
import { laterInSet } from '../dropped-object.js';
import type { Sequence } from './set-back.js';

/** A later statement of the set moves the sequence: behind written numbers to any place, else to one computed from the rows. */
export function isCaughtUp(step: Step, { stepsInSet }: Changeset, sequence: Sequence): boolean {
  return laterInSet(step, stepsInSet).some(
    (later) => computes(later) || (sequence.why !== 'set' && restarts(later, sequence)),
  );
}

/** `setval(…, (SELECT max(id) FROM t))`. */
function computes(step: Step): boolean {
  const calls = findAll('FuncCall', nodeIf(step, 'SelectStmt') ?? undefined);
  return (
    calls.some(({ funcname }) => texts(funcname).at(-1) === 'setval') &&
    calls.some(({ funcname }) => texts(funcname).at(-1) === 'max')
  );
}

/** Somebody who moves the sequence right behind the rows has thought of them. */
function restarts(step: Step, { table }: Sequence): boolean {
  const alter = nodeIf(step, 'AlterTableStmt');
  const ofTable = alter !== null && rangeAt(step, alter.relation) === table;
  const cmds = ofTable ? bodiesOf('AlterTableCmd', alter.cmds) : [];
  const options = cmds.flatMap(({ def }) => bodiesOf('DefElem', [...items(def)]));
  const sequence = bodiesOf('DefElem', nodeIf(step, 'AlterSeqStmt')?.options);
  if ([...options, ...sequence].some(({ defname }) => defname === 'restart')) return true;
  const calls = findAll('FuncCall', nodeIf(step, 'SelectStmt') ?? undefined);
  return calls.some(({ funcname }) => texts(funcname).at(-1) === 'setval');
}
