import { family } from '../../../catalog/catalog.js';
import { shortName, type RelationName } from '../../../sql/names.js';
import type { Step } from '../../../timeline.js';
import { code, lockClause } from '../../prose.js';
import { statementRule, type Match } from '../../rule.js';
import { at, blockedRelations, existing } from '../../scope.js';
import { alteredTable, subcommandAt } from '../../subcommand.js';

interface FanOut extends Match {
  readonly step: Step;
  readonly parent: RelationName;
  readonly count: number;
}

export const rule = statementRule<FanOut>({
  id: 'every-partition-locked',
  mode: 'lock-queue-freeze',
  on: ['AlterTableStmt'],
  detect: (step) => {
    const { effects } = step;
    const work = [...effects.scans, ...effects.rewrites, ...effects.rebuildsIndexes];
    // What reads or copies the partitions has a rule of its own.
    if (effects.fails !== null || existing(work).length > 0) return [];
    const parent = alteredTable(step);
    // So has the link between a parent and one of its partitions.
    if (step.statement.parts.some((_span, part) => LINKS.has(subcommandAt(step, part)?.subtype ?? ''))) return [];
    if (step.before.relations.get(parent)?.kind !== 'partitioned table') return [];
    const below = new Set(family(step.before, parent).filter((name) => name !== parent));
    const count = blockedRelations(effects).filter((name) => below.has(name)).length;
    return count < 2
      ? []
      : [{ severity: 'note', at: at(step), alsoModes: ['migration-deadlock'], step, parent, count }];
  },
  describe: ({ step, parent, count }) => ({
    title: `One statement locks ${shortName(parent)} and its ${count} partitions together`,
    message: `${code(step.statement.kind)} ${lockClause(step, parent)}, and the same on each of its ${count} partitions, one after the other, all held until the transaction ends. The longest query on any of them keeps all of them waiting, and each takes a place in the lock table (${code('max_locks_per_transaction')}).`,
    fix: '',
  }),
});

const LINKS: ReadonlySet<string> = new Set(['AT_AttachPartition', 'AT_DetachPartition', 'AT_DetachPartitionFinalize']);
