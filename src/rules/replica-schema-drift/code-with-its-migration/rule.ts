import { usesOf, type CodeUse } from '../../../code/uses.js';
import type { Severity } from '../../../report/report.js';
import type { Changeset } from '../../../timeline.js';
import { box, whenAsked } from '../../boxes.js';
import { madeObjects, type ChangedObject } from '../../changed-object.js';
import { asRelated, placesWords } from '../../code-places.js';
import { code, listed, sql } from '../../prose.js';
import { changesetRule, type Match } from '../../rule.js';
import { at } from '../../scope.js';

interface Needed {
  readonly made: ChangedObject;
  readonly uses: readonly CodeUse[];
}

interface ShippedTogether extends Match {
  /** Of one migration, in their order. */
  readonly needed: readonly Needed[];
  readonly order: Changeset['deployOrder'];
}

export const rule = changesetRule<ShippedTogether>({
  id: 'code-with-its-migration',
  mode: 'replica-schema-drift',
  detect: (changeset) => {
    const needed = changeset.code.length === 0 ? [] : neededObjects(changeset);
    return changeset.migrations.flatMap((migration) =>
      shipped(
        needed.filter(({ made }) => made.step.migration === migration),
        changeset,
      ),
    );
  },
  describe: ({ needed, order }) => ({
    title: `Code of this change needs what the migration makes`,
    message: messageOf(needed, order),
    fix: sql(
      '-- 1. deploy the migration, and the code that needs it not yet',
      '-- 2. wait until no standby is behind:',
      LAG,
      '-- 3. deploy the code',
    ),
  }),
  boxes: (match) =>
    whenAsked(
      match,
      box('during', 'The migration has run and replica lag is near zero before the code starts that needs it', LAG),
    ),
});

const LAG = 'SELECT application_name, replay_lag FROM pg_stat_replication ORDER BY replay_lag DESC NULLS LAST;';

const SEVERITIES: Readonly<Record<Changeset['deployOrder'], Severity>> = {
  'migrations-first': 'note',
  unknown: 'caution',
  'code-first': 'unsafe',
};

function neededObjects(changeset: Changeset): Needed[] {
  return madeObjects(changeset)
    .map((made) => ({ made, uses: usesOf(made.object, changeset.code).added }))
    .filter(({ uses }) => uses.length > 0);
}

function shipped(needed: readonly Needed[], { deployOrder }: Changeset): ShippedTogether[] {
  const [first] = needed;
  if (first === undefined) return [];
  const { step, part } = first.made;
  return [
    {
      severity: SEVERITIES[deployOrder],
      at: at(step, part),
      related: [...new Set(needed.map(({ made }) => made.step))].filter((other) => other !== step),
      places: asRelated(needed.flatMap(({ uses }) => uses)),
      needed,
      order: deployOrder,
    },
  ];
}

const MOST_OBJECTS = 5;

function messageOf(needed: readonly Needed[], order: Changeset['deployOrder']): string {
  const shown = needed.slice(0, MOST_OBJECTS).map(({ made, uses }) => `${made.words} (${placesWords(uses)})`);
  const left = needed.length - shown.length;
  const all = listed(left === 0 ? shown : [...shown, `${left} more`]);
  const told =
    order === 'code-first'
      ? `The config says ${code('deploy-order: code-first')}: from its start until the migration has run, the new code fails.`
      : 'Deploy the migration first, and the code when replica lag is near zero.';
  return (
    `New code uses ${all}. Where it starts before the migration has run, or reads from a standby that has not replayed it yet, ` +
    `its statements fail with "does not exist". ${told}`
  );
}
