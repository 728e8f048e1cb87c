import { box, whenAsked } from '../../boxes.js';
import { code } from '../../prose.js';
import { statementRule, type Match } from '../../rule.js';
import { at } from '../../scope.js';
import { commandTag } from '../../../sql/command-tag.js';
import type { RoutineItem } from '../../../sql/plpgsql.js';
import { bodiesOf, type StatementNode, type StatementTag } from '../../../sql/statement.js';
import type { Step } from '../../../timeline.js';

interface Unmodelled extends Match {
  readonly step: Step;
  readonly what: string;
}

export const rule = statementRule<Unmodelled>({
  id: 'effects-not-modelled',
  mode: 'lock-queue-freeze',
  on: ['not-modelled', 'DoStmt'],
  detect: (step) => {
    const what = step.effects.notModelled ?? unjudgedInBlock(step);
    return what === null ? [] : [{ severity: 'caution', at: at(step), step, what }];
  },
  describe: ({ step, what }) => ({
    title: `What ${step.statement.kind} does is not known`,
    message: `${code(step.statement.kind)} reaches ${what.replaceAll('`', "'")}. That cannot be told from the migration, so read it as if it took ACCESS EXCLUSIVE on every table it touches, which blocks reads and writes until it ends.`,
    fix: '',
  }),
  boxes: (match) =>
    whenAsked(
      match,
      box(
        'before',
        `Somebody has read what ${match.what.replaceAll('`', "'")} does: it locks, rewrites and empties no busy table`,
      ),
    ),
});

/** Statements that the rules about them look for at the top level only. */
const TOP_LEVEL_ONLY: ReadonlySet<StatementTag> = new Set([
  'AlterEnumStmt',
  'AlterObjectSchemaStmt',
  'DropStmt',
  'IndexStmt',
  'LockStmt',
  'RefreshMatViewStmt',
  'ReindexStmt',
  'RenameStmt',
  'TruncateStmt',
] as const);

const SUBCOMMANDS: ReadonlySet<string> = new Set([
  'AT_DropColumn',
  'AT_DisableTrigAll',
  'AT_EnableRowSecurity',
  'AT_ReplicaIdentity',
]);

/** What a DO block does that only a person can judge yet: read as safe it would be a miss. */
function unjudgedInBlock(step: Step): string | null {
  if (step.routine?.ok !== true || step.effects.fails !== null) return null;
  const found = nodesIn(step.routine.items).find(isUnjudged);
  return found === undefined ? null : `a ${commandTag(found)} inside a DO block`;
}

function isUnjudged(node: StatementNode): boolean {
  if (node.tag !== 'AlterTableStmt') return TOP_LEVEL_ONLY.has(node.tag);
  return bodiesOf('AlterTableCmd', node.body.cmds).some(({ subtype }) => SUBCOMMANDS.has(subtype ?? ''));
}

function nodesIn(items: readonly RoutineItem[]): StatementNode[] {
  return items.flatMap((item) => {
    if (item.kind === 'statement') return [item.node];
    if (item.kind === 'dynamic') return item.nodes ?? [];
    return item.kind === 'loop' || item.kind === 'branch' ? nodesIn(item.items) : [];
  });
}
