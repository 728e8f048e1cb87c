import { strength } from '../effects/lock-mode.js';
import type { FileReport, Report, StatementReport } from '../report/report.js';
import type { FailureModeId } from '../rules/mode.js';
import { FAILURE_MODES } from '../rules/mode.js';
import type { Tally } from './tally.js';
import { openFindings, plural, tally } from './tally.js';

export interface ModeRow {
  /** `a` to `i`; empty for the row of what was not read. */
  readonly letter: string;
  readonly title: string;
  readonly state: 'unsafe' | 'caution' | 'fine' | 'not applicable';
  /** `2 findings (1 unsafe, 1 caution)`, `1 finding (unsafe)`, `fine` or `–`. */
  readonly words: string;
}

/** Could a statement of this file show the failure at all? Decides between "fine" and "not applicable". */
const TOUCHED_BY = {
  'lock-queue-freeze': (statement) => locksExisting(statement),
  'invalid-index': ({ kind }) => kind?.includes('INDEX') === true,
  'migration-deadlock': (statement) => locksExisting(statement),
  'destructive-rollback': (statement, { direction }) =>
    direction !== 'up' || /^(DROP|TRUNCATE|DELETE)/.test(statement.kind ?? '') || alters(statement),
  'replica-schema-drift': (statement) => locksExisting(statement),
  'backfill-wal-flood': ({ effects }) => effects.writes !== 'none',
  'hidden-rewrite': (statement) => {
    const { rewrites, mayRewrite } = statement.effects;
    return rewrites.length > 0 || mayRewrite.length > 0 || alters(statement);
  },
  'not-null-without-backfill': (statement) => alters(statement),
  'rename-in-rolling-deploy': (statement) => alters(statement) || /^DROP/.test(statement.kind ?? ''),
} satisfies Record<FailureModeId, (statement: StatementReport, file: FileReport) => boolean>;

/** The nine modes in their order, then "not read" when something was not. */
export function modeRows(report: Report): readonly ModeRow[] {
  const open = openFindings(report);
  const rows = FAILURE_MODES.map(({ letter, id, title }) => {
    const counts = tally(open.filter(({ mode }) => mode === id));
    return { letter, title, ...outcome(counts, isTouched(report, id)) };
  });
  const unread = tally(open.filter(({ mode }) => mode === null));
  const findings = outcome(unread, true);
  const files = new Set(report.notScanned.map(({ path }) => path)).size;
  if (files === 0 && unread.unsafe + unread.caution === 0) return rows;
  const words = [
    findings.state === 'fine' ? '' : findings.words,
    files === 0 ? '' : `${plural(files, 'file')} not scanned`,
  ];
  const state = findings.state === 'fine' ? 'caution' : findings.state;
  return [...rows, { letter: '', title: 'Not read', state, words: words.filter((word) => word !== '').join(', ') }];
}

function outcome(counts: Tally, touched: boolean): Pick<ModeRow, 'state' | 'words'> {
  const total = counts.unsafe + counts.caution;
  if (total > 0) {
    const state = counts.unsafe > 0 ? 'unsafe' : 'caution';
    return { state, words: `${plural(total, 'finding')} (${split(counts)})` };
  }
  return touched ? { state: 'fine', words: 'fine' } : { state: 'not applicable', words: '–' };
}

function split({ unsafe, caution }: Tally): string {
  if (caution === 0) return 'unsafe';
  return unsafe === 0 ? 'caution' : `${unsafe} unsafe, ${caution} caution`;
}

function isTouched(report: Report, mode: FailureModeId): boolean {
  return report.files.some((file) => file.statements.some((statement) => TOUCHED_BY[mode](statement, file)));
}

function alters(statement: StatementReport): boolean {
  return /^ALTER/.test(statement.kind ?? '') && locksExisting(statement);
}

/** A lock beyond what reading and writing rows takes. */
function locksExisting({ effects }: StatementReport): boolean {
  return effects.locks.some(({ existing, mode }) => existing && strength(mode) > strength('ROW EXCLUSIVE'));
}
