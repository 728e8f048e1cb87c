import { literal, shortName } from '../../../sql/names.js';
import { texts } from '../../../sql/statement.js';
import { transactionNumber } from '../../../session/session.js';
import type { Step } from '../../../timeline.js';
import { asWritten, code, fileName } from '../../prose.js';
import { keyAt } from '../../existing.js';
import { statementRule, type Match } from '../../rule.js';
import { at, nodeIf } from '../../scope.js';
import { uses, type EnumValue } from './use.js';

interface EarlyUse extends Match {
  readonly step: Step;
  readonly added: Step;
  readonly value: EnumValue;
}

export const rule = statementRule<EarlyUse>({
  id: 'enum-value-used-too-early',
  mode: 'replica-schema-drift',
  on: ['in-transaction'],
  detect: (step, { stepsInTransaction }) => {
    const transaction = step.session.transaction?.number;
    if (transaction === undefined || step.effects.fails !== null) return [];
    for (const added of stepsInTransaction.get(transaction) ?? []) {
      if (added.index >= step.index) break;
      const value = pendingValue(added);
      if (value !== null && uses(step, value))
        return [{ severity: 'unsafe', at: at(step), related: [added], step, added, value }];
    }
    return [];
  },
  describe: ({ step, added, value }) => ({
    title: `A new value of ${shortName(value.type)} cannot be used before its transaction ends`,
    message:
      `${code(step.statement.kind)} uses ${code(literal(value.value))}, which the same transaction added to ${code(shortName(value.type))}: Postgres refuses it ` +
      `("unsafe use of new value"), and the whole migration is rolled back.`,
    fix: [
      { name: fileName(value.type, value.value), about: 'the value alone', lines: [asWritten(added)] },
      { name: fileName(value.type, value.value, 'used'), about: 'what uses it', lines: [asWritten(step)] },
    ],
  }),
});

/** A value that the rest of the transaction may not use. A type made in the same transaction is free again from 17 on. */
function pendingValue(added: Step): EnumValue | null {
  const body = nodeIf(added, 'AlterEnumStmt');
  if (body?.newVal === undefined || body.oldVal !== undefined || added.effects.fails !== null) return null;
  const type = keyAt(added, added.before.types, texts(body.typeName));
  const known = added.before.types.get(type);
  const isNewType =
    known?.kind === 'enum' && known.set === added.set && known.transaction === transactionNumber(added.session);
  if (isNewType && (added.version >= 17 || added.version < 12)) return null;
  return { type, value: body.newVal };
}
