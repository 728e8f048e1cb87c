import { REFUSES_TRANSACTION } from '../../../effects/index-build.js';
import { commandOf } from '../../../sql/command.js';
import type { Step } from '../../../timeline.js';
import { box, whenAsked } from '../../boxes.js';
import { concurrentCommand } from '../../concurrently.js';
import { leavingTransaction } from '../../leave-transaction.js';
import { asWritten, code } from '../../prose.js';
import { statementRule, type Match } from '../../rule.js';
import { at, nodeIf } from '../../scope.js';

interface RefusedOnline extends Match {
  readonly step: Step;
  readonly command: string;
  readonly why: 'block' | 'begin' | 'string' | 'tool' | 'assumed' | 'by name' | 'by version';
}

export const rule = statementRule<RefusedOnline>({
  id: 'concurrently-in-transaction',
  mode: 'invalid-index',
  on: ['IndexStmt', 'DropStmt', 'ReindexStmt', 'AT_DetachPartition'],
  detect: (step) => {
    const command = concurrentCommand(step.statement.node);
    if (command === null) return [];
    const found = { at: at(step), alsoModes: ['replica-schema-drift'], step, command } as const;
    if (step.effects.fails === REFUSES_TRANSACTION) return [{ ...found, severity: 'unsafe', why: whyInside(step) }];
    const why = whyPerhaps(step, command);
    return why === null ? [] : [{ ...found, severity: 'caution', why }];
  },
  describe: ({ step, command, why }) => ({
    title: `${command} ${isGuess(why) ? 'may be' : 'is'} refused inside a transaction`,
    message: `${WHY[why](step.migration.runner.framework?.title ?? 'The migration tool')}, and Postgres refuses ${code(command)} there: the statement fails, and with it the migration. ${isGuess(why) ? TELL_US : 'Run it by itself, where each statement commits on its own.'}`,
    fix: why === 'block' ? '' : [{ name: nameFor(step), about: '', lines: [asWritten(step)], leaves: command }],
  }),
  boxes: (match) =>
    whenAsked(
      match,
      box('before', `What runs ${code(match.step.migration.path)} commits each of its statements by itself`),
    ),
  suggest: ({ step, command, why }) => (why === 'tool' ? leavingTransaction(step, command) : null),
});

const WHY = {
  block: () => 'What a DO block or a routine does runs in its transaction',
  begin: () => 'The file has begun a transaction',
  string: (tool: string) =>
    `${tool} sends the file as one string, which is one transaction when it holds several statements`,
  tool: (tool: string) => `${tool} runs this file in a transaction`,
  assumed: () => 'Most tools run a file in a transaction',
  'by name': (tool: string) =>
    `By its name this is a file of ${tool}, which puts such a file into a transaction or sends it as one string that is one`,
  'by version': (tool: string) =>
    `Some versions of ${tool} send a file of several statements as one string, which is a transaction, and its version is not known`,
} as const;

const TELL_US = 'Run it by itself, or say in the config what runs the file: `framework` or `transaction`.';

function isGuess(why: RefusedOnline['why']): boolean {
  return why === 'by name' || why === 'by version';
}

/** Once a section, where the file was taken for one that commits each statement only since it holds this one. */
function whyPerhaps(
  { migration, section, session, statement, within, effects }: Step,
  command: string,
): RefusedOnline['why'] | null {
  const { framework, setup, proved } = migration.runner;
  if (framework === null || setup === null || !section.assumed || section.transaction !== 'statement') return null;
  if (within !== null || session.transaction !== null || effects.fails !== null) return null;
  const first = section.pieces.find((piece) => piece.readable && concurrentCommand(piece.node) !== null);
  if (first?.index !== statement.index) return null;
  const delivery = framework.delivers(setup, section.pieces.map(commandOf));
  const isAlone = section.pieces.length === 1 || delivery?.alone.has(command) === true;
  switch (delivery?.transaction) {
    case 'statement':
      return null;
    case 'run':
    case 'file':
      return 'by name';
    default:
      return isAlone ? null : proved ? 'by version' : 'by name';
  }
}

function whyInside({ within, session, section }: Step): RefusedOnline['why'] {
  if (within !== null) return 'block';
  if (session.transaction?.explicit === true) return 'begin';
  if (session.transaction?.implicit === true) return 'string';
  return section.assumed ? 'assumed' : 'tool';
}

/** For the file that it would have: what it builds, or its command. */
function nameFor(step: Step): string {
  return nodeIf(step, 'IndexStmt')?.idxname ?? step.statement.kind.toLowerCase();
}
