import { box, whenAsked } from '../../boxes.js';
import { code, comment, sql } from '../../prose.js';
import { changesetRule, type Match } from '../../rule.js';
import { placeOf } from '../new-version.js';
import { sumTroubles } from './atlas.js';
import { groupsOf, type Group, type Trouble } from './context.js';
import { journalTroubles, snapshotTroubles } from './drizzle.js';
import { prismaTroubles } from './prisma.js';
import { dumpTroubles } from './schema-text.js';
import { planTroubles } from './sqitch.js';

type OutOfStep = Match & Trouble;

export const rule = changesetRule<OutOfStep>({
  id: 'schema-file-out-of-step',
  mode: 'replica-schema-drift',
  detect: (changeset) =>
    groupsOf(changeset).flatMap((group) =>
      TROUBLES[group.kind](group).map((trouble): OutOfStep => {
        const migration = changeset.migrations.find(({ path }) => path === trouble.path);
        const at = migration === undefined ? ({ kind: 'file', path: trouble.path } as const) : placeOf(migration);
        return { ...trouble, at };
      }),
    ),
  describe: ({ message, mend }) => ({
    title: 'The migrations and the file that the tool keeps beside them do not fit together',
    message,
    fix: sql(comment(mend)),
  }),
  boxes: (match) =>
    whenAsked(match, box('before', `${code(match.path)} and what the tool keeps beside it say the same`)),
});

const TROUBLES = {
  'atlas sum': sumTroubles,
  'drizzle journal': journalTroubles,
  'drizzle snapshot': snapshotTroubles,
  'prisma schema': prismaTroubles,
  'sqitch plan': planTroubles,
  dump: dumpTroubles,
  'rails schema': dumpTroubles,
} as const satisfies Record<Group['kind'], (group: Group) => readonly Trouble[]>;
