import type { Migration } from '../../../migration.js';
import { tokenize } from '../../../sql/lexer.js';
import type { Changeset } from '../../../timeline.js';
import { code, sql } from '../../prose.js';
import { changesetRule, type Match, type Place } from '../../rule.js';

type SourceFile = Changeset['sources'][number];

interface Changed extends Match {
  readonly how: 'removed' | 'renamed' | 'modified';
  readonly path: string;
  readonly previousPath: string | null;
  /** A renamed file whose statements are others as well. */
  readonly otherStatements: boolean;
}

export const rule = changesetRule<Changed>({
  id: 'applied-migration-changed',
  mode: 'replica-schema-drift',
  detect: ({ sources, migrations }) =>
    sources.flatMap((source) =>
      changeOf(
        source,
        migrations.find(({ path }) => path === source.path),
      ),
    ),
  describe: (match) => ({
    title: `A migration that may have run already is ${match.how}`,
    message: messageOf(match),
    fix: sql('-- leave the file as it was, and put the change into a new migration'),
  }),
});

/** Flyway runs a file called R__… again whenever it changes: changing it is what it is for. */
const REPEATABLE = /(?:^|\/)R__[^/]*$/;

function changeOf(source: SourceFile, migration: Migration | undefined): Changed[] {
  const { path, previousPath, status, baseText } = source;
  if (REPEATABLE.test(path)) return [];
  const file: Place = { kind: 'file', path };
  if (status === 'removed')
    return [{ severity: 'unsafe', at: file, how: 'removed', path, previousPath, otherStatements: false }];
  if (status !== 'modified' && status !== 'renamed') return [];
  const first = migration === undefined ? null : firstDifference(migration, baseText);
  if (status === 'renamed')
    return [{ severity: 'unsafe', at: file, how: 'renamed', path, previousPath, otherStatements: first !== null }];
  if (first === null && migration !== undefined) return [];
  return [{ severity: 'unsafe', at: first ?? file, how: 'modified', path, previousPath, otherStatements: true }];
}

/** Where the statements first differ from those of the base, comments and white space aside; null when they do not. */
function firstDifference(migration: Migration, baseText: string | null): Place | null {
  const file: Place = { kind: 'file', path: migration.path };
  if (baseText === null) return file;
  const now = significant(migration.text);
  const before = significant(baseText);
  const nth = now.findIndex(({ text }, at) => text !== before[at]?.text);
  if (nth < 0) return now.length === before.length ? null : file;
  const offset = now[nth]?.start ?? 0;
  const piece = migration.pieces.find(({ span }) => span.start <= offset && offset <= span.end);
  return piece === undefined ? file : { kind: 'piece', migration, index: piece.index };
}

function significant(text: string): { readonly text: string; readonly start: number }[] {
  return tokenize(text)
    .filter(({ kind }) => kind !== 'line-comment' && kind !== 'block-comment')
    .map(({ start, end }) => ({ text: text.slice(start, end), start }));
}

function messageOf({ how, path, previousPath, otherStatements }: Changed): string {
  const file = code(path);
  const drift =
    'Databases where it has run keep the old result and new ones get another, so they drift apart; tools that keep a checksum refuse to go on.';
  switch (how) {
    case 'removed':
      return `${file} stood on the base branch and is deleted here. Where it has run, its result stays; where it has not, it is missing.`;
    case 'renamed': {
      const from = previousPath === null ? '' : ` from ${code(previousPath)}`;
      return `${file} was renamed${from}. A tool that goes by the file's name takes it for a new migration and runs it a second time.${otherStatements ? ' Its statements are others as well.' : ''}`;
    }
    case 'modified':
      return `The statements of ${file} are not those that stand on the base branch. ${drift}`;
  }
}
