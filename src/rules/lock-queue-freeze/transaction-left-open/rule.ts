import type { Changeset, Step } from '../../../timeline.js';
import { box, whenAsked } from '../../boxes.js';
import { code, sql } from '../../prose.js';
import { changesetRule, type Match } from '../../rule.js';
import { at, nodeIf } from '../../scope.js';

interface LeftOpen extends Match {
  readonly step: Step;
  readonly kind: 'open' | 'nested';
}

export const rule = changesetRule<LeftOpen>({
  id: 'transaction-left-open',
  mode: 'lock-queue-freeze',
  detect: ({ stepsOf }: Changeset) => [...stepsOf.values()].flatMap(openIn),
  describe: ({ step, kind }) => ({
    title:
      kind === 'open' ? 'The transaction that begins here never ends' : 'BEGIN inside a transaction begins nothing',
    message:
      kind === 'open'
        ? `The file ends without a ${code('COMMIT')} for this ${code(step.statement.kind)}. Every lock it took is held until the connection closes, and then Postgres takes everything back; if a tool commits after all, it commits with whatever it runs next.`
        : `A transaction is open already, so Postgres only warns and ${code(step.statement.kind)} does nothing. The first ${code('COMMIT')} ends it, and what stands behind that runs statement by statement.`,
    fix: kind === 'open' ? sql('-- at the end of the file:', 'COMMIT;') : '',
  }),
  boxes: (match) =>
    whenAsked(
      match,
      box(
        'before',
        `What stands behind the first COMMIT of ${code(match.step.migration.path)} may run statement by statement`,
      ),
    ),
});

function openIn(steps: readonly Step[]): LeftOpen[] {
  const begins = steps.filter((step) => step.within === null && isBegin(step));
  const nested = begins.filter(({ session }) => session.transaction?.explicit === true);
  return [
    ...nested.map((step): LeftOpen => ({ severity: 'caution', at: at(step), step, kind: 'nested' })),
    ...lastOfSections(begins.filter(({ session }) => session.transaction === null))
      .filter((step) => staysOpen(step, steps))
      .map(open),
  ];
}

function open(step: Step): LeftOpen {
  return { severity: 'unsafe', at: at(step), alsoModes: ['replica-schema-drift'], step, kind: 'open' };
}

/** The others have ended: with a transaction open none of these would have begun one. */
function lastOfSections(begins: readonly Step[]): readonly Step[] {
  return [...new Map(begins.map((step) => [step.section, step])).values()];
}

function isBegin(step: Step): boolean {
  const kind = nodeIf(step, 'TransactionStmt')?.kind;
  return kind === 'TRANS_STMT_BEGIN' || kind === 'TRANS_STMT_START';
}

/** Nothing behind it in its section ends it; what ended the tool's own transaction before leaves this one to the tool. */
function staysOpen(begin: Step, steps: readonly Step[]): boolean {
  const ends = steps.filter((step) => step.section === begin.section && isEnd(step));
  return !ends.some(({ index, session }) => index > begin.index || session.transaction?.explicit !== true);
}

function isEnd(step: Step): boolean {
  const kind = nodeIf(step, 'TransactionStmt')?.kind;
  return kind === 'TRANS_STMT_COMMIT' || kind === 'TRANS_STMT_ROLLBACK' || kind === 'TRANS_STMT_PREPARE';
}
