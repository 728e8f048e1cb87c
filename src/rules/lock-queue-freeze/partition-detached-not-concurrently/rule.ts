import { resolveRange } from '../../../catalog/lookup.js';
import { effective } from '../../../session/session.js';
import { shortName, type RelationName } from '../../../sql/names.js';
import { bodyOf } from '../../../sql/statement.js';
import type { Step } from '../../../timeline.js';
import { isCalm, whenAsked } from '../../boxes.js';
import { onlineWhereAllowed } from '../../concurrently.js';
import { code, fileName, lockClause } from '../../prose.js';
import { statementRule, type Match } from '../../rule.js';
import { at } from '../../scope.js';
import { alteredTable, subcommandAt } from '../../subcommand.js';
import { cased } from '../../wording.js';

interface BlockingDetach extends Match {
  readonly step: Step;
  readonly parent: RelationName;
  readonly partition: RelationName;
  /** Why CONCURRENTLY is no way out; null when it is one. */
  readonly noOnlineForm: string | null;
}

/** Postgres takes a DETACH only as the one subcommand of its statement. */
export const rule = statementRule<BlockingDetach>({
  id: 'partition-detached-not-concurrently',
  mode: 'lock-queue-freeze',
  on: ['AT_DetachPartition'],
  detect: (step) => {
    const cmd = subcommandAt(step, 0);
    const command = bodyOf('PartitionCmd', cmd?.def);
    if (
      cmd?.subtype !== 'AT_DetachPartition' ||
      command === null ||
      command.concurrent === true ||
      step.effects.fails !== null
    )
      return [];
    const parent = alteredTable(step);
    const relation = step.before.relations.get(parent);
    if (relation?.set === step.set) return [];
    const partition = resolveRange(step.before, effective(step.session).searchPath, command.name);
    const fallback = (relation?.children ?? []).find(
      (child) => step.before.relations.get(child)?.isDefaultPartition === true,
    );
    const noOnlineForm = whyNot(step.version, fallback);
    return [
      {
        severity: noOnlineForm === null ? 'unsafe' : 'caution',
        at: at(step),
        byTraffic: [parent],
        step,
        parent,
        partition,
        noOnlineForm,
      },
    ];
  },
  describe: ({ step, parent, partition, noOnlineForm }) => ({
    title: `Detaching a partition blocks all of ${shortName(parent)}`,
    message: `${code(step.statement.kind)} ${lockClause(step, parent)}, and waits for every query on it first.${noOnlineForm === null ? '' : ` ${noOnlineForm}`}`,
    fix:
      noOnlineForm === null
        ? [
            {
              name: fileName(partition, 'detach'),
              about: '',
              lines: [`ALTER TABLE ${shortName(parent)} DETACH PARTITION ${shortName(partition)} CONCURRENTLY;`],
            },
          ]
        : '',
  }),
  boxes: (match) => whenAsked(match, isCalm(match.parent, 'all its readers and writers')),
  suggest: ({ step, noOnlineForm }) => {
    const { end } = step.statement.span;
    const edits = [{ span: { start: end, end }, text: cased(step, ' CONCURRENTLY') }];
    return noOnlineForm === null ? onlineWhereAllowed(step, 'DETACH PARTITION CONCURRENTLY', edits) : null;
  },
});

function whyNot(version: number, fallback: RelationName | undefined): string | null {
  if (version < 14)
    return 'There is no online form before PostgreSQL 14: do it at a quiet moment, with a short `lock_timeout` and retries.';
  if (fallback === undefined) return null;
  return `CONCURRENTLY is refused while the default partition ${code(shortName(fallback))} exists: do it at a quiet moment, with a short \`lock_timeout\` and retries.`;
}
