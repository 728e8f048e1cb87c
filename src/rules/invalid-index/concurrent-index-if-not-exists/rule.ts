import { nameParts } from '../../../catalog/lookup.js';
import { identifier, literal, shortName } from '../../../sql/names.js';
import type { Changeset, Step } from '../../../timeline.js';
import { box, whenAsked } from '../../boxes.js';
import { code } from '../../prose.js';
import { statementRule, type Edit, type Match } from '../../rule.js';
import { at, nodeIf } from '../../scope.js';
import { edited, without } from '../../wording.js';
import { isAsserted } from '../valid-index.js';

interface SkippedBuild extends Match {
  readonly step: Step;
  readonly index: string;
}

export const rule = statementRule<SkippedBuild>({
  id: 'concurrent-index-if-not-exists',
  mode: 'invalid-index',
  on: ['IndexStmt'],
  detect: (step, changeset) => {
    const body = nodeIf(step, 'IndexStmt');
    if (body?.concurrent !== true || body.if_not_exists !== true || step.effects.fails !== null) return [];
    const index = body.idxname ?? '';
    if (isDroppedBefore(index, step, changeset) || isAsserted(step, index, changeset)) return [];
    return [{ severity: 'caution', at: at(step), step, index }];
  },
  describe: ({ step, index }) => ({
    title: `IF NOT EXISTS takes an INVALID ${shortName(index)} for a built one`,
    message: `When ${code('CREATE INDEX CONCURRENTLY')} fails or is cancelled, the index stays behind under its name, INVALID. The next run sees the name, skips the build and succeeds: no query uses ${code(identifier(index))}, and every write pays for it.`,
    fix: [
      {
        name: `drop_${index}`,
        about: 'what a failed run has left',
        lines: [`DROP INDEX CONCURRENTLY IF EXISTS ${identifier(index)};`],
      },
      { name: index, about: 'fails where the name is taken', lines: [edited(step, withoutGuard(step) ?? [])] },
    ],
  }),
  boxes: (match) =>
    whenAsked(
      match,
      box(
        'before',
        `There is no INVALID index ${code(identifier(match.index))} from an earlier run`,
        `SELECT indexrelid::regclass AS index, indisvalid FROM pg_index JOIN pg_class AS c ON c.oid = indexrelid WHERE c.relname = ${literal(match.index)};`,
      ),
    ),
  suggest: ({ step }) => withoutGuard(step),
});

/** What the drop leaves has no INVALID index of that name. */
function isDroppedBefore(index: string, step: Step, { stepsInSet }: Changeset): boolean {
  return (stepsInSet.get(step.set) ?? []).some((other) => {
    const body = other.index < step.index ? nodeIf(other, 'DropStmt') : null;
    return (
      body?.removeType === 'OBJECT_INDEX' && (body.objects ?? []).some((object) => nameParts(object).at(-1) === index)
    );
  });
}

/** Without IF NOT EXISTS a leftover makes the migration fail, which somebody notices. */
function withoutGuard(step: Step): readonly Edit[] | null {
  return without(step, 'IF', 'NOT', 'EXISTS');
}
