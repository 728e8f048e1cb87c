import type { Effects, Touch } from './effects/effects.js';
import type { ReasonId } from './effects/reason.js';
import type { Session } from './session/session.js';
import type { Routine } from './sql/routine.js';
import { bodyOf, type Statement, type StatementTag, type Subcommand } from './sql/statement.js';

/**
 * What makes a step worth a rule's while: its kind, its subcommands, why it touches tables, or its situation. A rule
 * names the facets it can speak of, so that sixty rules do not each look at every statement.
 */
export type Facet = StatementTag | Subcommand | ReasonId | 'fails' | 'not-modelled' | 'in-transaction' | 'routine';

interface Faceted {
  readonly statement: Statement;
  readonly effects: Effects;
  readonly session: Session;
  readonly routine: Routine | null;
}

/** The facets of a step; one may come twice. */
export function facetsOf({ statement: { node }, effects, session, routine }: Faceted): Facet[] {
  const facets: Facet[] = [node.tag];
  if (node.tag === 'AlterTableStmt') {
    for (const cmd of node.body.cmds ?? []) facets.push(bodyOf('AlterTableCmd', cmd)?.subtype ?? 'AT_AddColumn');
  }
  addReasons(facets, effects.rewrites);
  addReasons(facets, effects.scans);
  addReasons(facets, effects.rebuildsIndexes);
  if (effects.fails !== null) facets.push('fails');
  if (effects.notModelled !== null) facets.push('not-modelled');
  if (routine !== null) facets.push('routine');
  if (session.transaction !== null) facets.push('in-transaction');
  return facets;
}

function addReasons(facets: Facet[], touches: readonly Touch[]): void {
  for (const touch of touches) facets.push(touch.because.id);
}
