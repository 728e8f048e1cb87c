import { hasCode } from '../disk/files.js';
import { ConfigError } from '../errors.js';

/** What the command line needs of its process; tests hand over their own. */
export interface Terminal {
  readonly cwd: string;
  readonly width: number;
  readonly color: boolean;
  /** Ends when the text is written, or when nobody reads any more. */
  readonly print: (text: string) => Promise<void>;
  readonly printError: (text: string) => Promise<void>;
}

const DEFAULT_WIDTH = 100;

export function processTerminal(): Terminal {
  const { stdout, stderr, env } = process;
  // A failed write is told by its callback; without a listener the event would end the process.
  for (const stream of [stdout, stderr]) stream.on('error', () => undefined);
  return {
    cwd: process.cwd(),
    width: stdout.isTTY && stdout.columns > 0 ? stdout.columns : DEFAULT_WIDTH,
    color: stdout.isTTY && (env['NO_COLOR'] ?? '') === '' && env['TERM'] !== 'dumb',
    print: (text) => written(stdout, text),
    printError: (text) => written(stderr, text),
  };
}

/** `pg-preflight … | head` closes the pipe early: not an error, and the exit code is still the verdict's. */
function written(stream: NodeJS.WriteStream, text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    stream.write(text, (error) => {
      if (error === null || error === undefined || hasCode(error, 'EPIPE')) resolve();
      else reject(new ConfigError(`the report could not be printed: ${error.message}`, 'Write it with `--output`.'));
    });
  });
}
