import { analyzeBoxes } from '../report/analyze-box.js';
import type { RunbookStep } from '../report/report.js';
import { rangeAt } from '../rules/existing.js';
import { code, sql, table } from '../rules/prose.js';
import { nodeIf } from '../rules/scope.js';
import { identifier, shortName, type RelationName } from '../sql/names.js';
import { bodiesOf, isNullConstant } from '../sql/statement.js';
import type { Changeset, Step } from '../timeline.js';
import { constraintsIn, LAG, LEFT_INVALID, notValid } from './queries.js';
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

function indexes({ indexes: built, reindexed }: Work): readonly RunbookStep[] {
  const names = built.map(({ name }) => name);
  return [
    ...(names.length === 0
      ? []
      : [
          told(
            'after',
            `No row comes back: ${shortList(names.map(table))} ${names.length === 1 ? 'is' : 'are'} there and valid. One that is not is dropped with \`DROP INDEX CONCURRENTLY\` and built again.`,
            notValid(names),
          ),
        ]),
    ...(reindexed ? [told('after', 'No row comes back: nothing INVALID is left of the REINDEX.', LEFT_INVALID)] : []),
  ];
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
  const filled = new Map<RelationName, Set<string>>();
  for (const step of backfills)
    for (const { relation, columns } of writtenBy(step))
      filled.set(relation, new Set([...(filled.get(relation) ?? []), ...columns]));
  return [...filled].map(([relation, columns]) => {
    const counts = [...columns].map(
      (name) => `count(*) FILTER (WHERE ${identifier(name)} IS NULL) AS ${identifier(`${name}_empty`)}`,
    );
    const words =
      columns.size === 0
        ? 'as many rows as before, or the number by which the change differs'
        : `no row of ${table(relation)} is empty where the backfill was to fill it`;
    return told(
      'after',
      `${columns.size === 0 ? `The rows of ${table(relation)} are counted` : 'The backfill is complete'}: ${words}. It reads the whole table, so run it on a standby that has caught up.`,
      sql(
        `SELECT count(*) AS rows${counts.length === 0 ? '' : `, ${counts.join(', ')}`}`,
        `FROM ${shortName(relation)};`,
      ),
      'standby',
    );
  });
}

interface Written {
  readonly relation: RelationName;
  readonly columns: readonly string[];
}

function writtenBy(step: Step): readonly Written[] {
  const update = nodeIf(step, 'UpdateStmt');
  if (update !== null) {
    const columns = bodiesOf('ResTarget', update.targetList).flatMap(({ name, val }) =>
      name === undefined || isNullConstant(val) ? [] : [name],
    );
    return [{ relation: rangeAt(step, update.relation), columns }];
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
