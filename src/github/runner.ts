import { randomUUID } from 'node:crypto';
import { appendFileSync } from 'node:fs';
import { visible } from '../render/plain-text.js';

export type Environment = Readonly<Record<string, string | undefined>>;

export interface AnnotationOptions {
  readonly title?: string;
}

/** The machine that runs the step: its log, its outputs, its job summary. */
export interface Runner {
  /** Our own words, one line. */
  readonly say: (line: string) => void;
  /** Text that holds foreign words: the runner obeys nothing in it. */
  readonly quote: (text: string) => void;
  /** Text that holds workflow commands on purpose, each already escaped. */
  readonly command: (text: string) => void;
  readonly annotate: (level: 'error' | 'warning' | 'notice', message: string) => void;
  readonly setOutput: (name: string, value: string) => void;
  readonly addSummary: (markdown: string) => void;
}

/** The runner drops a summary above 1 MiB whole and fails the step. */
const MOST_SUMMARY_BYTES = 900 * 1024;

export function actionsRunner(env: Environment, print: (text: string) => void): Runner {
  return {
    say: (line) => print(`${line}\n`),
    quote: (text) => print(withoutCommands(text)),
    command: print,
    annotate: (level, message) => print(`::${level} title=pg-preflight::${commandData(message)}\n`),
    setOutput: (name, value) => append(env['GITHUB_OUTPUT'], heredoc(name, value)),
    addSummary: (markdown) => append(env['GITHUB_STEP_SUMMARY'], `${withinLimit(markdown)}\n`),
  };
}

/** A line of a migration such as `::add-mask::` or `##[stop-commands]` is a command to the runner, wherever it came from. */
function withoutCommands(text: string): string {
  const token = randomUUID();
  return `::stop-commands::${token}\n${text.endsWith('\n') ? text : `${text}\n`}::${token}::\n`;
}

/** Hidden characters shown. Percent first: a text that holds `%0A` must not become a line feed. The old form `##[…]` works within a line. */
function commandData(text: string): string {
  return visible(text).replaceAll('##[', '# #[').replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

/** A random delimiter: no value can end itself and set another output. */
function heredoc(name: string, value: string): string {
  const delimiter = `pg_preflight_${randomUUID()}`;
  return `${name}<<${delimiter}\n${value}\n${delimiter}\n`;
}

function withinLimit(markdown: string): string {
  const bytes = new TextEncoder().encode(markdown);
  if (bytes.length <= MOST_SUMMARY_BYTES) return markdown;
  const cut = new TextDecoder().decode(bytes.subarray(0, MOST_SUMMARY_BYTES));
  return `${cut.slice(0, cut.lastIndexOf('\n'))}\n\n(cut: the job summary takes 1 MiB)`;
}

function append(file: string | undefined, text: string): void {
  if (file !== undefined && file !== '') appendFileSync(file, text);
}
