import { code, table as tableWords } from '../rules/prose.js';
import type { Box } from '../rules/rule.js';
import { literal, shortName, type RelationName } from '../sql/names.js';
import { bodiesOf, bodyOf } from '../sql/statement.js';
import type { Step } from '../timeline.js';

/** What a large piece of work needs besides: room on the disk before, statistics for the planner after. */
export function upkeepBoxes(step: Step): Box[] {
  if (step.effects.fails !== null || step.section.direction === 'down') return [];
  const copied = new Set(
    step.effects.rewrites.filter((one) => one.existing && one.certainty === 'certain').map(({ relation }) => relation),
  );
  return [...[...copied].map(diskBox), ...tablesToAnalyze(step).map(analyzeBox)];
}

function diskBox(relation: RelationName): Box {
  return {
    phase: 'before',
    text: `The disk has room for a second copy of ${tableWords(relation)} with its indexes, and for as much WAL, on every standby too`,
    sql: `SELECT pg_size_pretty(pg_total_relation_size(to_regclass(${literal(relation)})));`,
  };
}

function analyzeBox(relation: RelationName): Box {
  return {
    phase: 'after',
    text: `The planner knows ${tableWords(relation)} as it is now: ${code('ANALYZE')} has run`,
    sql: `ANALYZE ${shortName(relation)};`,
  };
}

/** A change of type throws the column's statistics away, an index on an expression has none yet, many rows make them old. */
function tablesToAnalyze(step: Step): RelationName[] {
  const { node } = step.statement;
  const [first] = step.effects.locks;
  if (node.tag === 'AlterTableStmt') {
    const changes = bodiesOf('AlterTableCmd', node.body.cmds).some(({ subtype }) => subtype === 'AT_AlterColumnType');
    return changes && first?.existing === true ? [first.relation] : [];
  }
  if (node.tag === 'IndexStmt') {
    const computed = (node.body.indexParams ?? []).some((one) => bodyOf('IndexElem', one)?.expr !== undefined);
    return computed && first?.existing === true ? [first.relation] : [];
  }
  if (step.effects.writes !== 'unbounded') return [];
  return step.effects.writesTo.filter((name) =>
    step.effects.locks.some((lock) => lock.relation === name && lock.existing),
  );
}
