import type { RangeVar } from '@pgsql/types';
import { ancestors } from '../../catalog/catalog.js';
import { resolveRange } from '../../catalog/lookup.js';
import { effective } from '../../session/session.js';
import type { RelationName } from '../../sql/names.js';
import { bodiesOf } from '../../sql/statement.js';
import type { Step } from '../../timeline.js';
import { blockedRelations } from '../scope.js';

/** Whose writers a statement makes wait. */
export interface Targets {
  /** Existing tables that the statement itself is about. */
  readonly own: readonly RelationName[];
  /** Existing tables at the other end of a foreign key that it adds or drops. */
  readonly ends: readonly RelationName[];
}

export function targets(step: Step): Targets {
  const { node } = step.statement;
  const blocked = blockedRelations(step.effects).filter((name) => isTable(step, name));
  const only = (range: RangeVar | undefined): RelationName[] => {
    const name = resolveRange(step.before, effective(step.session).searchPath, range);
    return blocked.filter((one) => one === name);
  };
  switch (node.tag) {
    case 'AlterTableStmt': {
      const own = node.body.objtype === 'OBJECT_TABLE' ? only(node.body.relation) : [];
      return {
        own,
        ends: blocked.filter(
          (name) => !own.some((table) => name === table || ancestors(step.before, name).includes(table)),
        ),
      };
    }
    case 'CreateStmt':
      // A new table's keys are short work on the tables they name; a new partition locks its parent.
      return { own: bodiesOf('RangeVar', node.body.inhRelations).flatMap(only), ends: [] };
    case 'DropStmt':
      return {
        own:
          node.body.removeType === 'OBJECT_TABLE' ? blocked.filter((name) => !step.after.relations.has(name)) : blocked,
        ends: [],
      };
    case 'AlterSeqStmt':
      return { own: [], ends: [] };
    default:
      return {
        own: blocked.filter((name) => !ancestors(step.before, name).some((parent) => blocked.includes(parent))),
        ends: [],
      };
  }
}

/** What nobody has shown us is taken for a table. */
function isTable(step: Step, name: RelationName): boolean {
  if (step.before.indexes.has(name)) return false;
  const kind = step.before.relations.get(name)?.kind;
  return kind === undefined || kind === 'table' || kind === 'partitioned table';
}
