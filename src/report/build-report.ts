import type { Migration } from '../migration.js';
import type { PreflightInput } from '../preflight.js';
import { combine, NO_EFFECTS, type Effects, type Touch } from '../effects/effects.js';
import type { Judgement } from '../rules/rule.js';
import type { Changeset, Step } from '../timeline.js';
import { checklistOf } from './checklist.js';
import { findingOf, identityAt, lineAt, linesOf, type Located, type Locations } from './finding.js';
import { decisions } from './decisions.js';
import { locate } from './locate.js';
import { CHANGED_FILES } from './report.js';
import type {
  EffectsReport,
  FileReport,
  Finding,
  NotScanned,
  Report,
  SchemaSource,
  StatementReport,
} from './report.js';
import { restorePlaceholders } from '../sql/source.js';
import { runbookOf } from '../runbook/runbook.js';
import { schemaWords } from './schema-words.js';
import { idle, suppressed, suppressionsOf, type Suppressions } from './suppress.js';
import { toldWords } from './told-words.js';
import { bySeverity, verdictOf } from './verdict.js';

/** Everything that was found, in the order in which it is always shown. */
export function buildReport(
  judgements: readonly Judgement[],
  changeset: Changeset,
  schemaSource: SchemaSource,
  rules: ReadonlySet<string>,
  { settings, subject, sets }: Pick<PreflightInput, 'settings' | 'subject' | 'sets'>,
): Report {
  const locations: Locations = new Map(changeset.migrations.map((migration) => [migration.path, locate(migration)]));
  const forbidden = new Set(settings.policy.forbidSuppression);
  const decided = decisions(settings.policy);
  const suppressions = new Map<string, Suppressions>();
  for (const [path, { migration, lineOf }] of locations)
    suppressions.set(path, suppressionsOf(migration, lineOf, rules, forbidden));
  const { comments } = settings.policy;
  const pairs = judgements.flatMap((judgement) => {
    const found = decided.judged(findingOf(judgement, locations, settings.docsBase));
    if (found === null) return [];
    return [{ judgement, finding: decided.accepted(suppressed(found, suppressions.get(found.path ?? ''), comments)) }];
  });
  const findings = pairs.map(({ finding }) => finding).sort(byPlace);
  const words = restorer(changeset.migrations);
  // Nobody deploys a whole tree.
  const runbook = sets === 'each' ? [] : runbookOf(changeset, (step) => lineAt(step, locations));
  const open = pairs.filter(({ finding }) => finding.suppressed === null).map(({ judgement }) => judgement);
  return {
    schemaVersion: 1,
    tool: { name: 'pg-preflight', version: settings.version },
    postgresVersion: settings.postgresVersion,
    verdict: verdictOf(findings),
    subject,
    files: [...locations.values()]
      .map((located) => fileReport(located, changeset.stepsOf.get(located.migration) ?? [], words))
      .sort((a, b) => compare(a.path, b.path)),
    findings,
    checklist: checklistOf(open, changeset, (place) => identityAt(place, locations)).map((box) => ({
      ...box,
      text: words(box.text),
      sql: words(box.sql),
    })),
    runbook: runbook.map((step) => ({ ...step, text: words(step.text), code: words(step.code) })),
    notScanned: changeset.unread.map(({ path, why }): NotScanned => ({
      path: path ?? CHANGED_FILES,
      why,
    })),
    schemaSource,
    idleSuppressions: [...suppressions.values()]
      .flatMap((some) => idle(some, findings, comments))
      .sort((a, b) => compare(a.path, b.path) || a.line - b.line || compare(a.why, b.why)),
    assumptions: [
      ...schemaWords(schemaSource),
      ...assumptionsOf(changeset.migrations),
      ...toldWords(changeset.migrations, settings.postgresVersion),
      ...decided.told,
    ],
    sources: Object.fromEntries(changeset.migrations.map((migration) => [migration.path, migration.text])),
  };
}

/** A box, and the name of a table, may hold placeholders of any of the files. */
function restorer(migrations: readonly Migration[]): (text: string) => string {
  const placeholders = migrations.flatMap((migration) => migration.placeholders);
  return placeholders.length === 0 ? (text) => text : (text) => restorePlaceholders(text, placeholders);
}

function fileReport(
  { migration, lineOf, identities }: Located,
  steps: readonly Step[],
  words: (text: string) => string,
): FileReport {
  const effects = effectsByStatement(steps);
  const statements = migration.pieces.map((piece): StatementReport => {
    return {
      index: piece.index,
      kind: piece.readable ? piece.kind : null,
      ...linesOf(piece.span, lineOf),
      identity: identities[piece.index] ?? '',
      effects: effectsReport({ effects: effects.get(piece.index) ?? NO_EFFECTS }, words),
    };
  });
  const { path, framework, direction, transaction } = migration;
  return { path, framework, direction, transaction, statements };
}

/** What a statement's body does is the statement's doing. */
function effectsByStatement(steps: readonly Step[]): ReadonlyMap<number, Effects> {
  const found = new Map<number, Effects>();
  for (const { statement, effects } of steps) {
    const before = found.get(statement.index);
    found.set(statement.index, before === undefined ? effects : combine([before, effects]));
  }
  return found;
}

/** The model's effects in the contract's words. */
export function effectsReport(
  { effects }: Pick<Step, 'effects'>,
  words: (text: string) => string = (text) => text,
): EffectsReport {
  const { locks, rewrites, scans, rebuildsIndexes, writes, fails } = effects;
  return {
    locks: [...locks]
      .sort((a, b) => compare(a.relation, b.relation))
      .map((lock) => ({ ...lock, relation: words(lock.relation) })),
    rewrites: relationsOf(rewrites, 'certain').map(words),
    scans: relationsOf(scans, 'certain').map(words),
    mayRewrite: relationsOf(rewrites, 'possible').map(words),
    mayScan: relationsOf(scans, 'possible').map(words),
    rebuildsIndexes: relationsOf(rebuildsIndexes, 'certain').map(words),
    writes,
    fails: fails === null ? null : words(fails),
  };
}

/** Names, each once, sorted; most statements touch nothing, and cost nothing here. */
function relationsOf(touches: readonly Touch[], certainty: Touch['certainty']): readonly string[] {
  if (touches.length === 0) return [];
  const names = touches.filter((touch) => touch.certainty === certainty).map((touch) => touch.relation);
  return names.length < 2 ? names : [...new Set(names)].sort();
}

/** What had to be taken for granted, once for each kind. */
function assumptionsOf(migrations: readonly Migration[]): string[] {
  const unknown = migrations.filter((migration) =>
    migration.sections.some((section) => section.assumed && section.pieces.length > 0),
  );
  const wrapped = unknown.filter((migration) => migration.transaction === 'file');
  const alone = unknown.filter((migration) => migration.transaction !== 'file');
  const said = bySomething(wrapped).map(
    ([why, some]) => `One transaction a file is assumed for ${counted(some)}: ${why} is not known.`,
  );
  if (alone.length > 0) {
    said.push(
      `Statement by statement is assumed for ${counted(alone)}: the file controls its transaction or holds a statement that refuses one.`,
    );
  }
  for (const { path, elsewhere } of migrations) {
    if (elsewhere === 0) continue;
    const parts = elsewhere === 1 ? '1 part' : `${elsewhere} parts`;
    said.push(`Not judged in ${path}: ${parts}, which by their own words run on another database than Postgres.`);
  }
  return said;
}

/** What is not known: the tool, or only its version. */
function bySomething(
  migrations: readonly Migration[],
): readonly (readonly [why: string, some: readonly Migration[]])[] {
  const groups = new Map<string, Migration[]>();
  for (const migration of migrations) {
    const { framework, proved } = migration.runner;
    const why = proved && framework !== null ? `the version of ${framework.title}` : 'what runs them';
    groups.set(why, [...(groups.get(why) ?? []), migration]);
  }
  return [...groups];
}

function counted(migrations: readonly Migration[]): string {
  const [first] = migrations;
  return migrations.length === 1 && first !== undefined ? first.path : `${migrations.length} files`;
}

function byPlace(a: Finding, b: Finding): number {
  return (
    compare(a.path ?? '', b.path ?? '') ||
    (a.startLine ?? 0) - (b.startLine ?? 0) ||
    bySeverity(a.severity, b.severity) ||
    compare(a.rule, b.rule) ||
    compare(a.message, b.message)
  );
}

/** By code units: the same order on every machine, whatever its language. */
function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
