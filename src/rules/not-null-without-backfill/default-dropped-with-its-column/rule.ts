import type { Column } from '../../../catalog/catalog.js';
import { identifier, shortName, type RelationName } from '../../../sql/names.js';
import { bodiesOf, isNullConstant } from '../../../sql/statement.js';
import type { Changeset, Step } from '../../../timeline.js';
import { BOUNDED_WAIT, code, sql, table } from '../../prose.js';
import { statementRule, type Match } from '../../rule.js';
import { at, isDown, nodeIf } from '../../scope.js';

interface DroppedDefault extends Match {
  readonly step: Step;
  readonly relation: RelationName;
  readonly column: string;
}

export const rule = statementRule<DroppedDefault>({
  id: 'default-dropped-with-its-column',
  mode: 'not-null-without-backfill',
  on: ['AT_ColumnDefault'],
  detect: (step, changeset) => {
    const [target] = step.effects.locks;
    if (target === undefined || !target.existing || isDown(step) || step.effects.fails !== null) return [];
    return droppedDefaults(step).flatMap(({ column, part }): DroppedDefault[] => {
      const known = columnAt(step.before, target.relation, column);
      if (
        known?.set !== step.set ||
        known.hasDefault !== true ||
        !endsRequired(step, target.relation, column, changeset)
      )
        return [];
      const added = (changeset.stepsInSet.get(step.set) ?? []).filter(
        (one) =>
          columnAt(one.before, target.relation, column) === undefined &&
          columnAt(one.after, target.relation, column) !== undefined,
      );
      const related = added.slice(0, 1);
      return [
        {
          severity: 'unsafe',
          at: at(step, part),
          alsoModes: ['rename-in-rolling-deploy'],
          related,
          step,
          relation: target.relation,
          column,
        },
      ];
    });
  },
  describe: ({ step, relation, column }) => ({
    title: `Without its default the new column of ${shortName(relation)} breaks old code`,
    message: `${code(step.statement.kind)} leaves ${code(identifier(column))} NOT NULL without a default. Code that runs until the deploy is done does not know the column, and each of its INSERTs into ${table(relation)} fails from this statement on.`,
    fix: sql(
      '-- leave this statement out; in a later release, when no old code inserts any more:',
      BOUNDED_WAIT,
      `ALTER TABLE ${shortName(relation)} ALTER COLUMN ${identifier(column)} DROP DEFAULT;`,
    ),
  }),
});

function droppedDefaults(step: Step): { readonly column: string; readonly part: number }[] {
  return bodiesOf('AlterTableCmd', nodeIf(step, 'AlterTableStmt')?.cmds).flatMap((cmd, part) => {
    const dropped = cmd.subtype === 'AT_ColumnDefault' && (cmd.def === undefined || isNullConstant(cmd.def));
    return dropped ? [{ column: cmd.name ?? '', part }] : [];
  });
}

function columnAt(catalog: Step['before'], relation: RelationName, column: string): Column | undefined {
  return catalog.relations.get(relation)?.columns.get(column);
}

/** NOT NULL and without a default when the set has run: a SET NOT NULL or another default may follow. */
function endsRequired(step: Step, relation: RelationName, column: string, changeset: Changeset): boolean {
  const last = (changeset.stepsInSet.get(step.set) ?? []).filter((one) => !isDown(one)).at(-1) ?? step;
  const known = columnAt(last.after, relation, column);
  return known?.notNull === true && known.hasDefault !== true;
}
