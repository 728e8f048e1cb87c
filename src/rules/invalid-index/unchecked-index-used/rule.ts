import type { InsertStmt } from '@pgsql/types';
import { identifier, relationName, splitName } from '../../../sql/names.js';
import { bodiesOf } from '../../../sql/statement.js';
import type { Changeset, Step } from '../../../timeline.js';
import { box, validityOf, whenAsked } from '../../boxes.js';
import { rangeAt } from '../../existing.js';
import { asWritten, code, sql } from '../../prose.js';
import { statementRule, type Match } from '../../rule.js';
import { at, nodeIf } from '../../scope.js';
import { addedConstraint, alteredTable } from '../../subcommand.js';
import { assertion, isAsserted } from '../valid-index.js';

interface Unchecked extends Match {
  readonly step: Step;
  readonly build: Step;
  readonly index: string;
  readonly use: 'constraint' | 'conflict';
}

export const rule = statementRule<Unchecked>({
  id: 'unchecked-index-used',
  mode: 'invalid-index',
  on: ['AT_AddConstraint', 'InsertStmt'],
  detect: (step, changeset) => {
    if (step.effects.fails !== null) return [];
    const insert = nodeIf(step, 'InsertStmt');
    return insert === null ? attached(step, changeset) : inferred(step, insert, changeset);
  },
  describe: ({ step, index, use }) => ({
    title: `Nothing has checked that ${identifier(index)} is valid before it is used`,
    message: `A build of ${code(identifier(index))} that was cancelled or found duplicates leaves it INVALID. ${
      use === 'constraint'
        ? `${code('USING INDEX')} then fails: "index is not valid".`
        : `${code('ON CONFLICT')} does not see an INVALID index, and the statement fails: "there is no unique or exclusion constraint matching".`
    } The migration stops half way, and a second run stops or skips at the build.`,
    fix: sql('-- before it:', assertion(identifier(index)), asWritten(step)),
  }),
  boxes: (match) =>
    whenAsked(
      match,
      box(
        'during',
        `${code(identifier(match.index))} is valid before ${code(match.step.statement.kind)} uses it; an INVALID one is dropped and built again first`,
        validityOf(relationName(splitName(tableOf(match.build)).schema, match.index)),
      ),
    ),
});

/** ADD CONSTRAINT … USING INDEX. */
function attached(step: Step, changeset: Changeset): Unchecked[] {
  const table = alteredTable(step);
  return step.statement.parts.flatMap((_span, part): Unchecked[] => {
    const index = addedConstraint(step, part)?.indexname;
    const build = index === undefined ? undefined : builds(step, changeset).find((one) => nameOf(one) === index);
    if (index === undefined || build === undefined || tableOf(build) !== table) return [];
    return isAsserted(build, index, changeset, step) ? [] : [found(step, build, index, 'constraint', part)];
  });
}

/** INSERT … ON CONFLICT (columns). */
function inferred(step: Step, { relation, onConflictClause }: InsertStmt, changeset: Changeset): Unchecked[] {
  const columns = namesOf(bodiesOf('IndexElem', onConflictClause?.infer?.indexElems));
  const table = rangeAt(step, relation);
  if (columns === '') return [];
  const build = builds(step, changeset).find((one) => {
    const body = nodeIf(one, 'IndexStmt');
    return (
      body?.unique === true && tableOf(one) === table && namesOf(bodiesOf('IndexElem', body.indexParams)) === columns
    );
  });
  if (build === undefined || hasAnother(build, columns)) return [];
  const index = nameOf(build);
  return isAsserted(build, index, changeset, step) ? [] : [found(step, build, index, 'conflict', null)];
}

function found(step: Step, build: Step, index: string, use: Unchecked['use'], part: number | null): Unchecked {
  const alsoModes = ['replica-schema-drift'] as const;
  return { severity: 'caution', at: at(step, part), alsoModes, related: [build], step, build, index, use };
}

/** Concurrent builds that a step cannot rely on: in its own file, or skipped where the name is taken. */
function builds(step: Step, { stepsInSet }: Changeset): Step[] {
  return (stepsInSet.get(step.set) ?? []).filter((one) => {
    const body = one.index < step.index ? nodeIf(one, 'IndexStmt') : null;
    if (body?.concurrent !== true || one.effects.fails !== null) return false;
    return one.migration === step.migration || body.if_not_exists === true;
  });
}

function nameOf(build: Step): string {
  return nodeIf(build, 'IndexStmt')?.idxname ?? '';
}

function tableOf(build: Step): string {
  return rangeAt(build, nodeIf(build, 'IndexStmt')?.relation);
}

/** Column names in one order; empty with an expression among them. */
function namesOf(elements: readonly { readonly name?: string }[]): string {
  const names = elements.map(({ name }) => name ?? '');
  return names.includes('') ? '' : [...names].sort().join('\n');
}

/** The table had a unique index on the same columns before the build. */
function hasAnother(build: Step, columns: string): boolean {
  const indexes = build.before.relations.get(tableOf(build))?.indexes ?? [];
  return indexes.some((name) => {
    const index = build.before.indexes.get(name);
    return (
      index?.unique === true && !index.computed && namesOf(index.keys.map((key) => ({ name: key ?? '' }))) === columns
    );
  });
}
