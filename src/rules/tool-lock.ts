import type { Framework, ToolLock } from '../frameworks/framework.js';
import { concurrentCommand } from './concurrently.js';
import type { Changeset, Step } from '../timeline.js';

/** What a statement meets in the lock of its tool, once a tool. */
export interface Meeting {
  readonly step: Step;
  readonly tool: Framework;
  readonly lock: ToolLock;
  /** Only the file's name says that it is this tool. */
  readonly guessed: boolean;
}

/** The first statement for each tool whose lock is of this kind that `meets` it. */
export function meetings(
  { steps }: Changeset,
  kind: ToolLock['kind'],
  meets: (step: Step) => boolean,
): readonly Meeting[] {
  const met = new Map<Framework, Meeting>();
  for (const step of steps) {
    const { framework: tool, setup, proved } = step.migration.runner;
    if (tool === null || setup === null || met.has(tool) || step.section.direction === 'down' || !meets(step)) continue;
    const lock = tool.lock(setup);
    const apart = setup.pooled && lock.ofSession && kind === 'none' ? behindPooler(tool, lock) : lock;
    if (apart.kind === kind) met.set(tool, { step, tool, lock: apart, guessed: !proved });
  }
  return [...met.values()];
}

/** A lock of a session belongs to whichever server connection the pooler gave at the time. */
function behindPooler({ title }: Framework, { fix }: ToolLock): ToolLock {
  const how = `${title} takes an advisory lock of its session; behind a pooler that gives each transaction another connection it may keep nobody out, or stay held when the run is over.`;
  return { kind: 'none', how, fix: ['-- let it connect to Postgres itself, past the pooler', ...fix], ofSession: true };
}

/** A build waits for every snapshot that is older; DROP INDEX and DETACH only for those who use the table. */
export function waitsForSnapshots({ statement, effects, session }: Step): boolean {
  const command = concurrentCommand(statement.node);
  const builds = command === 'CREATE INDEX CONCURRENTLY' || command === 'REINDEX CONCURRENTLY';
  return builds && effects.fails === null && session.transaction === null;
}

/** What a finding rests on when only a name speaks for the tool. */
export function guess({ guessed, tool }: Meeting): string {
  return guessed ? `By its name this is a file of ${tool.title}. ` : '';
}
