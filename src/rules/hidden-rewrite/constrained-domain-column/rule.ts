import { findType } from '../../../catalog/lookup.js';
import { typeRef, typeWords } from '../../../catalog/types.js';
import type { Touch } from '../../../effects/effects.js';
import { effective } from '../../../session/session.js';
import { derivedName, literal, shortName } from '../../../sql/names.js';
import type { Step } from '../../../timeline.js';
import { box, whenAsked } from '../../boxes.js';
import { blockedWhile, BOUNDED_WAIT, code, comment, fileName, type Fix } from '../../prose.js';
import { statementRule } from '../../rule.js';
import { addedColumn, writtenColumn } from '../../written-column.js';
import { rewritesBecause, type Rewrite } from '../rewrites.js';

export const rule = statementRule<Rewrite>({
  id: 'constrained-domain-column',
  mode: 'hidden-rewrite',
  on: ['constrained-domain', 'unknown-type'],
  detect: (step) => rewritesBecause(step, 'constrained-domain', 'unknown-type'),
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
  boxes: (match) => {
    const { because } = match.touch;
    const type = because.id === 'unknown-type' ? because.type : '';
    return whenAsked(
      match,
      box(
        'before',
        `${code(type)} is no domain with a constraint`,
        `SELECT typtype, EXISTS (SELECT FROM pg_constraint WHERE contypid = t.oid) AS constrained FROM pg_type AS t WHERE oid = to_regtype(${literal(type)});`,
      ),
    );
  },
});

/** The base type has nothing to check, and the table's own CHECK can be validated while reads and writes go on. */
function withBaseType(step: Step, { relation, part }: Touch): Fix {
  const column = writtenColumn(step, part);
  const type = addedColumn(step, part)?.typeName;
  if (column === null || type === undefined) return '';
  const domain = findType(step.before, effective(step.session).searchPath, typeRef(type));
  const base = domain?.kind === 'domain' && domain.base !== null ? typeWords(domain.base) : 'text';
  const constraint = derivedName(relation, column.name, 'check');
  const name = shortName(relation);
  return [
    {
      name: fileName(relation, column.name),
      about: 'the base type, which has nothing to check',
      lines: [BOUNDED_WAIT, `ALTER TABLE ${name} ADD COLUMN ${column.quoted} ${base};`],
    },
    {
      name: fileName(relation, column.name, 'check'),
      about: "the domain's condition as a CHECK of the table",
      lines: [comment(`ALTER TABLE ${name} ADD CONSTRAINT ${constraint} CHECK (…) NOT VALID;`)],
    },
    {
      name: fileName(relation, column.name, 'check', 'validate'),
      about: 'the old rows are checked while reads and writes go on',
      lines: [comment(`ALTER TABLE ${name} VALIDATE CONSTRAINT ${constraint};`)],
    },
  ];
}
