import { bodiesOf } from '../../../sql/statement.js';
import type { Step } from '../../../timeline.js';
import { code } from '../../prose.js';
import { nodeIf } from '../../scope.js';
import { isChanged, type Group, type Trouble } from './context.js';

/** Prisma makes migrations out of the difference between its schema and what the migrations leave. */
export function prismaTroubles({ companions, added, steps }: Group): Trouble[] {
  const texts = companions.flatMap(({ text, baseText }) => [text ?? '', baseText ?? '']);
  if (texts.some((text) => OTHER_DATABASE.test(text))) return [];
  const changed = companions.filter(isChanged);
  const models = new Set(texts.flatMap(modelNames));
  const other = changed.find(({ text, baseText }) => shape(text ?? '', models) !== shape(baseText ?? '', models));
  if (other !== undefined && added.length === 0) {
    return [
      {
        path: other.path,
        severity: 'caution',
        message: `The models of ${code(other.path)} are changed, and there is no migration for it. The client that is generated from them asks for tables and columns that the database does not have.`,
        mend: 'prisma migrate dev --name CHANGE',
      },
    ];
  }
  const made = steps.find((step) => step.section.direction === 'up' && isModelled(step));
  if (made === undefined || changed.length > 0) return [];
  return [
    {
      path: made.migration.path,
      severity: 'caution',
      message: `${code(made.statement.kind)} changes what the models describe, and ${companions.map(({ path }) => code(path)).join(', ')} is as before. The next \`prisma migrate dev\` finds the difference, and writes a migration that takes it back.`,
      mend: 'prisma db pull, and commit the schema beside the migration',
    },
  ];
}

/** What the models have words for: tables and columns of their schema, not what only Postgres knows. */
function isModelled(step: Step): boolean {
  if (step.before === step.after) return false;
  const table = nodeIf(step, 'CreateStmt');
  if (table !== null) return table.relation?.relpersistence !== 't' && isOwn(table.relation?.schemaname);
  const alter = nodeIf(step, 'AlterTableStmt');
  if (alter === null || !isOwn(alter.relation?.schemaname)) return false;
  return bodiesOf('AlterTableCmd', alter.cmds).some(({ subtype }) => subtype !== undefined && OF_COLUMNS.has(subtype));
}

function isOwn(schema: string | undefined): boolean {
  return schema === undefined || schema === '' || schema === 'public';
}

const OF_COLUMNS: ReadonlySet<string> = new Set([
  'AT_AddColumn',
  'AT_DropColumn',
  'AT_AlterColumnType',
  'AT_SetNotNull',
  'AT_DropNotNull',
]);

const OTHER_DATABASE = /^\s*provider\s*=\s*"(?:mysql|sqlite|sqlserver|mongodb|cockroachdb)"/m;
const BLOCK = /^\s*(model|enum|view|type)\s+(\w+)\s*\{([^}]*)\}/gm;

function modelNames(text: string): string[] {
  return [...text.matchAll(BLOCK)].flatMap(([, kind, name = '']) => (kind === 'enum' ? [] : [name]));
}

/** Models and enums, without comments and without the fields that are only for the client. */
function shape(text: string, models: ReadonlySet<string>): string {
  const blocks = [...text.replace(/\/\/.*$/gm, '').matchAll(BLOCK)].map(([, kind = '', name = '', body = '']) => {
    const fields = body.split('\n').map((line) => line.trim().replace(/\s+/g, ' '));
    return [`${kind} ${name}`, ...fields.filter((line) => line !== '' && !isForTheClient(line, models)).sort()].join(
      '\n',
    );
  });
  return blocks.sort().join('\n');
}

/** A relation is a column only where it names its fields. */
function isForTheClient(line: string, models: ReadonlySet<string>): boolean {
  const type = /^\w+ (\w+)/.exec(line)?.[1] ?? '';
  return models.has(type) && !/\bfields:/.test(line);
}
