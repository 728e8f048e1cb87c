import { ConfigError, describeError } from '../errors.js';
import { visible } from '../render/plain-text.js';
import { parseCliArgs } from '../settings/cli-args.js';
import type { CliCall } from '../settings/cli-args.js';
import { check } from './check.js';
import type { Terminal } from './terminal.js';

/** Runs one call and returns the exit code: 0 below `fail-on`, 1 at or above it, 2 when nothing could be judged. */
export async function runCli(argv: readonly string[], terminal: Terminal): Promise<number> {
  try {
    return await runCall(parseCliArgs(argv), terminal);
  } catch (error) {
    // Paths and values in the message come from strangers' trees and could drive the terminal.
    const prefix = error instanceof ConfigError ? 'pg-preflight: ' : '';
    await terminal.printError(`${prefix}${visible(describeError(error))}\n`);
    return 2;
  }
}

async function runCall(call: CliCall, terminal: Terminal): Promise<number> {
  switch (call.command) {
    case 'check':
      return check(call, terminal);
    case 'runbook': {
      const { printRunbook } = await import('./runbook.js');
      return printRunbook(call, terminal);
    }
    case 'table-sizes': {
      const { writeTableSizes } = await import('./table-sizes.js');
      return writeTableSizes(call.output, terminal);
    }
    case 'baseline': {
      const { writeBaseline } = await import('./baseline.js');
      return writeBaseline(call, terminal);
    }
    case 'init': {
      const { init } = await import('./init.js');
      return init(terminal);
    }
    case 'explain': {
      const [{ explain }, { RULE_DOCS }] = await Promise.all([import('../explain.js'), import('../rules/docs.js')]);
      await terminal.print(explain(call.topic, RULE_DOCS, terminal));
      return 0;
    }
    case 'help': {
      const { helpText } = await import('./help.js');
      await terminal.print(helpText());
      return 0;
    }
    case 'version': {
      const { VERSION } = await import('../settings/product.js');
      await terminal.print(`${VERSION}\n`);
      return 0;
    }
  }
}
