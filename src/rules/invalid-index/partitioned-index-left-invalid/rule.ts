import { literal, shortName, splitName, type RelationName } from '../../../sql/names.js';
import { bodiesOf, bodyOf } from '../../../sql/statement.js';
import type { Changeset, Step } from '../../../timeline.js';
import { isOthers, rangeAt } from '../../existing.js';
import { code, comment, sql, table, tables } from '../../prose.js';
import { statementRule, type Match } from '../../rule.js';
import { at, nodeIf } from '../../scope.js';

interface Unattached extends Match {
  readonly step: Step;
  readonly parent: RelationName;
  readonly index: RelationName;
  /** Partitions without an index of theirs attached; empty where nobody has shown us the partitions. */
  readonly missing: readonly RelationName[];
}

export const rule = statementRule<Unattached>({
  id: 'partitioned-index-left-invalid',
  mode: 'invalid-index',
  on: ['IndexStmt'],
  detect: (step, changeset) => {
    const body = nodeIf(step, 'IndexStmt');
    if (body?.relation?.inh === true || body?.idxname === undefined || step.effects.fails !== null) return [];
    const parent = rangeAt(step, body.relation);
    const kind = step.before.relations.get(parent)?.kind;
    if (!isOthers(step, parent) || (kind !== undefined && kind !== 'partitioned table')) return [];
    const index = indexOn(step, parent, body.idxname);
    const attached = attachedTo(index, step, changeset);
    const last = changeset.stepsInSet.get(step.set)?.at(-1) ?? step;
    const known = last.after.relations.get(parent);
    const missing = (known?.children ?? []).filter((partition) => !attached.tables.has(partition));
    const isDone =
      known?.complete === true || (known?.children.length ?? 0) > 0 ? missing.length === 0 : attached.count > 0;
    if (isDone || attached.count > (known?.children.length ?? 0)) return [];
    return [{ severity: 'caution', at: at(step), alsoModes: ['replica-schema-drift'], step, parent, index, missing }];
  },
  describe: (match) => ({
    title: `The index ${shortName(match.index)} stays INVALID until every partition has its own`,
    message: `${code('CREATE INDEX … ON ONLY')} builds nothing, and the index of ${table(match.parent)} becomes valid with the last partition whose index is attached. ${missingWords(match)} Until then no query uses it, and a unique one makes nothing unique.`,
    fix: fixOf(match),
  }),
  boxes: ({ index }) => [
    {
      phase: 'after',
      text: `Every partition has its index attached, and ${code(shortName(index))} is valid`,
      sql: `SELECT indisvalid FROM pg_index WHERE indexrelid = to_regclass(${literal(index)});`,
    },
  ],
});

function indexOn(step: Step, parent: RelationName, name: string): RelationName {
  const own = step.after.relations.get(parent)?.indexes ?? [];
  return own.find((index) => splitName(index).name === name) ?? name;
}

/** ALTER INDEX … ATTACH PARTITION in the same set: how many, and of which tables. */
function attachedTo(
  index: RelationName,
  step: Step,
  { stepsInSet }: Changeset,
): { count: number; tables: ReadonlySet<RelationName> } {
  const found = (stepsInSet.get(step.set) ?? []).flatMap((one) => {
    const body = nodeIf(one, 'AlterTableStmt');
    if (body?.objtype !== 'OBJECT_INDEX' || rangeAt(one, body.relation) !== index) return [];
    return bodiesOf('AlterTableCmd', body.cmds).flatMap(({ subtype, def }) => {
      const child = subtype === 'AT_AttachPartition' ? bodyOf('PartitionCmd', def)?.name : undefined;
      return child === undefined ? [] : [one.before.indexes.get(rangeAt(one, child))?.table ?? ''];
    });
  });
  return { count: found.length, tables: new Set(found) };
}

function missingWords({ missing }: Unattached): string {
  return missing.length === 0 ? 'Nothing here attaches one.' : `Nothing here attaches one of ${tables(missing)}.`;
}

function fixOf({ index, missing }: Unattached): string {
  const partitions = missing.length === 0 ? ['each partition'] : missing.map(shortName);
  return sql(
    ...partitions.map((partition) =>
      comment(
        `on ${partition}, outside a transaction: CREATE INDEX CONCURRENTLY …; ALTER INDEX ${shortName(index)} ATTACH PARTITION …`,
      ),
    ),
  );
}
