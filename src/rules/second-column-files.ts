import { identifier, splitName } from '../sql/names.js';
import { notNullSteps } from './not-null-steps.js';
import { fileName, listed, type Fix } from './prose.js';
import { hangingOn, type Hanging, type Key, type SecondColumn } from './second-column.js';
import { checksBeside } from './second-column-checks.js';
import { keysBeside } from './second-column-keys.js';

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
    ...hanging.indexes.flatMap(({ name, sql, was, key }): Parts =>
      sql === null
        ? [unwritten(fresh, splitName(was).name, key)]
        : [{ name: fileName(table, 'build', name), about: 'built while the table is in use', lines: [sql] }],
    ),
    ...checksBeside(second, hanging),
    ...keysBeside(second, hanging),
  ];
}

function unwritten(fresh: string, was: string, key: Key | null): string {
  if (key?.kind === 'exclusion')
    return `and an EXCLUDE like ${was} with ${identifier(fresh)}, which reads the table under ACCESS EXCLUSIVE: nothing builds it beside`;
  return `and an index on ${identifier(fresh)} like ${was}, with CREATE INDEX CONCURRENTLY`;
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
