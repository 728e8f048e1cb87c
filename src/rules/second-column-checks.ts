import { expressionText } from '../catalog/expression-text.js';
import { derivedName, identifier, shortName } from '../sql/names.js';
import { BOUNDED_WAIT, comment, fileName, type Fix } from './prose.js';
import { holdsFor, type Hanging, type Naming, type SecondColumn } from './second-column.js';
import { validated } from './second-column-keys.js';

type Parts = Exclude<Fix, string>;

/** CHECKs of the old column, for the new one as well. */
export function checksBeside(second: SecondColumn, hanging: Hanging): Parts {
  const { table, fresh } = second;
  const added = checksAgain(second, hanging);
  const left = hanging.checks.filter(({ name }) => !added.some(({ was }) => was === name));
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

/** The old column has NULL or its default from now on, which its CHECKs may refuse: they go, and the new ones have their names. */
export function checksInSwitch(second: SecondColumn, hanging: Hanging, naming: Naming, isWhole: boolean): string[] {
  const alter = `ALTER TABLE ${shortName(second.table)}`;
  const again = isWhole ? checksAgain(second, hanging) : [];
  const gone = [...again.map(({ was }) => was), ...hanging.proofs.map(({ name }) => name)];
  const left = hanging.checks.filter(({ name }) => !gone.includes(name));
  return [
    ...gone.map((name) => `${alter} DROP CONSTRAINT ${identifier(name)};`),
    ...(naming === 'takes the name'
      ? again.map(({ name, was }) => `${alter} RENAME CONSTRAINT ${name} TO ${identifier(was)};`)
      : []),
    ...left.map(({ name }) =>
      comment(
        `and DROP CONSTRAINT ${identifier(name)}: the old column is not written any more, and it may refuse the row`,
      ),
    ),
  ];
}

interface CheckAgain {
  readonly was: string;
  readonly name: string;
  readonly written: string;
}

function checksAgain(second: SecondColumn, { checks }: Hanging): readonly CheckAgain[] {
  const { table, old, fresh } = second;
  const renamed = (name: string): string => identifier(name === old ? fresh : name);
  return checks.flatMap(({ name, expression }) => {
    const written = expression !== null && holdsFor(second, expression) ? expressionText(expression, renamed) : null;
    return written === null ? [] : [{ was: name, name: derivedName(table, fresh, name), written }];
  });
}
