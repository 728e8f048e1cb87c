import { findType } from '../../../catalog/lookup.js';
import { typeRef, typeWords } from '../../../catalog/types.js';
import type { Touch } from '../../../effects/effects.js';
import { effective } from '../../../session/session.js';
import { derivedName, shortName } from '../../../sql/names.js';
import { bodiesOf, bodyOf } from '../../../sql/statement.js';
import type { Step } from '../../../timeline.js';
import { blockedWhile, sql } from '../../prose.js';
import { statementRule, type Match } from '../../rule.js';
import { at, existing, nodeIf, onePerPart, severityOf } from '../../scope.js';
import { addedColumn } from '../added-column.js';

interface DomainColumn extends Match {
  readonly step: Step;
  readonly touch: Touch;
}

export const rule = statementRule<DomainColumn>({
  id: 'constrained-domain-column',
  mode: 'hidden-rewrite',
  detect: (step) => {
    if (step.effects.fails !== null) return [];
    const touches = onePerPart(existing(step.effects.rewrites)).filter(
      ({ because }) => because.id === 'constrained-domain' || because.id === 'unknown-type',
    );
    return touches.map((touch) => ({
      severity: severityOf(touch),
      at: at(step, touch.part),
      alsoModes: ['lock-queue-freeze'],
      step,
      touch,
    }));
  },
  describe: ({ severity, step, touch }) => ({
    title:
      severity === 'unsafe'
        ? `A column of a domain with a constraint rewrites ${shortName(touch.relation)}`
        : `The column's type may rewrite ${shortName(touch.relation)}`,
    message:
      blockedWhile(step, touch, 'is rewritten') +
      (severity === 'unsafe'
        ? ' That holds without a default as well.'
        : ' Its CREATE TYPE or CREATE DOMAIN, given with `schema`, would settle it.'),
    fix: severity === 'unsafe' ? withBaseType(step, touch) : '',
  }),
});

/** The base type has nothing to check, and the table's own CHECK can be validated while reads and writes go on. */
function withBaseType(step: Step, { relation, part }: Touch): string {
  const column = addedColumn(step, part);
  const cmd = bodiesOf('AlterTableCmd', nodeIf(step, 'AlterTableStmt')?.cmds)[part];
  const type = bodyOf('ColumnDef', cmd?.def)?.typeName;
  if (column === null || type === undefined) return '';
  const domain = findType(step.before, effective(step.session).searchPath, typeRef(type));
  const base = domain?.kind === 'domain' && domain.base !== null ? typeWords(domain.base) : 'text';
  const constraint = derivedName(relation, column.name, 'check');
  return sql(
    `ALTER TABLE ${shortName(relation)} ADD COLUMN ${column.quoted} ${base};`,
    `-- then, each in a migration of its own, the domain's condition as a CHECK of the table:`,
    `-- ALTER TABLE ${shortName(relation)} ADD CONSTRAINT ${constraint} CHECK (…) NOT VALID;`,
    `-- ALTER TABLE ${shortName(relation)} VALIDATE CONSTRAINT ${constraint};`,
  );
}
