import type { Framework } from '../../../frameworks/framework.js';
import { goesDown, isRepeatable, pairKey } from '../../../history/run-order.js';
import type { Migration } from '../../../migration.js';
import type { Changeset } from '../../../timeline.js';
import { box, whenAsked } from '../../boxes.js';
import { code, comment, sql } from '../../prose.js';
import { provedTool } from '../../proved-tool.js';
import { changesetRule, type Match } from '../../rule.js';
import { differsInForm, firstDifference } from './difference.js';

type SourceFile = Changeset['sources'][number];

interface Changed extends Match {
  readonly how: 'removed' | 'renamed' | 'moved' | 'modified' | 'modified in its comments' | 'edited';
  readonly path: string;
  readonly previousPath: string | null;
  /** A renamed file whose statements are others as well. */
  readonly otherStatements: boolean;
  /** null: not known. */
  readonly tool: Framework | null;
  /** Flyway's `R__…`, which is missed when it is gone. */
  readonly runsAgain?: boolean;
  /** The way back of a migration that stays. */
  readonly goesBack?: boolean;
}

export const rule = changesetRule<Changed>({
  id: 'applied-migration-changed',
  mode: 'replica-schema-drift',
  detect: (changeset) => [
    ...changeset.sources.flatMap((source) => changeOf(source, changeset)),
    ...(changeset.base?.gone ?? []).map(goneOf),
    ...(changeset.base?.edited ?? []).filter(({ onlyForm }) => !onlyForm).map(({ path }) => editedOf(path)),
  ],
  describe: (match) => ({
    title:
      match.goesBack === true
        ? 'The way back of a migration that stays is deleted'
        : `A migration that may have run already is ${match.how}`,
    message: messageOf(match),
    fix: sql(comment(fixOf(match))),
  }),
  boxes: (match) =>
    whenAsked(match, box('before', `What runs the migrations does not miss ${code(match.previousPath ?? match.path)}`)),
});

/** Flyway runs its callbacks each time, and keeps no book of them. */
const CALLBACK = /(?:^|\/)(?:before|after)(?:Each)?[A-Z][^/]*$/;

function changeOf(source: SourceFile, changeset: Changeset): Changed[] {
  const { path, previousPath, status } = source;
  if (status === 'added' || status === 'given' || CALLBACK.test(path)) return [];
  const migration = changeset.migrations.find((one) => one.path === path);
  const tool = provedTool(path, changeset);
  const found = { severity: 'unsafe', at: { kind: 'file', path }, path, previousPath, tool } as const;
  if (isRepeatable(previousPath ?? path)) return repeatableChange(source, found);
  if (goesDown(previousPath ?? path) && status !== 'modified') return wayBackChange(source, found, changeset);
  if (status === 'removed') return [{ ...found, how: 'removed', otherStatements: false }];
  if (migration === undefined || source.baseText === null) {
    const how = status === 'renamed' ? status : 'modified';
    return [{ ...found, how, otherStatements: how === 'modified' }];
  }
  return readChange(migration, source.baseText, found, changeset);
}

/** It has not run: what counts is whether the up that stays can still be taken back. */
function wayBackChange({ path, status }: SourceFile, found: Found, { sources, base }: Changeset): Changed[] {
  const isItsUp = (other: string): boolean => !goesDown(other) && pairKey(other) === pairKey(path);
  const goesToo = sources.some((one) => one.status !== 'added' && isItsUp(one.previousPath ?? one.path));
  if (status !== 'removed' || goesToo || base?.migrations.some(isItsUp) !== true) return [];
  return [{ ...found, severity: 'caution', how: 'removed', otherStatements: false, goesBack: true }];
}

/** Flyway runs it again whenever its text changes, and knows it by its name, in whatever folder. */
function repeatableChange({ path, previousPath, status }: SourceFile, found: Found): Changed[] {
  const renamed = previousPath !== null && nameOf(previousPath) !== nameOf(path);
  if (status !== 'removed' && !renamed) return [];
  const how = status === 'removed' ? 'removed' : 'renamed';
  const severity = found.tool?.name === 'flyway' ? 'unsafe' : 'caution';
  return [{ ...found, severity, how, otherStatements: false, runsAgain: true }];
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** Only its folder is another one: tools go by the name, or by that of the folder which carries the version. */
function keepsName({ path, previousPath }: Pick<SourceFile, 'path' | 'previousPath'>): boolean {
  return previousPath !== null && ownName(previousPath) === ownName(path);
}

function ownName(path: string): string {
  const inSqitch = /(?:^|\/)deploy\/(.*)$/.exec(path)?.[1];
  if (inSqitch !== undefined) return inSqitch;
  return path
    .split('/')
    .slice(/(?:^|\/)(?:migration|up)\.sql$/i.test(path) ? -2 : -1)
    .join('/');
}

/** A migration in code, whose text nobody has read. */
function goneOf({ path, movedTo }: { readonly path: string; readonly movedTo: string | null }): Changed {
  const at = { kind: 'file', path: movedTo ?? path } as const;
  const gone = { severity: 'unsafe', at, otherStatements: false, tool: null } as const;
  if (movedTo === null) return { ...gone, how: 'removed', path, previousPath: null };
  return { ...gone, how: 'renamed', path: movedTo, previousPath: path };
}

function editedOf(path: string): Changed {
  const at = { kind: 'file', path } as const;
  return { severity: 'unsafe', at, how: 'edited', path, previousPath: null, otherStatements: true, tool: null };
}

type Found = Omit<Changed, 'how' | 'otherStatements'>;

function readChange(migration: Migration, baseText: string, found: Found, changeset: Changeset): Changed[] {
  const { source, direction, text } = migration;
  const { appends, remembers } = migration.runner.framework ?? {};
  const first = firstDifference(migration, baseText, changeset.tools);
  if (source.status === 'renamed' && appends?.mayMove.test(text) !== true) {
    if (first !== null || appends !== undefined || !keepsName(source))
      return [{ ...found, how: 'renamed', otherStatements: first !== null }];
    return [{ ...found, severity: found.tool === null ? 'caution' : 'note', how: 'moved', otherStatements: false }];
  }
  if (first === null) {
    const refused = migration.runner.proved && remembers?.edited.kind === 'refused' && appends === undefined;
    return refused && direction !== 'down' && differsInForm(migration, baseText)
      ? [{ ...found, severity: 'note', how: 'modified in its comments', otherStatements: false }]
      : [];
  }
  if (isReworked(source, changeset)) return [];
  return [{ ...found, at: first, how: 'modified', otherStatements: true }];
}

/** `sqitch rework` keeps what ran as `x@TAG.sql` and lets `x.sql` run once more. */
function isReworked({ path }: SourceFile, { sources }: Changeset): boolean {
  const kept = path.replace(/\.sql$/i, '@');
  return sources.some((other) => other.status === 'added' && other.path.startsWith(kept));
}

function messageOf({ how, path, previousPath, otherStatements, tool, runsAgain = false, goesBack }: Changed): string {
  const file = code(path);
  if (goesBack === true)
    return `${file} is deleted here, and the migration that it takes back stays: a rollback of the deploy stops at it, or passes over it.`;
  if (runsAgain) {
    const done = how === 'removed' ? 'is deleted here' : `was ${code(previousPath ?? '')}`;
    return `${file} ${done}. Flyway may run such a file again, and from 7 on it refuses to run anything while one that has run is not there under its name (${code('validateOnMigrate')}), until somebody calls ${code('flyway repair')}.`;
  }
  const edited = tool?.remembers.edited;
  switch (how) {
    case 'removed':
      return `${file} stood on the base branch and is deleted here. Where it has run, its result stays; where it has not, it is missing.`;
    case 'renamed': {
      const from = previousPath === null ? '' : ` from ${code(previousPath)}`;
      return `${file} was renamed${from}. A tool that goes by the file's name takes it for a new migration and runs it a second time.${otherStatements ? ' Its statements are others as well.' : ''}`;
    }
    case 'moved': {
      const from = `${file} was ${code(previousPath ?? '')}, with the same statements.`;
      return tool === null
        ? `${from} Most tools go by the name and pass over it where it has run; one that goes by the whole path runs it a second time.`
        : `${from} ${tool.title} goes by the name and passes over it where it has run, once it is told of the new folder.`;
    }
    case 'modified in its comments':
      return `No statement of ${file} is another than on the base branch, but its text is. ${edited?.how ?? ''}`.trim();
    case 'edited':
      return `${file} stands on the base branch, and its code is another here, in more than comments and form. Such tools remember the name and pass over the file in silence where it has run: those databases keep the old result and new ones get another. The SQL that it runs is not read, so whether it is the same after all is not known.`;
    case 'modified': {
      const drift = 'Databases where it has run keep the old result and new ones get another, so they drift apart';
      const said = `The statements of ${file} are not those that stand on the base branch. ${drift}`;
      return edited === undefined || edited.how === ''
        ? `${said}; tools that keep a checksum refuse to go on.`
        : `${said}. ${edited.how}`;
    }
  }
}

function fixOf({ how, runsAgain, goesBack }: Changed): string {
  if (goesBack === true) return 'leave the file, or say in a comment of its migration why there is no way back';
  if (how === 'moved') return 'tell the tool of the new folder in the same deploy';
  if (runsAgain === true)
    return 'leave the file under its name, or run flyway repair in the deploy, right before flyway migrate';
  return how === 'modified in its comments'
    ? 'leave the file as it was, to the last comment'
    : 'leave the file as it was, and put the change into a new migration';
}
