import { CHECK_FLAGS } from '../settings/cli-args.js';
import type { Flag } from '../settings/cli-args.js';

/** The whole of `--help`. */
export function helpText(): string {
  return `Reviews Postgres migrations: what each statement locks, rewrites, scans and breaks.

pg-preflight check [PATH...]        files, folders or globs (\`!\` leaves out);
                                    without PATH: migrations changed against --base
${CHECK_FLAGS.map(flagLine).join('\n')}

pg-preflight runbook [PATH...]      what whoever deploys runs before, during and after, and to go
                                    back, as Markdown; takes the flags of check
pg-preflight table-sizes            writes the sizes of the tables of DATABASE_URL, read only, for
                                    \`table-sizes\` in the config; takes --output FILE
pg-preflight baseline [PATH...]     accepts what is found now, for a repository that begins;
                                    takes the flags of check; without PATH: the whole tree
pg-preflight init                   writes a config file and the workflow, overwrites nothing
pg-preflight explain [MODE|RULE]    what it is, why, the safe form
pg-preflight --help, --version

Exit code: 0 below --fail-on, 1 at or above it, 2 for a wrong call, a config error or an internal error.
`;
}

function flagLine({ name, placeholder, meaning }: Flag): string {
  return `  ${`--${name} ${placeholder}`.padEnd(34)}${meaning}`;
}
