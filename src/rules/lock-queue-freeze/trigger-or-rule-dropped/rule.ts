import { nameParts, resolveParts } from '../../../catalog/lookup.js';
import { effective } from '../../../session/session.js';
import { identifier, literal, shortName, type RelationName } from '../../../sql/names.js';
import { bodiesOf } from '../../../sql/statement.js';
import type { Changeset, Step } from '../../../timeline.js';
import { box, whenAsked } from '../../boxes.js';
import { isOthers, rangeAt } from '../../existing.js';
import { code, lockClause, sql, asWritten, BOUNDED_WAIT, comment, table } from '../../prose.js';
import { statementRule, type Box, type Match } from '../../rule.js';
import { at, nodeIf } from '../../scope.js';

interface Dropped {
  readonly kind: 'trigger' | 'rule';
  readonly name: string;
  readonly relation: RelationName;
  readonly part: number | null;
}

interface Lost extends Match {
  readonly step: Step;
  readonly dropped: Dropped;
}

export const rule = statementRule<Lost>({
  id: 'trigger-or-rule-dropped',
  mode: 'lock-queue-freeze',
  on: ['DropStmt', 'AT_DisableRule'],
  detect: (step, changeset) => {
    // IF EXISTS of one that is not there takes no lock.
    if (step.effects.fails !== null || step.effects.locks.length === 0) return [];
    return [...ofDrop(step), ...ofDisable(step)].flatMap((dropped): Lost[] => {
      if (!isOthers(step, dropped.relation) || wasMade(step, dropped, changeset)) return [];
      const severity = isMadeAgain(step, dropped, changeset);
      if (severity === null) return [];
      const alsoModes = ['destructive-rollback', 'rename-in-rolling-deploy'] as const;
      return [{ severity, at: at(step, dropped.part), alsoModes, step, dropped }];
    });
  },
  describe: ({ step, dropped: { kind, name, relation }, severity }) => ({
    title:
      severity === 'note'
        ? `The ${kind} ${identifier(name)} is away until it is made again`
        : `What the ${kind} ${identifier(name)} does on ${shortName(relation)} ends at once`,
    message: `${code(step.statement.kind)} ${lockClause(step, relation)} until the transaction ends. ${
      severity === 'note'
        ? `Until the statement that makes it again has committed, what ${code(identifier(name))} would have done is left out.`
        : `From the commit on nobody does what ${code(identifier(name))} did, for old code that counts on it as well; a rollback brings back the ${kind}, not what it has missed.`
    }`,
    fix:
      severity === 'note'
        ? ''
        : sql(comment(`in a later release, once no running version counts on it:`), BOUNDED_WAIT, asWritten(step)),
  }),
  boxes: (match) => whenAsked(match, isUnneeded(match.dropped)),
});

function isUnneeded({ kind, name, relation }: Dropped): Box {
  const from =
    kind === 'trigger'
      ? 'pg_get_triggerdef(oid) AS definition FROM pg_trigger WHERE tgrelid'
      : 'pg_get_ruledef(oid) AS definition FROM pg_rewrite WHERE ev_class';
  return box(
    'before',
    `No code that runs counts on the ${kind} ${code(identifier(name))} of ${table(relation)}, and its definition is kept for a rollback`,
    `SELECT ${from} = to_regclass(${literal(relation)}) AND ${kind === 'trigger' ? 'tgname' : 'rulename'} = ${literal(name)};`,
  );
}

function ofDrop(step: Step): Dropped[] {
  const body = nodeIf(step, 'DropStmt');
  const kind = body?.removeType === 'OBJECT_TRIGGER' ? 'trigger' : body?.removeType === 'OBJECT_RULE' ? 'rule' : null;
  if (body === null || kind === null) return [];
  return (body.objects ?? []).map((object) => {
    const parts = nameParts(object);
    const relation = resolveParts(step.before, effective(step.session).searchPath, parts.slice(0, -1));
    return { kind, name: parts.at(-1) ?? '', relation, part: null };
  });
}

function ofDisable(step: Step): Dropped[] {
  const body = nodeIf(step, 'AlterTableStmt');
  if (body === null) return [];
  const relation = rangeAt(step, body.relation);
  return bodiesOf('AlterTableCmd', body.cmds).flatMap(({ subtype, name }, part): Dropped[] =>
    subtype === 'AT_DisableRule' ? [{ kind: 'rule', name: name ?? '', relation, part }] : [],
  );
}

/** Made by an earlier statement of the same set. */
function wasMade(step: Step, dropped: Dropped, { stepsInSet }: Changeset): boolean {
  return (stepsInSet.get(step.set) ?? []).some((one) => one.index < step.index && makes(one, dropped));
}

/** In the same transaction nobody sees it gone; later it is worth a note. */
function isMadeAgain(step: Step, dropped: Dropped, { stepsInSet }: Changeset): 'caution' | 'note' | null {
  const again = (stepsInSet.get(step.set) ?? []).find((one) => one.index > step.index && makes(one, dropped));
  if (again === undefined) return 'caution';
  const { transaction } = step.session;
  return transaction !== null && again.session.transaction?.number === transaction.number ? null : 'note';
}

function makes(step: Step, { kind, name, relation }: Dropped): boolean {
  const trigger = kind === 'trigger' ? nodeIf(step, 'CreateTrigStmt') : null;
  if (trigger !== null) return trigger.trigname === name && rangeAt(step, trigger.relation) === relation;
  const made = kind === 'rule' ? nodeIf(step, 'RuleStmt') : null;
  return made !== null && made.rulename === name && rangeAt(step, made.relation) === relation;
}
