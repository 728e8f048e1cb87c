import type { AlterDomainStmt, Constraint } from '@pgsql/types';
import type { Touch } from '../../../effects/effects.js';
import { derivedName, identifier, shortName, type RelationName } from '../../../sql/names.js';
import { bodiesOf, bodyOf, texts } from '../../../sql/statement.js';
import type { Step } from '../../../timeline.js';
import { BOUNDED_WAIT, comment, fileName, type Fix, type FixFile } from '../../prose.js';
import { nodeIf } from '../../scope.js';
import { closingOf, indexOfWords, textOf, tokensOf, wordOf } from '../../source-text.js';
import {
  addedConstraint,
  alteredTable,
  constraintColumns,
  constraintName,
  subcommandAt,
  subcommandText,
} from '../../subcommand.js';
import { addedColumn, columnWithout, writtenColumn } from '../../written-column.js';

/** NOT VALID first, VALIDATE in a later transaction, with the user's own names; empty where there is no such way. */
export function inSteps(step: Step, touch: Touch): Fix {
  const domain = nodeIf(step, 'AlterDomainStmt');
  if (domain !== null) return onTables(step, domain);
  const node = addedConstraint(step, touch.part);
  const table = alteredTable(step);
  if (node !== null && isRefusedNotValid(step, node)) return onPartitions(step, table, touch.part);
  if (node !== null) {
    const name = constraintName(step, table, node, constraintColumns(node, null));
    return validatedLater(table, [`${subcommandText(step, touch.part)} NOT VALID`], name === null ? [] : [name]);
  }
  return addedColumn(step, touch.part) === null
    ? enforced(step, table, touch.part)
    : afterColumn(step, table, touch.part);
}

/** Before 18 a foreign key of a partitioned table can't be NOT VALID. */
export function isRefusedNotValid(step: Step, node: Constraint): boolean {
  const partitioned = step.before.relations.get(alteredTable(step))?.kind === 'partitioned table';
  return partitioned && node.contype === 'CONSTR_FOREIGN' && step.version < 18;
}

const NEW_ROWS = 'new rows are checked from now on, old ones not yet';
const OLD_ROWS = 'the old rows are checked while reads and writes go on';

function validatedLater(
  table: RelationName,
  added: readonly string[],
  names: readonly string[],
  before: readonly string[] = [],
): readonly FixFile[] {
  const name = shortName(table);
  return [
    {
      name: fileName(table, ...names),
      about: NEW_ROWS,
      lines: [BOUNDED_WAIT, ...[...before, ...added].map((subcommand) => `ALTER TABLE ${name} ${subcommand};`)],
    },
    {
      name: fileName(table, ...names, 'validate'),
      about: OLD_ROWS,
      lines: names.map((constraint) => `ALTER TABLE ${name} VALIDATE CONSTRAINT ${identifier(constraint)};`),
    },
  ];
}

/** `ADD COLUMN c … CHECK (…) REFERENCES …`: the column first, its constraints as those of the table. */
function afterColumn(step: Step, table: RelationName, part: number): Fix {
  const column = addedColumn(step, part);
  const written = writtenColumn(step, part);
  if (written === null) return '';
  const constraints = bodiesOf('Constraint', column?.constraints).filter(
    ({ contype }) => contype === 'CONSTR_CHECK' || contype === 'CONSTR_FOREIGN',
  );
  const clauses = written.clauses.filter(({ word }) => word === 'CHECK' || word === 'REFERENCES');
  const named = constraints.map((node) => constraintName(step, table, node, constraintColumns(node, column)) ?? '');
  const added = clauses.map((clause, index) => {
    const key = clause.word === 'REFERENCES' ? `FOREIGN KEY (${written.quoted}) ` : '';
    return `ADD CONSTRAINT ${identifier(named[index] ?? '')} ${key}${clause.bare} NOT VALID`;
  });
  return validatedLater(table, added, named, [columnWithout(written, 'CHECK', 'REFERENCES')]);
}

function onPartitions(step: Step, table: RelationName, part: number): Fix {
  const partitions = step.before.relations.get(table)?.children ?? [];
  const added = subcommandText(step, part);
  return [
    {
      name: fileName(table, 'partitions', 'key'),
      about: 'partition by partition, since the parent takes no NOT VALID foreign key before PostgreSQL 18',
      lines: [
        BOUNDED_WAIT,
        ...partitions.map((partition) => `ALTER TABLE ${shortName(partition)} ${added} NOT VALID;`),
      ],
    },
    {
      name: fileName(table, 'key'),
      about: OLD_ROWS,
      lines: [
        comment('VALIDATE CONSTRAINT on each partition; last, the same key on the parent, which adopts them unread'),
      ],
    },
  ];
}

/** ALTER CONSTRAINT … ENFORCED checks every row; a second key beside it does not. */
function enforced(step: Step, table: RelationName, part: number): Fix {
  const old = bodyOf('ATAlterConstraint', subcommandAt(step, part)?.def)?.conname ?? '';
  const known = step.before.relations.get(table)?.constraints.get(old);
  if (known?.kind !== 'foreign-key') return '';
  const name = `${old}_enforced`;
  const key = `FOREIGN KEY (${known.columns.map(identifier).join(', ')}) REFERENCES ${shortName(known.references)} (${known.referencedColumns.map(identifier).join(', ')})`;
  return [
    ...validatedLater(table, [`ADD CONSTRAINT ${identifier(name)} ${key} NOT VALID`], [name]),
    {
      name: fileName(table, old, 'drop'),
      about: 'the other key has taken over',
      lines: [BOUNDED_WAIT, `ALTER TABLE ${shortName(table)} DROP CONSTRAINT ${identifier(old)};`],
    },
  ];
}

/** The same rule as a CHECK of each table, which can be validated while the table is in use. */
function onTables(step: Step, domain: AlterDomainStmt): Fix {
  const expression = domain.subtype === 'O' ? (column: string) => `${column} IS NOT NULL` : checkOf(step);
  const type = texts(domain.typeName).at(-1) ?? '';
  if (expression === null) return '';
  const checks = [...step.before.relations.values()].flatMap((relation) =>
    [...relation.columns.values()]
      .filter((column) => column.type !== null && column.type.name.split('.').at(-1) === identifier(type))
      .map((column) => ({
        table: shortName(relation.name),
        name: derivedName(relation.name, column.name, 'check'),
        condition: expression(identifier(column.name)),
      })),
  );
  return [
    {
      name: `${type}_check`,
      about: NEW_ROWS,
      lines: [
        BOUNDED_WAIT,
        ...checks.map(
          ({ table, name, condition }) => `ALTER TABLE ${table} ADD CONSTRAINT ${name} CHECK (${condition}) NOT VALID;`,
        ),
      ],
    },
    {
      name: `${type}_check_validate`,
      about: OLD_ROWS,
      lines: checks.map(({ table, name }) => `ALTER TABLE ${table} VALIDATE CONSTRAINT ${name};`),
    },
  ];
}

/** The condition of a new CHECK, about a column instead of VALUE. */
function checkOf(step: Step): ((column: string) => string) | null {
  const tokens = tokensOf(step);
  const open = indexOfWords(step, tokens, 'CHECK', '(') + 1;
  if (open === 0) return null;
  const condition = tokens.slice(open + 1, closingOf(step, tokens, open));
  const values = condition.flatMap((token, at) => (wordOf(step, token) === 'VALUE' ? [at] : []));
  const pieces = [-1, ...values].map((at, nth) => condition.slice(at + 1, values[nth] ?? condition.length));
  return (column) =>
    pieces
      .map((piece) => textOf(step, piece))
      .join(` ${column} `)
      .trim();
}
