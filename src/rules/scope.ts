import type { Effects, Lock, Touch } from '../effects/effects.js';
import { blocksReads, blocksWrites } from '../effects/lock-mode.js';
import type { Severity } from '../report/report.js';
import type { RelationName } from '../sql/names.js';
import type { StatementNode, StatementTag } from '../sql/statement.js';
import type { Step } from '../timeline.js';
import type { Place } from './rule.js';

/** The statement if it is of this kind, with its body narrowed. */
export function nodeIf<T extends StatementTag>(step: Step, tag: T): StatementNode<T>['body'] | null {
  const node: StatementNode = step.statement.node;
  return isTag(node, tag) ? node.body : null;
}

function isTag<T extends StatementTag>(node: StatementNode, tag: T): node is StatementNode<T> & StatementNode {
  return node.tag === tag;
}

export function at(step: Step, part: number | null = null): Place {
  return { kind: 'statement', step, part: step.statement.parts.length > 1 ? part : null };
}

/** Touches of tables that others use. What this set of migrations made is nobody's yet. */
export function existing(touches: readonly Touch[]): readonly Touch[] {
  return touches.filter((touch) => touch.existing);
}

/** A certain effect fails the check; a possible one is a caution. */
export function severityOf(touch: Touch): Severity {
  return touch.certainty === 'certain' ? 'unsafe' : 'caution';
}

/** Existing relations that a statement locks so that writes wait. */
export function blockedRelations(effects: Effects): RelationName[] {
  return effects.locks.filter((lock) => lock.existing && blocksWrites(lock.mode)).map((lock) => lock.relation);
}

/** Whether a lock makes the application wait. Nothing but REFRESH writes a materialized view. */
export function makesOthersWait(step: Step, { relation, mode }: Lock): boolean {
  const readOnly = step.before.relations.get(relation)?.kind === 'materialized view';
  return readOnly ? blocksReads(mode) : blocksWrites(mode);
}

/** The tool's own, or one that the file has begun; where nobody knows the tool, nobody knows that either. */
export function isInTransaction({ session, section }: Step): boolean {
  return session.transaction !== null && !section.assumed;
}

/** What goes down is judged more mildly: only the loss of what existed before is unsafe there. */
export function isDown(step: Step): boolean {
  return step.section.direction === 'down';
}

/** One touch a subcommand: a table with a hundred partitions is one finding. */
export function onePerPart(touches: readonly Touch[]): readonly Touch[] {
  const seen = new Set<string>();
  return touches.filter((touch) => {
    const key = `${touch.part} ${touch.because.id}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
