import { literal, shortName, type RelationName } from '../../sql/names.js';
import type { Changeset, Step } from '../../timeline.js';
import { dollarTag, sql } from '../prose.js';
import { nodeIf } from '../scope.js';

/** Whether something after a concurrent build makes the migration fail while the index is INVALID. */
export function isAsserted(build: Step, index: string, { stepsInSet }: Changeset, before: Step | null = null): boolean {
  return (stepsInSet.get(build.set) ?? []).some((step) => {
    if (step.index <= build.index || (before !== null && step.index >= before.index)) return false;
    const block = step.within === null && nodeIf(step, 'DoStmt') !== null ? step.sql : '';
    if (!/\bindisvalid\b/i.test(block) || !/\b(?:raise|assert)\b/i.test(block)) return false;
    return block.includes(index) || !/regclass/i.test(block);
  });
}

/** A block that fails while the index is INVALID. */
export function assertion(index: RelationName): string {
  const body = sql(
    'BEGIN',
    `  IF NOT (SELECT indisvalid FROM pg_index WHERE indexrelid = to_regclass(${literal(shortName(index))})) THEN`,
    "    RAISE EXCEPTION 'the index is INVALID: drop it and build it again';",
    '  END IF;',
  );
  const tag = dollarTag(body);
  return sql(`DO ${tag}`, body, `END ${tag};`);
}
