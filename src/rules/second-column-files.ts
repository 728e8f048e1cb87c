import { expressionText } from '../catalog/expression-text.js';
import { derivedName, identifier, shortName, splitName } from '../sql/names.js';
import { notNullSteps } from './not-null-steps.js';
import { BOUNDED_WAIT, fileName, listed, type Fix } from './prose.js';
import { areAlike, hangingOn, type Hanging, type SecondColumn } from './second-column.js';
import { keysBeside, validated } from './second-column-keys.js';

type Parts = Exclude<Fix, string>;

/**
 * What the new column needs before it can take over, built while both are in use: NOT NULL, indexes, CHECKs and the
 * foreign keys on both sides. What the schema does not keep well enough to write again is said in words.
 */
export function builtBeside(second: SecondColumn): Parts {
  const { step, table, fresh } = second;
  const hanging = hangingOn(second);
  const proved = hanging.column?.notNull === true ? notNullSteps(table, [fresh], step.version) : [];
  if (step.before.relations.get(table)?.kind === 'partitioned table')
    return [...proved, ...onPartitions(second, hanging)];
  return [
    ...proved,
    ...hanging.indexes.flatMap(({ name, sql, was }): Parts =>
      sql === null
        ? [`and an index on ${identifier(fresh)} like ${splitName(was).name}, with CREATE INDEX CONCURRENTLY`]
        : [{ name: fileName(table, 'build', name), about: 'built while the table is in use', lines: [sql] }],
    ),
    ...checksAgain(second, hanging),
    ...keysBeside(second, hanging),
  ];
}

function onPartitions({ fresh }: SecondColumn, { indexes, own, others }: Hanging): Parts {
  const names = [
    ...indexes.map(({ was }) => splitName(was).name),
    ...[...own, ...others.map(({ key }) => key)].map(({ name }) => name),
  ];
  if (names.length === 0) return [];
  return [
    `the same for ${identifier(fresh)} as ${listed(names)}: an index on each partition with CREATE INDEX CONCURRENTLY, then on the parent, which adopts them`,
  ];
}

function checksAgain(second: SecondColumn, { checks, column }: Hanging): Parts {
  const { table, old, fresh } = second;
  const renamed = (name: string): string => identifier(name === old ? fresh : name);
  const alike = areAlike(column?.type, second.type);
  const added = checks.flatMap(({ name, expression }) => {
    const written = alike ? expressionText(expression, renamed) : null;
    return written === null ? [] : [{ was: name, name: derivedName(table, fresh, name), written }];
  });
  const left = checks.filter(({ name }) => !added.some(({ was }) => was === name));
  const said = left.map(
    ({ name }) =>
      `and the CHECK ${identifier(name)} on ${identifier(fresh)}, NOT VALID first, then VALIDATE CONSTRAINT`,
  );
  if (added.length === 0) return said;
  const alter = `ALTER TABLE ${shortName(table)}`;
  return [
    {
      name: fileName(table, fresh, 'check'),
      about: 'new rows are checked from now on, old ones not yet',
      lines: [
        BOUNDED_WAIT,
        ...added.map(({ name, written }) => `${alter} ADD CONSTRAINT ${name} CHECK (${written}) NOT VALID;`),
      ],
    },
    {
      ...validated(table, ...added.map(({ name }) => name)),
      name: fileName(table, fresh, 'check', 'validate'),
    },
    ...said,
  ];
}
