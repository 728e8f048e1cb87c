import { usesOf, type CodeUses } from '../../../code/uses.js';
import type { Changeset } from '../../../timeline.js';
import { box, whenAsked } from '../../boxes.js';
import { droppedObjects, type ChangedObject } from '../../changed-object.js';
import { asRelated, placesWords } from '../../code-places.js';
import { leftOut } from '../../column-drop.js';
import { rangeAt } from '../../existing.js';
import { asWritten, BOUNDED_WAIT, code, type Fix } from '../../prose.js';
import { changesetRule, type Match } from '../../rule.js';
import { at, nodeIf } from '../../scope.js';

interface DroppedInUse extends Match {
  readonly dropped: ChangedObject;
  readonly uses: CodeUses;
  readonly order: Changeset['deployOrder'];
}

export const rule = changesetRule<DroppedInUse>({
  id: 'drop-with-its-last-use',
  mode: 'replica-schema-drift',
  detect: (changeset) => {
    const dropped = changeset.code.length === 0 ? [] : droppedObjects(changeset);
    return dropped.flatMap((one): DroppedInUse[] => {
      const uses = usesOf(one.object, changeset.code);
      if (uses.removed.length === 0 && uses.added.length === 0) return [];
      const { step, part } = one;
      return [
        {
          // Where the code goes first, and none is left that uses it, only stragglers of the old version are in the way.
          severity: changeset.deployOrder === 'code-first' && uses.added.length === 0 ? 'caution' : 'unsafe',
          at: at(step, part),
          alsoModes: ['rename-in-rolling-deploy'],
          places: asRelated(uses.added),
          dropped: one,
          uses,
          order: changeset.deployOrder,
        },
      ];
    });
  },
  describe: ({ dropped, uses, order }) => ({
    title: `${uses.removed.length === 0 ? 'New' : 'The running'} code uses ${dropped.words.replaceAll('`', '')}`,
    message: messageOf(dropped, uses, order),
    fix: apart(dropped),
  }),
  boxes: (match) =>
    whenAsked(
      match,
      box(
        'before',
        `No instance of the old code runs any more that uses ${match.dropped.words}, nor would a rollback start one`,
      ),
    ),
});

/** The code in one release, the drop in the next. */
function apart({ step, object }: ChangedObject): Fix {
  const body = nodeIf(step, 'AlterTableStmt');
  const optional = body === null ? [] : leftOut({ step, table: rangeAt(step, body.relation), column: object.name });
  return [
    ...optional,
    'release the code alone, and wait until no old version of it runs',
    {
      name: object.kind === 'column' ? `${object.table}_without_${object.name}` : `without_${object.name}`,
      about: 'in a later release',
      lines: [BOUNDED_WAIT, asWritten(step)],
    },
  ];
}

function messageOf({ words }: ChangedObject, uses: CodeUses, order: Changeset['deployOrder']): string {
  if (uses.removed.length === 0)
    return `This change drops ${words}, and adds code that uses it: ${placesWords(uses.added)}.`;
  const left = uses.added.length === 0 ? '' : ` Code that it adds uses it as well: ${placesWords(uses.added)}.`;
  const when =
    order === 'code-first'
      ? `The config says ${code('deploy-order: code-first')}: it is in time once every instance of that version has stopped.`
      : 'In a rolling deploy that version still runs when the migration has run, and each of its statements with the name fails; so does a rollback of the code.';
  return `The version that runs today uses ${words}: this change takes it out of the code (before it, ${placesWords(uses.removed)}) and drops it at once. ${when}${left}`;
}
