import { companionKind, goesWith, type CompanionKind } from '../../../frameworks/companions.js';
import { historyFolder, isRepeatable, isWayBack } from '../../../history/run-order.js';
import type { Severity } from '../../../report/report.js';
import type { Changeset, Step } from '../../../timeline.js';

export type Companion = NonNullable<Changeset['base']>['companions'][number];

/** A file that is not what its neighbours say. */
export interface Trouble {
  /** The file of the change that the finding is about. */
  readonly path: string;
  readonly severity: Severity;
  readonly message: string;
  /** What to do, in words. */
  readonly mend: string;
}

/** Companions of one kind with the migrations that they go with. */
export interface Group {
  readonly kind: CompanionKind;
  /** Of the migrations. */
  readonly folder: string;
  readonly companions: readonly Companion[];
  /** Migrations of the base branch. */
  readonly merged: readonly string[];
  /** New migrations that go up, in whatever language. */
  readonly added: readonly string[];
  /** Whether the change touches any migration. */
  readonly touched: boolean;
  /** What the SQL of the change does. */
  readonly steps: readonly Step[];
}

export function groupsOf(changeset: Changeset): readonly Group[] {
  const { base, sources, unread, steps } = changeset;
  if (base === null) return [];
  const code = unread.flatMap(({ path, kind }) => (kind === 'code' && path !== null ? [path] : []));
  const sql = sources.filter(({ status }) => status !== 'given');
  const changed = [...sql.map(({ path }) => path), ...code, ...base.gone.map(({ path }) => path)];
  const folders = new Set([...base.migrations, ...changed].map(historyFolder));
  return [...folders].flatMap((folder) => {
    const own = (path: string): boolean => historyFolder(path) === folder;
    const added = [...sql.filter(({ status }) => status === 'added').map(({ path }) => path), ...code].filter(
      (path) => own(path) && !base.migrations.includes(path) && !isWayBack(path) && !isRepeatable(path),
    );
    const common = {
      folder,
      merged: base.migrations.filter(own),
      added,
      touched: changed.some(own),
      steps: steps.filter((step) => own(step.migration.path)),
    };
    const beside = base.companions.filter(({ path }) => goes(path, folder));
    const kinds = new Set(beside.flatMap(({ path }) => companionKind(path) ?? []));
    return [...kinds].map((kind) => ({
      ...common,
      kind,
      companions: beside.filter(({ path }) => companionKind(path) === kind),
    }));
  });
}

function goes(path: string, folder: string): boolean {
  const kind = companionKind(path);
  return kind !== null && goesWith(path, kind, folder);
}

export function isChanged({ change }: Companion): boolean {
  return change !== 'none';
}
