import { headsOf, type Revision } from '../../../frameworks/code-revision.js';
import { historyFolder } from '../../../history/run-order.js';
import type { Changeset } from '../../../timeline.js';
import { code, comment, sql } from '../../prose.js';
import { changesetRule, type Match } from '../../rule.js';

interface TwoHeads extends Match {
  readonly head: Revision;
  /** The others that nothing follows. */
  readonly others: readonly Revision[];
}

export const rule = changesetRule<TwoHeads>({
  id: 'two-heads',
  mode: 'replica-schema-drift',
  detect: ({ base }) => (base === null ? [] : headsIn(base)),
  describe: ({ head, others }) => ({
    title: 'Two migrations stand last, and the tool refuses to run',
    message:
      `Nothing follows ${code(head.path)}, and nothing follows ${others.map(({ path }) => code(path)).join(', ')} either. ` +
      TOLD[head.tool].refuses,
    fix: sql(comment(TOLD[head.tool].mend(head, others[0]?.id ?? ''))),
  }),
});

const TOLD = {
  alembic: {
    refuses:
      '`alembic upgrade head` stops: multiple head revisions are present. What comes last is not defined, so databases get the two in different orders.',
    mend: ({ path }, other) => `in ${path}: down_revision = "${other}", or join them: alembic merge heads`,
  },
  django: {
    refuses: '`manage.py migrate` stops: conflicting migrations, multiple leaf nodes in the migration graph.',
    mend: ({ path }, other) =>
      `give ${path} the next number and this dependency: "${other}"; or makemigrations --merge`,
  },
} as const satisfies Record<
  Revision['tool'],
  { readonly refuses: string; readonly mend: (head: Revision, other: string) => string }
>;

/** Only where the base branch has one head at most: people who keep several mean to. */
function headsIn({ revisions: { merged, added } }: NonNullable<Changeset['base']>): TwoHeads[] {
  const folders = new Set(added.map(({ path }) => historyFolder(path)));
  return [...folders].flatMap((folder) => {
    const own = (one: Revision): boolean => historyFolder(one.path) === folder;
    const before = merged.filter(own);
    const now = [...before.filter(({ path }) => added.every((one) => one.path !== path)), ...added.filter(own)];
    if (now.some(({ apart }) => apart) || headsOf(before).length > 1) return [];
    const heads = headsOf(now);
    if (heads.length < 2) return [];
    const [first, ...more] = heads.filter((head) => added.includes(head));
    // Of two new ones the first may stay: the other has to follow it.
    const told = first === undefined ? [] : heads.some((head) => !added.includes(head)) ? [first, ...more] : more;
    return told.map((head): TwoHeads => ({
      severity: 'unsafe',
      at: { kind: 'file', path: head.path },
      head,
      others: heads.filter((one) => one !== head),
    }));
  });
}
