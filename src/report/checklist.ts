import { validityOf } from '../rules/boxes.js';
import { code, table as tableWords } from '../rules/prose.js';
import type { Box, Judgement, Place } from '../rules/rule.js';
import { identifier, literal, shortName, splitName, type RelationName } from '../sql/names.js';
import { bodiesOf, bodyOf, optionIsOn } from '../sql/statement.js';
import type { Changeset, Step } from '../timeline.js';
import { analyzeBoxes } from './analyze-box.js';
import { diskBoxes } from './disk-box.js';
import { fingerprint } from './identity.js';
import type { ChecklistItem } from './report.js';

const PHASES = ['before', 'during', 'after'] as const;

/**
 * The boxes that this change needs, in the order of the deploy: those of its open findings, and the checks that a
 * statement calls for even when it is safe. A change with neither has none.
 */
export function checklistOf(
  judgements: readonly Judgement[],
  changeset: Changeset,
  identityAt: (place: Place) => string,
): ChecklistItem[] {
  const ofStep = (step: Step, boxes: readonly Box[]): readonly Owned[] =>
    boxes.length === 0 ? [] : owned(boxes, [identityAt({ kind: 'statement', step, part: null })]);
  const locking = judgements.filter(takesLocks);
  const boxes = [
    ...owned(
      lockBoxes(locking),
      locking.map(({ at }) => identityAt(at)),
    ),
    ...judgements.flatMap((judgement) => owned(boxesOf(judgement), [identityAt(judgement.at)])),
    ...changeset.steps.flatMap((step) => ofStep(step, diskBoxes(step))),
    ...changeset.steps.flatMap((step) =>
      ofStep(step, [...followUps(step, changeset), ...analyzeBoxes(step, changeset)]),
    ),
  ];
  const unique = new Map<string, Owned>();
  for (const box of boxes) {
    const key = `${box.phase} ${box.text} ${box.sql}`;
    unique.set(key, { ...box, of: [...(unique.get(key)?.of ?? []), ...box.of] });
  }
  return PHASES.flatMap((phase) => [...unique.values()].filter((box) => box.phase === phase)).map(itemOf);
}

/** A box with the identities of the statements that it is about. */
interface Owned extends Box {
  readonly of: readonly string[];
}

function owned(boxes: readonly Box[], of: readonly string[]): readonly Owned[] {
  return boxes.map((box) => ({ ...box, of }));
}

function itemOf({ phase, text, sql, of }: Owned): ChecklistItem {
  const identity = fingerprint(phase, text, sql, ...[...new Set(of)].sort());
  return { phase, text, done: false, identity, cleared: false, sql };
}

/** A caution is a question to people: a box of its own, unless its rule asks more precisely. */
function boxesOf(judgement: Judgement): readonly Box[] {
  if (judgement.boxes.length > 0) return judgement.boxes;
  return judgement.severity === 'caution' ? [{ phase: 'before', text: plain(judgement.title), sql: '' }] : [];
}

/** Without the back-tick of a name that strangers chose: it would begin a code span. */
function plain(title: string): string {
  return title.replaceAll('`', "'");
}

function takesLocks({ severity, at }: Judgement): boolean {
  if (severity === 'note' || at.kind !== 'statement') return false;
  return at.step.effects.locks.some((lock) => lock.existing && lock.mode !== 'ACCESS SHARE');
}

/** Where a lock may wait or be waited for: who is in the way before, who waits meanwhile. */
function lockBoxes(judgements: readonly Judgement[]): Box[] {
  const relations = new Set<RelationName>();
  for (const judgement of judgements) {
    if (judgement.at.kind !== 'statement') continue;
    for (const lock of judgement.at.step.effects.locks)
      if (lock.existing && lock.mode !== 'ACCESS SHARE') relations.add(lock.relation);
  }
  if (relations.size === 0) return [];
  const names = [...relations].sort();
  const shown = names.map(tableWords).join(', ');
  return [
    {
      phase: 'before',
      text: `No long transaction holds ${shown} (autovacuum to prevent wraparound counts too)`,
      sql: holders(names),
    },
    {
      phase: 'during',
      text: 'Nothing waits behind the migration for more than a second; otherwise cancel it',
      sql: WAITERS,
    },
  ];
}

function holders(relations: readonly RelationName[]): string {
  const names = relations.map((name) => `to_regclass(${literal(name)})`).join(', ');
  return [
    'SELECT a.pid, a.backend_type, a.state, now() - a.xact_start AS running,',
    '       l.relation::regclass, l.mode, left(a.query, 120) AS query',
    'FROM pg_locks AS l JOIN pg_stat_activity AS a USING (pid)',
    `WHERE l.relation IN (${names}) AND a.pid <> pg_backend_pid()`,
    'ORDER BY running DESC NULLS LAST;',
  ].join('\n');
}

const WAITERS = [
  'SELECT pid, pg_blocking_pids(pid) AS blocked_by, now() - query_start AS waiting, left(query, 60) AS query',
  "FROM pg_stat_activity WHERE wait_event_type = 'Lock' ORDER BY waiting DESC;",
].join('\n');

/** Checks that a statement needs afterwards whatever its verdict: a concurrent build, a constraint to validate. */
function followUps(step: Step, changeset: Changeset): Box[] {
  const node = step.statement.node;
  if (node.tag === 'IndexStmt' && node.body.concurrent === true && step.effects.fails === null)
    return [indexBox(step, node.body.idxname)];
  if (node.tag === 'ReindexStmt') {
    const concurrently = bodiesOf('DefElem', node.body.params).some(
      (option) => option.defname === 'concurrently' && optionIsOn(option.arg),
    );
    return concurrently && step.effects.fails === null ? [leftoverBox()] : [];
  }
  if (node.tag !== 'AlterTableStmt') return [];
  const [relation] = step.effects.locks;
  if (relation === undefined || !relation.existing) return [];
  // What the same change validates or drops again leaves nothing to look after.
  const pending = changeset.steps.at(-1)?.after.relations.get(relation.relation)?.constraints;
  return bodiesOf('AlterTableCmd', node.body.cmds).flatMap((cmd) => {
    const constraint = cmd.subtype === 'AT_AddConstraint' ? bodyOf('Constraint', cmd.def) : null;
    const name = constraint?.skip_validation === true ? (constraint.conname ?? '') : '';
    return pending?.get(name)?.validated === false ? [constraintBox(relation.relation, name)] : [];
  });
}

function indexBox(step: Step, written: string | undefined): Box {
  const [lock] = step.effects.locks;
  const table = lock?.relation ?? '';
  if (written === undefined) {
    return {
      phase: 'after',
      text: `The new index on ${tableWords(table)} is valid`,
      sql: `SELECT indexrelid::regclass AS index, indisvalid FROM pg_index WHERE indrelid = to_regclass(${literal(table)}) AND NOT indisvalid;`,
    };
  }
  const index = [...step.after.indexes.keys()].find((name) => splitName(name).name === written) ?? written;
  return {
    phase: 'after',
    text: `The index ${code(shortName(index))} is valid; an INVALID one is dropped with DROP INDEX CONCURRENTLY and built again`,
    sql: validityOf(index),
  };
}

function leftoverBox(): Box {
  return {
    phase: 'after',
    text: 'REINDEX CONCURRENTLY left no INVALID index behind',
    sql: 'SELECT indexrelid::regclass AS index FROM pg_index WHERE NOT indisvalid;',
  };
}

function constraintBox(relation: RelationName, constraint: string): Box {
  return {
    phase: 'after',
    text: `The constraint ${code(identifier(constraint))} is validated by a migration that follows`,
    sql: `SELECT conname, convalidated FROM pg_constraint WHERE conrelid = to_regclass(${literal(relation)}) AND conname = ${literal(constraint)};`,
  };
}
