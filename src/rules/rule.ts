import type { FixFile, ChecklistItem, LineRange, Severity } from '../report/report.js';
import type { Span } from '../sql/positions.js';
import type { Migration } from '../migration.js';
import type { Facet } from '../facet.js';
import type { Changeset, Step } from '../timeline.js';
import type { RelationName } from '../sql/names.js';
import { writtenFix } from './fix-files.js';
import type { FailureModeId } from './mode.js';
import { behindPooler } from './pooler.js';
import type { Fix } from './prose.js';
import { weighed, type BySize } from './weight.js';

/** Where a finding stands. `part`: the n-th subcommand of an ALTER TABLE; null for the whole statement. */
export type Place =
  | { readonly kind: 'statement'; readonly step: Step; readonly part: number | null }
  | { readonly kind: 'piece'; readonly migration: Migration; readonly index: number }
  | { readonly kind: 'comment'; readonly migration: Migration; readonly span: Span }
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'changeset' };

/** What a rule found: data, no sentences. */
export interface Match {
  readonly severity: Severity;
  readonly at: Place;
  /** Modes besides the rule's own that this match is also about. */
  readonly alsoModes?: readonly FailureModeId[];
  /** Other statements that the finding needs to be understood. */
  readonly related?: readonly Step[];
  /** Lines of other files at the head that it speaks of. */
  readonly places?: readonly (LineRange & { readonly path: string })[];
  /** Tables whose size decides how bad it is: small ones make it less. */
  readonly bySize?: BySize;
  /** Tables whose traffic decides: hot ones make a caution unsafe where the wait for their lock has no bound. */
  readonly byTraffic?: readonly RelationName[];
}

export interface Prose {
  /** One line of plain text. */
  readonly title: string;
  /** This statement, on this table, blocks this, for as long as that; SQL in back-ticks. */
  readonly message: string;
  /** With the user's own names; empty when there is nothing to paste. */
  readonly fix: Fix;
}

/** Text to put in the place of a span of the file. */
export interface Edit {
  readonly span: Span;
  readonly text: string;
}

/** A box for people, before it has been ticked. */
export type Box = Pick<ChecklistItem, 'phase' | 'text' | 'sql'>;

interface RuleSpec<Input, M extends Match> {
  readonly id: string;
  readonly mode: FailureModeId | null;
  /** Decides and returns data. */
  readonly detect: (input: Input, changeset: Changeset) => readonly M[];
  /** Writes sentences and decides nothing. */
  readonly describe: (match: M) => Prose;
  /** A change to the file that makes the finding go away. */
  readonly suggest?: (match: M) => readonly Edit[] | null;
  /** Boxes for people that this match needs. */
  readonly boxes?: (match: M) => readonly Box[];
}

interface StatementRuleSpec<M extends Match> extends RuleSpec<Step, M> {
  /** What a statement must have for this rule to look at it. */
  readonly on: readonly Facet[];
}

/** A match with everything that is said about it. */
export interface Judgement extends Match, Prose {
  readonly fix: string;
  readonly fixFiles: readonly FixFile[];
  readonly rule: string;
  readonly mode: FailureModeId | null;
  readonly edits: readonly Edit[] | null;
  readonly boxes: readonly Box[];
}

export interface Rule {
  readonly id: string;
  readonly mode: FailureModeId | null;
  readonly check: (changeset: Changeset) => readonly Judgement[];
}

/** A rule about one statement at its moment. */
export function statementRule<M extends Match>(spec: StatementRuleSpec<M>): Rule {
  return ruleOf(spec, (changeset) => stepsWith(changeset, spec.on));
}

/** The steps that have one of the facets, in their order. */
function stepsWith({ stepsWith: byFacet }: Changeset, facets: readonly Facet[]): readonly Step[] {
  const [only, ...others] = facets.map((facet) => byFacet.get(facet) ?? []).filter((steps) => steps.length > 0);
  if (only === undefined || others.length === 0) return only ?? [];
  return [...new Set([only, ...others].flat())].sort((a, b) => a.index - b.index);
}

/** A rule about one file. */
export function migrationRule<M extends Match>(spec: RuleSpec<Migration, M>): Rule {
  return ruleOf(spec, (changeset) => changeset.migrations);
}

/** A rule about everything together. */
export function changesetRule<M extends Match>(spec: RuleSpec<Changeset, M>): Rule {
  return ruleOf(spec, (changeset) => [changeset]);
}

function ruleOf<Input, M extends Match>(
  spec: RuleSpec<Input, M>,
  inputs: (changeset: Changeset) => readonly Input[],
): Rule {
  const judge = (found: M, changeset: Changeset): Judgement => {
    const { severity, words } = weighed(found, changeset.tables);
    const match = { ...found, severity };
    const prose = spec.describe(match);
    const fix = writtenFix(prose.fix, match.at.kind === 'statement' ? match.at.step : null, changeset);
    return {
      ...match,
      ...prose,
      message: prose.message + words,
      rule: spec.id,
      mode: spec.mode,
      fix: behindPooler(fix.text, match),
      fixFiles: fix.files.map((file) => ({ ...file, sql: behindPooler(file.sql, match) })),
      edits: isInBody(match) ? null : (spec.suggest?.(match) ?? null),
      boxes: spec.boxes?.(match) ?? [],
    };
  };
  return {
    id: spec.id,
    mode: spec.mode,
    check: (changeset) =>
      inputs(changeset).flatMap((input) => spec.detect(input, changeset).map((match) => judge(match, changeset))),
  };
}

/** Its spans cut the body's text, not the file's. */
function isInBody({ at }: Match): boolean {
  return at.kind === 'statement' && at.step.within !== null;
}
