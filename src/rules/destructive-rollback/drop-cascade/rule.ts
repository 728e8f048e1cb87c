import { foreignKeysTo } from '../../../catalog/catalog.js';
import { identifier, shortName } from '../../../sql/names.js';
import { bodiesOf } from '../../../sql/statement.js';
import type { Step } from '../../../timeline.js';
import { code, sql } from '../../prose.js';
import { isOthers, rangeAt } from '../../existing.js';
import { statementRule, type Edit, type Match } from '../../rule.js';
import { at, nodeIf } from '../../scope.js';
import { tokensOf, wordOf } from '../../source-text.js';
import { subcommandAt } from '../../subcommand.js';
import { edited } from '../../wording.js';
import { backupBox } from '../acknowledged.js';
import { lockedMeanwhile } from '../locked.js';
import { columnsGoneWith, droppedObjects, type DroppedObject } from '../dropped-object.js';

interface Cascade extends Match {
  readonly step: Step;
  readonly what: string;
  /** Columns and foreign keys that the schema shows to go along. */
  readonly gone: readonly Gone[];
}

interface Gone {
  readonly words: string;
  /** Drops it by name. */
  readonly sql: readonly string[];
}

export const rule = statementRule<Cascade>({
  id: 'drop-cascade',
  mode: 'destructive-rollback',
  on: ['DropStmt', 'AT_DropConstraint'],
  detect: (step) => (step.effects.fails === null ? [...fromDrop(step), ...fromConstraints(step)] : []),
  describe: ({ step, what, gone }) => ({
    title: `CASCADE drops whatever depends on the ${what}`,
    message: messageOf(step, what, gone),
    fix: byName(step, gone),
  }),
  boxes: ({ what }) => [backupBox(`everything that depends on the ${what}`)],
  suggest: ({ step, gone }) => (gone.length === 0 ? cascades(step) : null),
});

function fromDrop(step: Step): Cascade[] {
  if (nodeIf(step, 'DropStmt')?.behavior !== 'DROP_CASCADE') return [];
  const objects = droppedObjects(step);
  const [first] = objects;
  if (first === undefined) return [];
  const what = `${first.kind} ${objects.map(({ name }) => name).join(', ')}`;
  return [
    {
      severity: 'unsafe',
      at: at(step),
      alsoModes: ['rename-in-rolling-deploy'],
      step,
      what,
      gone: objects.flatMap((object) => columnsOf(step, object)),
    },
  ];
}

function columnsOf(step: Step, object: DroppedObject): Gone[] {
  return columnsGoneWith(step, object).map(({ table, name }) => ({
    words: `column ${identifier(name)} of ${shortName(table)}`,
    sql: [
      '-- pg-preflight: allow drop-column -- unused since the last release, backup taken',
      `ALTER TABLE ${shortName(table)} DROP COLUMN ${identifier(name)};`,
    ],
  }));
}

/** DROP CONSTRAINT CASCADE: foreign keys of other tables hang on a primary key or UNIQUE, nothing on the other kinds. */
function fromConstraints(step: Step): Cascade[] {
  const body = nodeIf(step, 'AlterTableStmt');
  const table = rangeAt(step, body?.relation);
  if (body === null || !isOthers(step, table)) return [];
  return bodiesOf('AlterTableCmd', body.cmds).flatMap((cmd, part): Cascade[] => {
    if (cmd.subtype !== 'AT_DropConstraint' || cmd.behavior !== 'DROP_CASCADE') return [];
    const known = step.before.relations.get(table)?.constraints.get(cmd.name ?? '');
    if (known !== undefined && (known.set === step.set || !('index' in known))) return [];
    const foreign = foreignKeysTo(step.before, table).filter(
      ({ key }) => known === undefined || [...key.referencedColumns].sort().join() === [...known.columns].sort().join(),
    );
    const gone = foreign.map(({ table: other, key }) => ({
      words: `foreign key ${identifier(key.name)} of ${shortName(other)}`,
      sql: [`ALTER TABLE ${shortName(other)} DROP CONSTRAINT ${identifier(key.name)};`],
    }));
    const what = `constraint ${identifier(cmd.name ?? '')} of ${shortName(table)}`;
    return [{ severity: 'unsafe', at: at(step, part), alsoModes: ['lock-queue-freeze'], step, what, gone }];
  });
}

function messageOf(step: Step, what: string, gone: readonly Gone[]): string {
  const known =
    gone.length > 0
      ? ` As far as the schema is known that is: ${gone.map(({ words }) => code(words)).join(', ')}.`
      : '';
  const first = step.effects.locks.find(({ existing }) => existing);
  const locked = first === undefined ? '' : ` ${lockedMeanwhile(step, first.relation)}`;
  return `${code('CASCADE')} drops the ${code(what)} and everything that depends on it, views and whole columns with their values included, without asking.${known}${locked}`;
}

function byName(step: Step, gone: readonly Gone[]): string {
  return sql(
    '-- name what is meant to go, each in a statement of its own; then Postgres refuses what was forgotten:',
    "SET lock_timeout = '2s';",
    ...gone.flatMap((one) => one.sql),
    withoutCascade(step),
  );
}

/** CASCADE is the last word of a drop; that of `ON DELETE CASCADE` in a subcommand beside it stays. */
function withoutCascade(step: Step): string {
  return edited(step, cascades(step));
}

function cascades(step: Step): readonly Edit[] {
  const alters = nodeIf(step, 'AlterTableStmt') !== null;
  const drops = step.statement.parts.filter(
    (_, part) => !alters || subcommandAt(step, part)?.behavior === 'DROP_CASCADE',
  );
  return drops.flatMap((span) => {
    const [before, last] = tokensOf(step, span).slice(-2);
    const cascades = before !== undefined && last !== undefined && wordOf(step, last) === 'CASCADE';
    return cascades ? [{ span: { start: before.end, end: last.end }, text: '' }] : [];
  });
}
