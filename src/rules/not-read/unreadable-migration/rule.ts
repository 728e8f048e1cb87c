import { box, whenAsked } from '../../boxes.js';
import { code } from '../../prose.js';
import { changesetRule, type Match } from '../../rule.js';

interface NotRead extends Match {
  readonly kind: 'syntax' | 'outside' | 'unscannable' | 'code';
  readonly path: string | null;
  readonly why: string;
}

export const rule = changesetRule<NotRead>({
  id: 'unreadable-migration',
  mode: null,
  detect: ({ migrations, unread, onUnscannable }) => [
    ...migrations.flatMap((migration) =>
      migration.pieces.flatMap((piece): NotRead[] => {
        if (piece.readable || migration.passedOver.has(piece.index)) return [];
        const at = { kind: 'piece', migration, index: piece.index } as const;
        const { path } = migration;
        return piece.cause === 'refused'
          ? [{ severity: 'unsafe', at, kind: 'syntax', path, why: piece.why }]
          : [{ severity: 'caution', at, kind: 'outside', path, why: piece.why }];
      }),
    ),
    ...unread.map(({ path, why, kind }): NotRead => {
      const at = path === null ? ({ kind: 'changeset' } as const) : ({ kind: 'file', path } as const);
      return { severity: kind === 'code' || onUnscannable === 'warn' ? 'caution' : 'unsafe', at, kind, path, why };
    }),
  ],
  describe: ({ kind, path, why }) => ({
    title: TITLES[kind] ?? `${path ?? 'The list of changed files'} was not judged`,
    message: messageOf(kind, why),
    fix: '',
  }),
  boxes: (match) =>
    whenAsked(
      match,
      box(
        'before',
        `A person who knows Postgres has reviewed the SQL that ${code(match.path ?? 'the rest of the change')} runs`,
      ),
    ),
});

const TITLES: Partial<Readonly<Record<NotRead['kind'], string>>> = {
  syntax: 'This statement cannot be read',
  outside: 'This command runs what was not judged',
};

function messageOf(kind: NotRead['kind'], why: string): string {
  if (kind === 'syntax')
    return `Postgres's own parser refuses it: ${code(why)}. What it would do is unknown, and unknown is not safe.`;
  if (kind === 'outside')
    return `${code(why)}, which does not stand in this file: have a person who knows Postgres review it.`;
  if (kind === 'code') return `It is ${why}: have a person who knows Postgres review the SQL that it runs.`;
  return `It could not be judged: ${why}. What it would do is unknown, and unknown is not safe.`;
}
