import { nameParts, resolveParts } from '../../../catalog/lookup.js';
import { effective } from '../../../session/session.js';
import { identifier, shortName, type RelationName } from '../../../sql/names.js';
import { bodiesOf } from '../../../sql/statement.js';
import type { Changeset, Step } from '../../../timeline.js';
import { isOthers, rangeAt } from '../../existing.js';
import { code, lockClause, table } from '../../prose.js';
import { statementRule, type Match } from '../../rule.js';
import { at, nodeIf } from '../../scope.js';

interface Change {
  readonly relation: RelationName;
  readonly kind: 'dropped' | 'altered' | 'narrowed' | 'off' | 'forced';
  /** The policy; empty for the switches of the table. */
  readonly policy: string;
  readonly part: number | null;
}

interface Visibility extends Match {
  readonly step: Step;
  readonly change: Change;
}

export const rule = statementRule<Visibility>({
  id: 'row-visibility-changed',
  mode: 'rename-in-rolling-deploy',
  on: ['DropStmt', 'CreatePolicyStmt', 'AlterPolicyStmt', 'AT_DisableRowSecurity', 'AT_ForceRowSecurity'],
  detect: (step, changeset) => {
    if (step.effects.fails !== null) return [];
    return changesOf(step).flatMap((change): Visibility[] => {
      if (!isOthers(step, change.relation) || isNewPolicy(step, change, changeset)) return [];
      const severity = change.kind === 'dropped' && isMadeAgain(step, change, changeset) ? 'note' : 'caution';
      return [{ severity, at: at(step, change.part), alsoModes: ['lock-queue-freeze'], step, change }];
    });
  },
  describe: ({ step, change }) => ({
    title: `Other rows of ${shortName(change.relation)} are seen from now on`,
    message: `${WHAT[change.kind](change)}. From the commit on running code sees and writes other rows than before, without an error. ${code(step.statement.kind)} ${lockClause(step, change.relation)} until the transaction ends.`,
    fix: '',
  }),
  boxes: ({ severity, change }) =>
    severity === 'note'
      ? []
      : [
          {
            phase: 'before',
            text: `Old and new code both work with the rows of ${table(change.relation)} that each role sees afterwards`,
            sql: '',
          },
        ],
});

const WHAT: Readonly<Record<Change['kind'], (change: Change) => string>> = {
  dropped: ({ policy }) =>
    `Rows that only ${code(identifier(policy))} let through are hidden, and with the last policy all of them are; a restrictive one hides nothing any more`,
  altered: ({ policy }) => `Which rows ${code(identifier(policy))} lets through is decided anew`,
  narrowed: ({ policy }) => `${code(identifier(policy))} is restrictive: it hides rows that were seen before`,
  off: ({ relation }) => `Without row level security whoever may read ${table(relation)} sees every row`,
  forced: ({ relation }) =>
    `The owner of ${table(relation)}, which is often the role of the application, comes under the policies too`,
};

function changesOf(step: Step): Change[] {
  const made = nodeIf(step, 'CreatePolicyStmt');
  // A permissive policy lets more rows through; the first of a table is the subject of ENABLE.
  if (made !== null && made.permissive !== true)
    return [{ relation: rangeAt(step, made.table), kind: 'narrowed', policy: made.policy_name ?? '', part: null }];
  const altered = nodeIf(step, 'AlterPolicyStmt');
  if (altered !== null)
    return [{ relation: rangeAt(step, altered.table), kind: 'altered', policy: altered.policy_name ?? '', part: null }];
  return [...dropsOf(step), ...switchesOf(step)];
}

function dropsOf(step: Step): Change[] {
  const body = nodeIf(step, 'DropStmt');
  if (body?.removeType !== 'OBJECT_POLICY') return [];
  return (body.objects ?? []).flatMap((object): Change[] => {
    const parts = nameParts(object);
    const policy = parts.at(-1) ?? '';
    const relation = resolveParts(step.before, effective(step.session).searchPath, parts.slice(0, -1));
    return step.effects.locks.length === 0 ? [] : [{ relation, kind: 'dropped', policy, part: null }];
  });
}

function switchesOf(step: Step): Change[] {
  const body = nodeIf(step, 'AlterTableStmt');
  if (body === null) return [];
  const relation = rangeAt(step, body.relation);
  return bodiesOf('AlterTableCmd', body.cmds).flatMap(({ subtype }, part): Change[] => {
    if (subtype === 'AT_DisableRowSecurity') return [{ relation, kind: 'off', policy: '', part }];
    return subtype === 'AT_ForceRowSecurity' ? [{ relation, kind: 'forced', policy: '', part }] : [];
  });
}

/** Made by an earlier statement of the same set, so that nobody counts on it. */
function isNewPolicy(step: Step, { relation, policy }: Change, { stepsInSet }: Changeset): boolean {
  return (
    policy !== '' &&
    (stepsInSet.get(step.set) ?? []).some((one) => one.index < step.index && makes(one, relation, policy))
  );
}

/** In the same transaction, so that the policy is never away. */
function isMadeAgain(step: Step, { relation, policy }: Change, { stepsInTransaction }: Changeset): boolean {
  const number = step.session.transaction?.number;
  const together = number === undefined ? [] : (stepsInTransaction.get(number) ?? []);
  return together.some((one) => one.index > step.index && makes(one, relation, policy));
}

function makes(step: Step, relation: RelationName, policy: string): boolean {
  const body = nodeIf(step, 'CreatePolicyStmt');
  return body !== null && body.policy_name === policy && rangeAt(step, body.table) === relation;
}
