import type { Migration } from '../../../migration.js';
import { box, whenAsked } from '../../boxes.js';
import { code } from '../../prose.js';
import { migrationRule, type Match } from '../../rule.js';

interface Unfollowed extends Match {
  readonly command: string;
  readonly what: string;
}

export const rule = migrationRule<Unfollowed>({
  id: 'psql-command',
  mode: 'replica-schema-drift',
  detect: (migration) => migration.psql.flatMap((span) => unfollowed(migration, span)),
  describe: ({ command, what }) => ({
    title: `${command} is a command of psql, and what it does was not judged`,
    message: `psql ${what}. None of that stands in this file, so nothing here speaks of it; any tool but psql sends ${code(command)} to Postgres, which refuses it.`,
    fix: '',
  }),
  boxes: (match) =>
    whenAsked(
      match,
      box('before', `A person who knows Postgres has reviewed what ${code(match.command)} brings into the deploy`),
    ),
});

function unfollowed(migration: Migration, span: { readonly start: number; readonly end: number }): Unfollowed[] {
  const command = /^\\(?:[a-z_]+|!)/.exec(migration.text.slice(span.start, span.end))?.[0] ?? '';
  const what = WHAT.get(command);
  if (what === undefined) return [];
  return [{ severity: 'caution', at: { kind: 'comment', migration, span }, command, what }];
}

const INCLUDES = 'runs another file in the place of this line';
const CONNECTS =
  'goes on in another database or as another role: what follows does not run where the rest of the file does';

/** The others set variables, print or format, and change no database. */
const WHAT: ReadonlyMap<string, string> = new Map([
  ['\\i', INCLUDES],
  ['\\include', INCLUDES],
  ['\\ir', INCLUDES],
  ['\\include_relative', INCLUDES],
  ['\\gexec', 'runs each value of the result as a statement of its own'],
  ['\\copy', 'loads rows from a file of the machine that it runs on, or writes them there'],
  ['\\c', CONNECTS],
  ['\\connect', CONNECTS],
  ['\\q', 'ends here and runs nothing of what follows'],
  ['\\!', 'runs a command of the shell'],
]);
