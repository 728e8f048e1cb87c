import { analyzeBoxes } from '../report/analyze-box.js';
import type { RunbookStep } from '../report/report.js';
import { rangeAt } from '../rules/existing.js';
import { code, sql, table } from '../rules/prose.js';
import { nodeIf } from '../rules/scope.js';
import { identifier, shortName, type RelationName } from '../sql/names.js';
import { bodiesOf, isNullConstant } from '../sql/statement.js';
import type { Changeset, Step } from '../timeline.js';
import { leftToDo } from './invariant.js';
import { constraintsIn, LAG, LEFT_INVALID, notValid, stillThere } from './queries.js';
import { shortList, told } from './steps.js';
import { writesMuch, type Work } from './work.js';

/** What has to be true when it has run. */
export function afterSteps(work: Work, changeset: Changeset): readonly RunbookStep[] {
  return [
    ...indexes(work),
    ...constraints(work),
    ...backfilled(work),
    ...statistics(work, changeset),
    ...(writesMuch(work)
      ? [
          told(
            'after',
            'The standbys are less than a second behind again, before the code that needs this goes out.',
            LAG,
          ),
        ]
      : []),
  ];
}

function indexes({ indexes: built, reindexed, dropped, atEnd }: Work): readonly RunbookStep[] {
  const names = built.map(({ name }) => name);
  const gone = dropped.map(({ index }) => index).filter((name) => atEnd?.indexes.has(name) === false);
  return [
    ...(names.length === 0
      ? []
      : [
          told(
            'after',
            `No row comes back: ${shortList(names.map(table))} ${names.length === 1 ? 'is' : 'are'} there and valid. ${mended(built, atEnd)}`,
            notValid(names),
          ),
        ]),
    ...(gone.length === 0
      ? []
      : [
          told(
            'after',
            `No row comes back: ${shortList(gone.map(table))} ${gone.length === 1 ? 'is' : 'are'} gone. One that is left is INVALID and still written: drop it again.`,
            stillThere(gone),
          ),
        ]),
    ...(reindexed ? [told('after', 'No row comes back: nothing INVALID is left of the REINDEX.', LEFT_INVALID)] : []),
  ];
}

/** An index of a partitioned table is not built, it is put together. */
function mended(built: Work['indexes'], atEnd: Work['atEnd']): string {
  const isWhole = ({ table: name }: Work['indexes'][number]): boolean =>
    atEnd?.relations.get(name)?.kind !== 'partitioned table';
  return [
    built.some(isWhole) ? 'One that is not is dropped with `DROP INDEX CONCURRENTLY` and built again.' : '',
    built.every(isWhole) ? '' : 'One of a partitioned table is valid when it has taken in an index of each partition.',
  ]
    .filter((words) => words !== '')
    .join(' ');
}

function constraints({ constraints: added }: Work): readonly RunbookStep[] {
  if (added.length === 0) return [];
  const pending = added.filter(({ constraint }) => !constraint.validated);
  const later =
    pending.length === 0
      ? ''
      : ` ${shortList(pending.map(({ constraint }) => code(identifier(constraint.name))))} stay${pending.length === 1 ? 's' : ''} NOT VALID until a migration that follows validates ${pending.length === 1 ? 'it' : 'them'}.`;
  return [
    told(
      'after',
      `No row comes back: ${shortList(added.map(({ constraint }) => code(identifier(constraint.name))))} ${added.length === 1 ? 'is' : 'are'} there${pending.length === added.length ? '' : ' and validated'}.${later}`,
      constraintsIn(added.map(({ table: name, constraint }) => [name, constraint.name, constraint.validated])),
    ),
  ];
}

function backfilled({ backfills }: Work): readonly RunbookStep[] {
  const filled = new Map<RelationName, Filled>();
  for (const step of backfills)
    for (const { relation, columns } of writtenBy(step)) {
      const before = filled.get(relation);
      const left = leftToDo(step);
      filled.set(relation, {
        // What is left by its own condition says it better than the values.
        columns: new Set([...(before?.columns ?? []), ...(left === null ? columns : [])]),
        left: [...(before?.left ?? []), ...(left === null ? [] : [left])],
      });
    }
  return [...filled].map(([relation, one]) => backfillStep(relation, one));
}

interface Filled {
  readonly columns: ReadonlySet<string>;
  /** Conditions that no row meets any more. */
  readonly left: readonly string[];
}

function backfillStep(relation: RelationName, { columns, left }: Filled): RunbookStep {
  const counts = [
    ...[...new Set(left)].map(
      (one, at) => `count(*) FILTER (WHERE ${one}) AS left_to_do${at === 0 ? '' : `_${at + 1}`}`,
    ),
    ...[...columns].map(
      (name) => `count(*) FILTER (WHERE ${identifier(name)} IS NULL) AS ${identifier(`${name}_empty`)}`,
    ),
  ];
  const done = [
    ...(left.length === 0 ? [] : ['`left_to_do` is 0']),
    ...(columns.size === 0 ? [] : [`no row of ${table(relation)} is empty where the backfill was to fill it`]),
  ];
  const words =
    done.length === 0
      ? `The rows of ${table(relation)} are counted: as many rows as before, or the number by which the change differs`
      : `The backfill is complete: ${done.join(', and ')}`;
  return told(
    'after',
    `${words}. It reads the whole table, so run it on a standby that has caught up.`,
    sql(['SELECT count(*) AS rows', ...counts].join(',\n       '), `FROM ${shortName(relation)};`),
    'standby',
  );
}

interface Written {
  readonly relation: RelationName;
  readonly columns: readonly string[];
}

function writtenBy(step: Step): readonly Written[] {
  const update = nodeIf(step, 'UpdateStmt');
  if (update !== null) {
    const relation = rangeAt(step, update.relation);
    const known = step.before.relations.get(relation)?.columns;
    const columns = bodiesOf('ResTarget', update.targetList).flatMap(({ name, val }) =>
      name === undefined || isNullConstant(val) || known?.get(name)?.notNull === true ? [] : [name],
    );
    return [{ relation, columns }];
  }
  return step.effects.writesTo.map((relation) => ({ relation, columns: [] }));
}

/** What was thrown away, and what nobody has counted yet: the values of a column that was filled. */
function statistics({ steps, backfills }: Work, changeset: Changeset): readonly RunbookStep[] {
  const boxes = steps.flatMap((step) => analyzeBoxes(step, changeset)).map(({ sql: command }) => command);
  const filled = backfills.flatMap(writtenBy).map(({ relation }) => `ANALYZE ${shortName(relation)};`);
  const commands = [...new Set([...boxes, ...filled])];
  if (commands.length === 0) return [];
  return [
    told(
      'after',
      'The planner has statistics again; without them it guesses, and a query that was fast may read the whole table.',
      commands.join('\n'),
    ),
  ];
}
