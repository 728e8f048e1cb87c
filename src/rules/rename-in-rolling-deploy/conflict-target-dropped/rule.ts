import type { Catalog } from '../../../catalog/catalog.js';
import { derivedName, identifier, shortName, type RelationName } from '../../../sql/names.js';
import type { Changeset, Step } from '../../../timeline.js';
import { droppedConstraints, goesWithMore } from '../../dropped-constraint.js';
import { isOthers, objectAt } from '../../existing.js';
import { code, fileName, table as tableWords, type Fix } from '../../prose.js';
import { statementRule, type Match } from '../../rule.js';
import { at, nodeIf } from '../../scope.js';
import { schemaAtEnd } from '../../set-end.js';

interface TargetGone extends Match {
  readonly table: RelationName;
  /** The constraint or index, as SQL. */
  readonly name: string;
  /** Plain columns that were unique together; empty when they are not known or are no plain columns. */
  readonly columns: readonly string[];
}

export const rule = statementRule<TargetGone>({
  id: 'conflict-target-dropped',
  mode: 'rename-in-rolling-deploy',
  on: ['AT_DropConstraint', 'DropStmt'],
  detect: (step, changeset) => [...fromConstraints(step, changeset), ...fromIndexes(step, changeset)],
  describe: ({ table, name, columns }) => ({
    title: `ON CONFLICT on ${shortName(table)} fails without ${name}`,
    message:
      `Code that inserts into ${tableWords(table)} with ${code(`ON CONFLICT ${columns.length > 0 ? `(${listed(columns)})` : '(…)'}`)} fails from the commit on: "there is no unique or exclusion constraint matching". ` +
      `Rows that ${code(name)} would have refused get in, and the first of them keeps it from being added again.`,
    fix: fixOf(table, columns),
  }),
  boxes: ({ table, name }) => [
    {
      phase: 'before',
      text: `No code says ON CONFLICT for what ${code(name)} of ${tableWords(table)} keeps unique, or relies on it otherwise`,
      sql: '',
    },
  ],
});

function fromConstraints(step: Step, changeset: Changeset): TargetGone[] {
  return droppedConstraints(step, changeset).flatMap(({ part, table, name, constraint }): TargetGone[] => {
    const unique =
      constraint === null
        ? identifier(name) === derivedName(table, 'pkey') || name.endsWith('_key')
        : constraint.kind === 'unique' || constraint.kind === 'primary-key';
    if (!unique) return [];
    const columns = constraint?.columns ?? [];
    if (goesWithMore(step, changeset, table, columns)) return [];
    const end = schemaAtEnd(step, changeset);
    const own = constraint !== null && 'index' in constraint ? constraint.index : null;
    const newKey =
      constraint?.kind === 'primary-key' &&
      end.relations.get(table)?.constraints.some(({ kind }) => kind === 'primary-key') === true;
    if (newKey || staysUnique(end, table, columns, own)) return [];
    return [
      {
        severity: 'caution',
        at: at(step, part),
        alsoModes: ['destructive-rollback'],
        table,
        name: identifier(name),
        columns,
      },
    ];
  });
}

function fromIndexes(step: Step, changeset: Changeset): TargetGone[] {
  const body = nodeIf(step, 'DropStmt');
  if (body?.removeType !== 'OBJECT_INDEX' || body.behavior === 'DROP_CASCADE' || step.effects.fails !== null) return [];
  return (body.objects ?? []).flatMap((object): TargetGone[] => {
    const name = objectAt(step, object);
    const index = step.before.indexes.get(name);
    if (index?.unique !== true || index.set === step.set || !isOthers(step, index.table)) return [];
    const columns = index.computed ? [] : index.keys.filter((key) => key !== null);
    const end = schemaAtEnd(step, changeset);
    if (goesWithMore(step, changeset, index.table, index.mentions)) return [];
    if (end.indexes.has(name) || staysUnique(end, index.table, columns, name)) return [];
    return [
      {
        severity: 'caution',
        at: at(step),
        alsoModes: ['destructive-rollback'],
        table: index.table,
        name: shortName(name),
        columns,
      },
    ];
  });
}

/** Another unique index on the same columns, in any order: ON CONFLICT asks for no order. */
function staysUnique(end: Catalog, table: RelationName, columns: readonly string[], own: RelationName | null): boolean {
  if (columns.length === 0) return false;
  const wanted = [...columns].sort().join();
  return (end.relations.get(table)?.indexes ?? []).some((name) => {
    const index = end.indexes.get(name);
    if (index?.unique !== true || index.computed || name === own) return false;
    return [...index.keys].sort().join() === wanted;
  });
}

function fixOf(table: RelationName, columns: readonly string[]): Fix {
  if (columns.length === 0) return '-- another unique index on the same columns first; then this one may go';
  return [
    {
      name: fileName(table, ...columns, 'unique'),
      about: 'when it is to be replaced, first',
      lines: [
        `CREATE UNIQUE INDEX CONCURRENTLY ${derivedName(table, ...columns, 'unique')} ON ${shortName(table)} (${listed(columns)});`,
      ],
    },
    'then this one may go',
  ];
}

function listed(columns: readonly string[]): string {
  return columns.map(identifier).join(', ');
}
