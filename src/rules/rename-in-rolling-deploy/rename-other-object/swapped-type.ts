import type { RenameStmt } from '@pgsql/types';
import { nameParts } from '../../../catalog/lookup.js';
import { transactionNumber } from '../../../session/session.js';
import { relationName, splitName } from '../../../sql/names.js';
import type { Changeset, Step } from '../../../timeline.js';
import { keyAt } from '../../existing.js';

/**
 * The half of a swap of types that a rename is: `away`, its type gives a name away that another one has before the
 * transaction ends; `place`, its type takes a name that was given away before. null: nobody else has the name.
 */
export function namedAgain(step: Step, body: RenameStmt, { stepsInTransaction }: Changeset): 'away' | 'place' | null {
  if (body.renameType !== 'OBJECT_TYPE' || step.session.transaction === null) return null;
  const together = stepsInTransaction.get(transactionNumber(step.session)) ?? [];
  const old = keyAt(step, step.before.types, nameParts(body.object));
  if (together.at(-1)?.after.types.has(old) === true) return 'away';
  const next = relationName(splitName(old).schema, body.newname ?? '');
  return together[0]?.before.types.has(next) === true ? 'place' : null;
}
