import type { RenameStmt } from '@pgsql/types';
import { nameParts } from '../../../catalog/lookup.js';
import { identifier, shortName } from '../../../sql/names.js';
import type { Step } from '../../../timeline.js';
import { box, whenAsked } from '../../boxes.js';
import { isOthers, isOthersColumn, keyAt, rangeAt } from '../../existing.js';
import { code, comment, lockClause, sql } from '../../prose.js';
import { statementRule, type Match } from '../../rule.js';
import { at, nodeIf } from '../../scope.js';
import { compatibleView } from '../compatible-view.js';
import { namedAgain } from './swapped-type.js';

type Kind = NonNullable<RenameStmt['renameType']>;

interface RenamedObject extends Match {
  readonly step: Step;
  readonly kind: string;
  readonly from: string;
  readonly to: string;
  /** Another type has the name before the transaction ends. */
  readonly swapped: boolean;
}

/** What code, roles or other databases know by name. */
const USED_BY_NAME: Readonly<Partial<Record<Kind, string>>> = {
  OBJECT_SCHEMA: 'schema',
  OBJECT_VIEW: 'view',
  OBJECT_MATVIEW: 'materialized view',
  OBJECT_SEQUENCE: 'sequence',
  OBJECT_FUNCTION: 'function',
  OBJECT_PROCEDURE: 'procedure',
  OBJECT_ROUTINE: 'routine',
  OBJECT_AGGREGATE: 'aggregate',
  OBJECT_TYPE: 'type',
  OBJECT_DOMAIN: 'domain',
  OBJECT_ATTRIBUTE: 'attribute',
  OBJECT_DATABASE: 'database',
  OBJECT_ROLE: 'role',
  OBJECT_PUBLICATION: 'publication',
  OBJECT_FOREIGN_SERVER: 'server',
};

/** What queries do not name, but for ON CONFLICT ON CONSTRAINT and hints. */
const SELDOM_NAMED: Readonly<Partial<Record<Kind, string>>> = {
  OBJECT_INDEX: 'index',
  OBJECT_TABCONSTRAINT: 'constraint',
  OBJECT_DOMCONSTRAINT: 'constraint',
  OBJECT_TRIGGER: 'trigger',
  OBJECT_POLICY: 'policy',
  OBJECT_RULE: 'rule',
};

export const rule = statementRule<RenamedObject>({
  id: 'rename-other-object',
  mode: 'rename-in-rolling-deploy',
  on: ['RenameStmt'],
  detect: (step, changeset) => {
    const body = nodeIf(step, 'RenameStmt');
    if (body?.renameType === undefined || step.effects.fails !== null || !isExisting(step, body)) return [];
    const used = USED_BY_NAME[body.renameType];
    const kind = used ?? SELDOM_NAMED[body.renameType];
    if (kind === undefined) return [];
    const taken = namedAgain(step, body, changeset);
    if (taken === 'place') return [];
    const isKept = kind.endsWith('view') && compatibleView(step, rangeAt(step, body.relation), changeset) !== null;
    const to = identifier(body.newname ?? '');
    return [
      {
        severity: used === undefined || isKept ? 'note' : taken === 'away' ? 'caution' : 'unsafe',
        at: at(step),
        step,
        kind,
        from: oldName(step, body),
        to,
        swapped: taken === 'away',
      },
    ];
  },
  describe: (match) => ({
    title:
      match.severity === 'note'
        ? `The ${match.kind} ${match.from} gets another name`
        : match.swapped
          ? `The ${match.kind} ${match.from} is another one from this commit on`
          : `Renaming the ${match.kind} ${match.from} breaks what knows it by that name`,
    message: messageOf(match),
    fix: match.severity === 'note' || match.swapped ? '' : fixOf(match),
  }),
  boxes: (match) =>
    whenAsked(
      match,
      box(
        'before',
        `Code and drivers get on with the new ${code(`${match.kind} ${match.from}`)}, and connect anew where they keep its number`,
      ),
    ),
});

function isExisting(step: Step, body: RenameStmt): boolean {
  const { before, set } = step;
  switch (body.renameType) {
    case 'OBJECT_SCHEMA':
      return before.schemas.get(body.subname ?? '') !== set;
    case 'OBJECT_ATTRIBUTE':
      return isOthersColumn(step, rangeAt(step, body.relation), body.subname ?? '');
    case 'OBJECT_INDEX':
      return before.indexes.get(rangeAt(step, body.relation))?.set !== set;
    case 'OBJECT_TABCONSTRAINT': {
      const table = rangeAt(step, body.relation);
      return isOthers(step, table) && before.relations.get(table)?.constraints.get(body.subname ?? '')?.set !== set;
    }
    case 'OBJECT_TYPE':
    case 'OBJECT_DOMAIN':
      return before.types.get(keyAt(step, before.types, nameParts(body.object)))?.set !== set;
    case 'OBJECT_FUNCTION':
    case 'OBJECT_PROCEDURE':
    case 'OBJECT_ROUTINE':
      return before.routines.get(keyAt(step, before.routines, nameParts(body.object)))?.set !== set;
    default:
      return body.relation === undefined || isOthers(step, rangeAt(step, body.relation));
  }
}

function oldName(step: Step, { subname, relation, object }: RenameStmt): string {
  if (subname !== undefined && relation !== undefined)
    return `${identifier(subname)} of ${shortName(rangeAt(step, relation))}`;
  if (subname !== undefined) return identifier(subname);
  return relation === undefined ? nameParts(object).map(identifier).join('.') : shortName(rangeAt(step, relation));
}

function messageOf({ step, kind, from, to, severity, swapped }: RenamedObject): string {
  const lock = step.effects.locks.find(({ existing }) => existing);
  const locked =
    lock === undefined ? '' : ` The statement ${lockClause(step, lock.relation)} until the transaction ends.`;
  if (severity === 'note' && kind.endsWith('view'))
    return `The ${code(`${kind} ${from}`)} is called ${code(to)} from now on, and old code finds a view of the old name before the transaction ends.${locked}`;
  if (severity === 'note')
    return `The ${code(`${kind} ${from}`)} is called ${code(to)} from now on. Queries name it only in ON CONFLICT ON CONSTRAINT, in hints or in error handling.${locked}`;
  if (swapped)
    return `The ${code(`${kind} ${from}`)} is called ${code(to)} from now on, and another one has its name before the transaction ends: casts and functions find one all the while. Columns keep the type they have until each is altered; statements that were prepared before, and drivers that remember a type by its number, give the old one and fail until they connect anew.${locked}`;
  return `From the commit on, whatever names the ${code(`${kind} ${from}`)} fails until it knows ${code(to)}: old code in a rolling deploy, functions with a body in quotes, scripts and other services.${locked}`;
}

/** Expand and contract: a second object beside the first, where Postgres can make one. */
function fixOf({ kind, from, to }: RenamedObject): string {
  if (kind === 'view') {
    return sql(
      '-- 1. a view of the new name beside the old one',
      `CREATE VIEW ${to} AS SELECT * FROM ${from};`,
      comment(`2. next release: the code uses ${to}`),
      comment(`3. the release after that: drop ${from}`),
    );
  }
  return sql(
    comment(`1. make a second ${kind} named ${to} beside ${from}`),
    comment(`2. release code that uses ${to}`),
    comment(`3. drop ${from} once nothing names it`),
  );
}
