import { table as tableWords } from '../rules/prose.js';
import type { Box } from '../rules/rule.js';
import { literal, type RelationName } from '../sql/names.js';
import type { Step } from '../timeline.js';

/** A table that is copied needs room for both copies until the commit. */
export function diskBoxes({ effects, section }: Step): readonly Box[] {
  if (effects.fails !== null || section.direction === 'down') return [];
  const copied = effects.rewrites.filter((one) => one.existing && one.certainty === 'certain');
  return [...new Set(copied.map(({ relation }) => relation))].map(diskBox);
}

function diskBox(relation: RelationName): Box {
  return {
    phase: 'before',
    text: `The disk has room for a second copy of ${tableWords(relation)} with its indexes, and for as much WAL, on every standby too`,
    sql: `SELECT pg_size_pretty(pg_total_relation_size(to_regclass(${literal(relation)})));`,
  };
}
