import type { Runner } from './frameworks/reading.js';
import type { Timeouts } from './frameworks/timeouts.js';
import type { Tools } from './frameworks/tool.js';
import { newSession, type Session } from './session/session.js';

/** The connection that a migration meets, as far as the config and the tool's own files tell. */
export interface Connection {
  readonly session: Session;
  /** The timeouts that were not found in the migration, and who says so. */
  readonly assumed: readonly AssumedTimeout[];
}

export interface AssumedTimeout {
  readonly setting: 'lock_timeout' | 'statement_timeout';
  readonly value: number;
  /** `tool`: the files that configure it. */
  readonly saidBy: 'config' | 'tool';
}

export function connectionOf(path: string, { setup, proved }: Runner, tools: Tools): Connection {
  // A pooler ignores what a client asks of the connection when it begins.
  const tool = setup === null || !proved || tools.pooled ? null : setup.timeouts;
  const lock = assumed('lock_timeout', tools.told(path), tool);
  const statement = assumed('statement_timeout', tools.told(path), tool);
  const start = { lockTimeout: lock?.value ?? 0, statementTimeout: statement?.value ?? 0 };
  return {
    session: newSession(start, tools.pooled),
    assumed: [lock, statement].filter((one) => one !== null),
  };
}

/** A person who writes it into the config knows better than a file. */
function assumed(setting: AssumedTimeout['setting'], told: Timeouts, tool: Timeouts | null): AssumedTimeout | null {
  const field = setting === 'lock_timeout' ? 'lockTimeout' : 'statementTimeout';
  const said = told[field];
  if (said !== null) return { setting, value: said, saidBy: 'config' };
  const found = tool?.[field] ?? null;
  return found === null ? null : { setting, value: found, saidBy: 'tool' };
}
