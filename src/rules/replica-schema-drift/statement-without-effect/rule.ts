import { literal, shortName, type RelationName } from '../../../sql/names.js';
import type { Step } from '../../../timeline.js';
import { box, whenAsked } from '../../boxes.js';
import { rangeAt } from '../../existing.js';
import { code, sql, table } from '../../prose.js';
import { statementRule, type Match } from '../../rule.js';
import { at, nodeIf } from '../../scope.js';
import { alteredTable, subcommandAt } from '../../subcommand.js';

interface NoEffect extends Match {
  readonly step: Step;
  readonly relation: RelationName;
  readonly what: string;
  readonly why: string;
}

export const rule = statementRule<NoEffect>({
  id: 'statement-without-effect',
  mode: 'replica-schema-drift',
  on: ['AT_SetLogged', 'AT_SetUnLogged', 'ReindexStmt'],
  detect: (step) => (step.effects.fails === null ? [...persistence(step), ...rebuild(step)] : []),
  describe: ({ relation, what, why }) => ({
    title: `${what} does nothing to the partitioned table ${shortName(relation)}`,
    message: `${table(relation)} is partitioned and has no rows of its own. ${why} The migration succeeds, and the schema is not what it says.`,
    fix: '',
  }),
  boxes: (match) =>
    whenAsked(
      match,
      box(
        'after',
        `${code(match.what)} has been run for every partition of ${table(match.relation)} by itself, or is not needed`,
        partitionsOf(match.relation),
      ),
    ),
});

function partitionsOf(relation: RelationName): string {
  return sql(
    'SELECT inhrelid::regclass AS partition, relpersistence FROM pg_inherits JOIN pg_class AS c ON c.oid = inhrelid',
    `WHERE inhparent = to_regclass(${literal(relation)});`,
  );
}

/** Up to 17 it is accepted and passed over, from 18 on refused. */
function persistence(step: Step): NoEffect[] {
  const relation = alteredTable(step);
  if (nodeIf(step, 'AlterTableStmt') === null || !isPartitioned(step, relation)) return [];
  return step.statement.parts.flatMap((_span, part): NoEffect[] => {
    const subtype = subcommandAt(step, part)?.subtype;
    if (subtype !== 'AT_SetLogged' && subtype !== 'AT_SetUnLogged') return [];
    const what = subtype === 'AT_SetLogged' ? 'SET LOGGED' : 'SET UNLOGGED';
    const why = `${code(what)} is accepted before PostgreSQL 18 and reaches no partition.`;
    return [{ severity: 'caution', at: at(step, part), step, relation, what, why }];
  });
}

/** Up to 13 a warning is all that comes of it. */
function rebuild(step: Step): NoEffect[] {
  const body = nodeIf(step, 'ReindexStmt');
  if (body === null || step.effects.rebuildsIndexes.length > 0) return [];
  const named = rangeAt(step, body.relation);
  const relation = body.kind === 'REINDEX_OBJECT_INDEX' ? step.before.indexes.get(named)?.table : named;
  if (relation === undefined || !isPartitioned(step, relation) || step.version >= 14) return [];
  const why = `Before PostgreSQL 14 ${code(step.statement.kind)} warns and rebuilds no index of a partition.`;
  return [{ severity: 'caution', at: at(step), step, relation, what: step.statement.kind, why }];
}

function isPartitioned(step: Step, relation: RelationName): boolean {
  return step.before.relations.get(relation)?.kind === 'partitioned table';
}
