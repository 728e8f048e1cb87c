import { foreignKeysOf, foreignKeysTo, type Catalog } from '../../../catalog/catalog.js';
import { findType } from '../../../catalog/lookup.js';
import { typeWords } from '../../../catalog/types.js';
import type { Touch } from '../../../effects/effects.js';
import { because, type ReasonId } from '../../../effects/reason.js';
import { effective } from '../../../session/session.js';
import { identifier, literal, shortName, type RelationName } from '../../../sql/names.js';
import type { Step } from '../../../timeline.js';
import { box, whenAsked } from '../../boxes.js';
import { blockedWhile, BOUNDED_WAIT, code, fileName, lockClause, table, tables, type Fix } from '../../prose.js';
import type { FailureModeId } from '../../mode.js';
import { statementRule, type Match } from '../../rule.js';
import { at, existing, severityOf } from '../../scope.js';
import { inUtc, zoned } from '../../time-zone.js';
import { changedType, type ChangedType } from '../changed-type.js';
import { builtBeside } from '../../second-column-files.js';
import { afterSwitch } from '../../second-column-keys.js';
import { switchLines } from '../../second-column-switch.js';
import { syncTrigger } from '../../sync-trigger.js';
import { oldRows } from '../steps.js';
import { schemaAtStart } from '../../set-end.js';
import { bySize, worked } from '../../weight.js';
import { enumChange, enumPlan } from './enum-plan.js';

interface TypeRewrite extends Match {
  readonly step: Step;
  readonly touch: Touch;
  readonly work: 'is read whole' | 'is rewritten' | 'indexes are built';
  /** The schema before the first statement of the set. */
  readonly atStart: Catalog;
  /** Tables at the other end of foreign keys on the column. */
  readonly others: readonly RelationName[];
}

const REASONS: ReadonlySet<ReasonId> = new Set([
  'type-change',
  'type-change-using',
  'type-change-unknown',
  'type-change-index',
  'check-on-changed-column',
] as const);

export const rule = statementRule<TypeRewrite>({
  id: 'column-type-rewrite',
  mode: 'hidden-rewrite',
  on: ['type-change', 'type-change-using', 'type-change-unknown', 'type-change-index', 'check-on-changed-column'],
  detect: (step, changeset) => {
    const { rewrites, rebuildsIndexes, scans, fails } = step.effects;
    if (fails !== null) return [];
    const all = [
      ...touchesOf(rewrites).map((touch) => ({ touch, work: 'is rewritten' }) as const),
      ...touchesOf(rebuildsIndexes).map((touch) => ({ touch, work: 'indexes are built' }) as const),
      ...touchesOf(scans).map((touch) => ({ touch, work: 'is read whole' }) as const),
    ];
    // One finding a column: the heaviest work comes first.
    const worst = all.filter(({ touch }, index) => all.findIndex((other) => other.touch.part === touch.part) === index);
    return worst.map(({ touch, work }) => {
      const alsoModes: FailureModeId[] = ['lock-queue-freeze', 'rename-in-rolling-deploy'];
      const others = keyTables(step, touch);
      if (others.length > 0) alsoModes.push('migration-deadlock');
      // The code that runs meanwhile meets the other type all the same.
      const size = bySize(worked(step, touch.part), 'caution');
      return {
        severity: severityOf(touch),
        at: at(step, touch.part),
        bySize: size,
        alsoModes,
        step,
        touch,
        work,
        others,
        atStart: schemaAtStart(step, changeset),
      };
    });
  },
  describe: ({ severity, step, touch, work, others, atStart }) => ({
    title:
      severity === 'unsafe'
        ? `The change of type ${WORDS[work]} ${shortName(touch.relation)}`
        : `The change of type may rewrite ${shortName(touch.relation)}`,
    message:
      (severity === 'unsafe' ? blockedWhile(step, touch, work) : unknownChange(step, touch)) +
      keysAgain(others) +
      valuesOfEnum(step, touch),
    fix: safeForm(step, touch, atStart),
  }),
  boxes: (match) => {
    const column = changedType(match.step, match.touch.part)?.column ?? '';
    return whenAsked(
      match,
      box(
        'before',
        `The present type of ${code(identifier(column))} in ${table(match.touch.relation)} is one that the change keeps every row of, or the table is small`,
        `SELECT format_type(atttypid, atttypmod) FROM pg_attribute WHERE attrelid = to_regclass(${literal(match.touch.relation)}) AND attname = ${literal(column)};`,
      ),
    );
  },
});

const WORDS = {
  'is rewritten': 'rewrites',
  'indexes are built': 'rebuilds the indexes of',
  'is read whole': 'reads the whole of',
} as const;

/** What a foreign key on the column joins to it: each is locked as strongly, and the key is checked anew. */
function keyTables(step: Step, { relation, because: reason }: Touch): RelationName[] {
  if (!('column' in reason)) return [];
  const here = foreignKeysOf(step.before, relation).filter(({ key }) => key.columns.includes(reason.column));
  const there = foreignKeysTo(step.before, relation).filter(({ key }) => key.referencedColumns.includes(reason.column));
  const names = [...here.map(({ key }) => key.references), ...there.map(({ table }) => table)];
  return [...new Set(names)].filter((name) => name !== relation);
}

function keysAgain(others: readonly RelationName[]): string {
  return others.length === 0
    ? ''
    : ` ${tables(others)} ${others.length === 1 ? 'is' : 'are'} locked as strongly, since the foreign key on the column is dropped and made again; the other side of it needs the same type.`;
}

/** From one enum to another: by its text, which the new one may not have. */
function valuesOfEnum(step: Step, { relation, because: reason }: Touch): string {
  if (reason.id !== 'type-change-using' && reason.id !== 'type-change') return '';
  const { searchPath } = effective(step.session);
  const known = step.before.relations.get(relation)?.columns.get(reason.column)?.type;
  const from = known === undefined || known === null ? undefined : findType(step.before, searchPath, known);
  const to = findType(step.before, searchPath, reason.to);
  if (from?.kind !== 'enum' || to?.kind !== 'enum') return '';
  return ` A row with a value that the new type does not have makes it fail; ${code('ALTER TYPE … ADD VALUE')} adds one without touching a row.`;
}

function touchesOf(touches: readonly Touch[]): readonly Touch[] {
  return existing(touches).filter((touch) => REASONS.has(touch.because.id));
}

function unknownChange(step: Step, touch: Touch): string {
  const settles = `Its CREATE TABLE, given with ${code('schema')}, would settle whether the table is rewritten meanwhile.`;
  return `${code(step.statement.kind)} ${lockClause(step, touch.relation)}; ${because(touch.because)}. ${settles}`;
}

/** Without a rewrite where the session's zone decides; else a second column takes over, and nothing is converted under the lock. */
function safeForm(step: Step, touch: Touch, atStart: Catalog): Fix {
  const change = changedType(step, touch.part);
  if (change === null) return '';
  const enums = enumChange(step, touch.relation, change, atStart);
  if (enums !== null) return enumPlan(touch.relation, change, enums);
  const known = step.before.relations.get(touch.relation)?.columns.get(change.column);
  const inZone = change.computed ? null : zoned(step, change.column, known?.type ?? null, change.to);
  if (inZone === null) return inSteps(step, touch, change);
  const said = `in ${inZone} put the time zone that the values were written in`;
  return inUtc(step, touch.part) ?? [said, ...inSteps(step, touch, { ...change, expression: inZone })];
}

function inSteps(step: Step, touch: Touch, change: ChangedType): Exclude<Fix, string> {
  const { relation } = touch;
  const type = storedType(step, touch) ?? change.type;
  const name = shortName(relation);
  const column = `${change.column}_new`;
  const known = step.before.relations.get(relation)?.columns.get(change.column);
  const from = known?.type === undefined || known.type === null ? '' : ` (${typeWords(known.type)})`;
  const old = identifier(change.column);
  const trigger = syncTrigger(step, relation, column, change.expression);
  const second = { step, table: relation, old: change.column, fresh: column, type: change.casts ? change.to : null };
  return [
    {
      name: fileName(relation, column),
      about: `a second column, which a trigger fills from ${old}${from} for rows written from now on`,
      lines: [BOUNDED_WAIT, `ALTER TABLE ${name} ADD COLUMN ${identifier(column)} ${type};`, ...trigger.lines],
    },
    oldRows(step, relation, column, change.expression),
    ...builtBeside(second),
    {
      name: fileName(relation, change.column, 'swap'),
      about: `the two columns swap their names at once, so the code goes on saying ${old}`,
      lines: switchLines(second, trigger.name, 'takes the name'),
    },
    ...afterSwitch(second, 'takes the name'),
    `in a later release, with a backup: ALTER TABLE ${name} DROP COLUMN ${identifier(`${change.column}_old`)};`,
  ];
}

/** The base type of a domain with a constraint: a column of the domain itself would rewrite the table again. */
function storedType(step: Step, { because: reason }: Touch): string | null {
  if (reason.id !== 'type-change' && reason.id !== 'type-change-using') return null;
  const own = findType(step.before, effective(step.session).searchPath, reason.to);
  return own?.kind === 'domain' && own.constrained && own.base !== null ? typeWords(own.base) : null;
}
