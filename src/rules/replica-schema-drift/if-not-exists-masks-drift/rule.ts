import type { ColumnDef } from '@pgsql/types';
import type { Relation } from '../../../catalog/catalog.js';
import { serialName, typeRef, typeWords } from '../../../catalog/types.js';
import { identifier, shortName, type RelationName } from '../../../sql/names.js';
import { bodiesOf, bodyOf, texts } from '../../../sql/statement.js';
import type { Step } from '../../../timeline.js';
import { alteredParts } from '../../altered-part.js';
import { box, columnsOf, whenAsked } from '../../boxes.js';
import { isOthers, rangeAt } from '../../existing.js';
import { code, comment, sql, table as tableWords } from '../../prose.js';
import { statementRule, type Match } from '../../rule.js';
import { at, nodeIf } from '../../scope.js';

interface Masked extends Match {
  readonly step: Step;
  readonly table: RelationName;
  /** How what is there differs from what is written, in words. */
  readonly differences: readonly string[];
}

export const rule = statementRule<Masked>({
  id: 'if-not-exists-masks-drift',
  mode: 'replica-schema-drift',
  on: ['CreateStmt', 'AT_AddColumn'],
  detect: (step) => [...created(step), ...added(step)],
  describe: ({ step, table, differences }) => ({
    title: `IF NOT EXISTS passes over a ${shortName(table)} that looks different`,
    message:
      `${tableWords(table)} is there already, so ${code(`${step.statement.kind} … IF NOT EXISTS`)} does nothing and succeeds, ` +
      `although ${differences.join('; ')}. New databases get what is written, this one keeps what it has, and code meets both.`,
    fix: sql(
      comment(
        `say what ${shortName(table)} lacks, without IF NOT EXISTS, so that it fails where something is not as expected`,
      ),
    ),
  }),
  boxes: (match) =>
    whenAsked(
      match,
      box(
        'before',
        `In every database that has ${tableWords(match.table)} already, another statement brings what it lacks, or no code needs it`,
        columnsOf(match.table),
      ),
    ),
});

/** CREATE TABLE IF NOT EXISTS of a table whose columns were shown to us. */
function created(step: Step): Masked[] {
  const body = nodeIf(step, 'CreateStmt');
  if (body?.if_not_exists !== true || step.effects.fails !== null) return [];
  const table = rangeAt(step, body.relation);
  const known = step.before.relations.get(table);
  if (known === undefined || !known.complete || !isOthers(step, table)) return [];
  const keys = bodiesOf('Constraint', body.tableElts).filter(
    ({ contype }) => contype === 'CONSTR_PRIMARY' || contype === 'CONSTR_NOTNULL',
  );
  const required = keys.flatMap((key) => texts(key.keys));
  const differences = bodiesOf('ColumnDef', body.tableElts).flatMap((column) => differencesOf(known, column, required));
  return differences.length === 0 ? [] : [{ severity: 'caution', at: at(step), step, table, differences }];
}

function added(step: Step): Masked[] {
  return alteredParts(step, 'AT_AddColumn').flatMap(({ cmd, part, table }): Masked[] => {
    const column = bodyOf('ColumnDef', cmd.def);
    const known = step.before.relations.get(table);
    if (cmd.missing_ok !== true || column === null || known?.columns.has(column.colname ?? '') !== true) return [];
    const differences = differencesOf(known, column);
    return differences.length === 0 ? [] : [{ severity: 'caution', at: at(step, part), step, table, differences }];
  });
}

function differencesOf({ columns }: Relation, written: ColumnDef, required: readonly string[] = []): string[] {
  const name = identifier(written.colname ?? '');
  const known = columns.get(written.colname ?? '');
  if (known === undefined) return [`it has no column ${code(name)}`];
  const differences: string[] = [];
  const type = written.typeName === undefined ? null : typeRef(written.typeName);
  if (type !== null && known.type !== null && !sameType(typeWords(type), typeWords(known.type)))
    differences.push(`${code(name)} is ${code(typeWords(known.type))} and not ${code(typeWords(type))}`);
  const kinds = bodiesOf('Constraint', written.constraints).map(({ contype }) => contype);
  const wantsNotNull =
    required.includes(written.colname ?? '') || isSerial(written) || kinds.some((kind) => NOT_NULL.has(kind ?? ''));
  if (wantsNotNull && known.notNull === false) differences.push(`${code(name)} allows NULL`);
  if (!wantsNotNull && known.notNull === true) differences.push(`${code(name)} is NOT NULL`);
  if (kinds.includes('CONSTR_DEFAULT') && known.hasDefault === false) differences.push(`${code(name)} has no default`);
  return differences;
}

const NOT_NULL = new Set(['CONSTR_NOTNULL', 'CONSTR_PRIMARY', 'CONSTR_IDENTITY']);

/** A type of our own is written with or without its schema. */
function sameType(written: string, known: string): boolean {
  return written === known || written.split('.').at(-1) === known.split('.').at(-1);
}

function isSerial({ typeName }: ColumnDef): boolean {
  return typeName !== undefined && serialName(typeName) !== null;
}
