import type { Catalog, UserType } from '../../../catalog/catalog.js';
import { findType } from '../../../catalog/lookup.js';
import { bodyOf, constant, findAll, text, texts, type Node } from '../../../sql/statement.js';
import { effective } from '../../../session/session.js';
import { identifier, literal, relationName, shortName, splitName, type RelationName } from '../../../sql/names.js';
import type { Step } from '../../../timeline.js';
import { BOUNDED_WAIT, fileName, listed, type Fix, type FixFile } from '../../prose.js';
import { builtBeside } from '../../second-column-files.js';
import { switchLines } from '../../second-column-switch.js';
import { syncTrigger } from '../../sync-trigger.js';
import type { ChangedType } from '../changed-type.js';
import { oldRows } from '../steps.js';

/** A column that goes from one enum to another. */
export interface EnumChange {
  /** With the schema from before the change, where the old type has its name still. */
  readonly step: Step;
  readonly from: Enum;
  readonly to: Enum;
  /** What the old type is called before all of this. */
  readonly name: RelationName;
  /** Columns of the old type besides this one. */
  readonly others: readonly string[];
}

type Enum = Extract<UserType, { readonly kind: 'enum' }>;

export function enumChange(step: Step, table: RelationName, change: ChangedType, atStart: Catalog): EnumChange | null {
  const { searchPath } = effective(step.session);
  const known = step.before.relations.get(table)?.columns.get(change.column)?.type ?? null;
  if (known === null || change.to === null || known.array) return null;
  const from = findType(step.before, searchPath, known);
  const to = findType(step.before, searchPath, change.to);
  if (from?.kind !== 'enum' || to?.kind !== 'enum') return null;
  const others = [...step.before.relations.values()].flatMap((relation) =>
    [...relation.columns.values()]
      .filter(({ name, type }) => type?.name === known.name && !(relation.name === table && name === change.column))
      .map(({ name }) => `${identifier(name)} of ${shortName(relation.name)}`),
  );
  const name = atStart.relations.get(table)?.columns.get(change.column)?.type?.name ?? known.name;
  return { step: { ...step, before: atStart }, from, to, name, others };
}

/** Values are added to the type where that is all; else a second type takes over with a second column. */
export function enumPlan(table: RelationName, change: ChangedType, enums: EnumChange): Fix {
  return addedValues(enums) ?? secondType(table, change, enums);
}

/** One ADD VALUE for each new value; null where one goes, where their order changes, or where nobody knows them. */
function addedValues({ step, from, to, name }: EnumChange): Fix | null {
  if (from.values === null || to.values === null) return null;
  const { values } = from;
  if (to.values.filter((value) => values.includes(value)).join('\n') !== values.join('\n')) return null;
  const lines = to.values.flatMap((value, at) => {
    if (values.includes(value)) return [];
    const before = to.values?.[at - 1];
    const place = before === undefined ? ` BEFORE ${literal(values[0] ?? '')}` : ` AFTER ${literal(before)}`;
    return [`ALTER TYPE ${shortName(name)} ADD VALUE IF NOT EXISTS ${literal(value)}${place};`];
  });
  if (lines.length === 0) return null;
  const file: FixFile = {
    name: `${splitName(name).name}_values`,
    about: 'no row is touched; code may write the new values once it has committed',
    lines,
    ...(step.version < 12 ? { leaves: 'ALTER TYPE' } : {}),
  };
  return [file];
}

function secondType(table: RelationName, change: ChangedType, { step, from, to, name, others }: EnumChange): Fix {
  const { schema, name: bare } = splitName(name);
  const next = shortName(relationName(schema, `${bare}_new`));
  const [column, old] = [`${change.column}_new`, identifier(change.column)];
  const cast = new RegExp(
    String.raw`::\s*${change.type.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)}(?![\w.])`,
    'g',
  );
  const value = change.computed ? change.expression.replace(cast, `::${next}`) : `${old}::text::${next}`;
  const trigger = syncTrigger(step, table, column, value);
  const second = {
    step,
    table,
    old: change.column,
    fresh: column,
    type: null,
    defaultText: defaultOf(step, table, change),
    fits: (expression: Node) => comparesValues(expression, change.column, to),
  };
  const gone = (from.values ?? []).filter((one) => to.values?.includes(one) === false);
  const types = [
    `ALTER TYPE ${shortName(name)} RENAME TO ${identifier(`${bare}_old`)};`,
    `ALTER TYPE ${next} RENAME TO ${identifier(bare)};`,
  ];
  const values = to.values === null ? '…' : to.values.map(literal).join(', ');
  return [
    ...(gone.length === 0 || !change.casts
      ? []
      : [
          `first code that does not write ${listed(gone.map(literal))}, and another value in the rows that have it, in batches`,
        ]),
    {
      name: fileName(table, column),
      about: `a second type and a second column, which a trigger fills from ${old} for rows written from now on`,
      lines: [
        BOUNDED_WAIT,
        `CREATE TYPE ${next} AS ENUM (${values});`,
        `ALTER TABLE ${shortName(table)} ADD COLUMN ${identifier(column)} ${next};`,
        ...trigger.lines,
      ],
    },
    oldRows(step, table, column, value),
    ...builtBeside(second),
    {
      name: fileName(table, change.column, 'swap'),
      about: `the two columns swap their names at once${others.length === 0 ? ', and the two types' : ''}, so the code goes on saying ${old}`,
      lines: switchLines(second, trigger.name, 'takes the name', others.length === 0 ? types : []),
    },
    ...(others.length === 0
      ? []
      : [`when ${listed(others)} ${others.length === 1 ? 'has' : 'have'} gone the same way: ${types.join(' ')}`]),
    `in a later release, with a backup: ALTER TABLE ${shortName(table)} DROP COLUMN ${identifier(`${change.column}_old`)}; then DROP TYPE ${identifier(`${bare}_old`)};`,
  ];
}

/** Whether nothing is asked of a column but whether it is this or that value, and the new type has it. */
function comparesValues(expression: Node, column: string, { values }: Enum): boolean {
  const names = (body: object): boolean =>
    findAll('ColumnRef', body).some(({ fields }) => text(fields?.at(-1)) === column);
  const isValue = (node: Node | undefined): boolean => {
    const value = constant(node);
    return typeof value === 'string' && values?.includes(value) === true;
  };
  const compares = findAll('A_Expr', expression).every((one) => {
    const others = bodyOf('List', one.rexpr)?.items ?? [one.rexpr];
    return !names(one) || (['=', '<>'].includes(texts(one.name).at(-1) ?? '') && others.every(isValue));
  });
  const more = [
    ...findAll('TypeCast', expression),
    ...findAll('FuncCall', expression),
    ...findAll('CoalesceExpr', expression),
  ];
  return compares && !more.some(names);
}

/** A value in quotes, without the old type that it is cast to. */
function defaultOf({ before }: Step, table: RelationName, { column }: ChangedType): string | null {
  const given = before.relations.get(table)?.columns.get(column)?.defaultExpression;
  const value = constant(bodyOf('TypeCast', given)?.arg ?? given);
  return typeof value === 'string' ? literal(value) : null;
}
