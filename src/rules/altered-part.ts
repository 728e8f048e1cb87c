import type { AlterTableCmd } from '@pgsql/types';
import type { RelationName } from '../sql/names.js';
import { bodiesOf, type Subcommand } from '../sql/statement.js';
import type { Step } from '../timeline.js';
import { isOthers, rangeAt } from './existing.js';
import { nodeIf } from './scope.js';

/** One subcommand of an ALTER TABLE on a table that others use. */
export interface AlteredPart {
  readonly cmd: AlterTableCmd;
  readonly part: number;
  readonly table: RelationName;
}

/** Those of these kinds; none of a statement that Postgres refuses. */
export function alteredParts(step: Step, ...kinds: readonly Subcommand[]): AlteredPart[] {
  const body = nodeIf(step, 'AlterTableStmt');
  if (body === null || step.effects.fails !== null) return [];
  const table = rangeAt(step, body.relation);
  if (!isOthers(step, table)) return [];
  return bodiesOf('AlterTableCmd', body.cmds).flatMap((cmd, part): AlteredPart[] =>
    cmd.subtype !== undefined && kinds.includes(cmd.subtype) ? [{ cmd, part, table }] : [],
  );
}
