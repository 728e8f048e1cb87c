import { runCli } from './cli/run.js';
import { processTerminal } from './cli/terminal.js';

process.exitCode = await runCli(process.argv.slice(2), processTerminal());
