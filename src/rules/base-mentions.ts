import type { Mentions } from '../code/base-search.js';
import { isEverydayName } from '../code/common-word.js';
import { usesOf, type CodeObject, type CodeUse } from '../code/uses.js';
import type { Changeset } from '../timeline.js';
import { placesWords } from './code-places.js';
import { code } from './prose.js';
import { nodeIf } from './scope.js';

/**
 * Whether the drop of an object is the last step of expand and contract: the base commit was searched and names it
 * nowhere, and the change adds no use. A name that the change itself gave says nothing about the base commit.
 */
export function isContractStep(object: CodeObject, changeset: Changeset): boolean {
  const found = mentionsOf(object, changeset);
  if (found === null || found === undefined || found.places.length > 0 || isReflected(object, found)) return false;
  const renamed = (changeset.stepsWith.get('RenameStmt') ?? []).some(
    (step) => nodeIf(step, 'RenameStmt')?.newname === object.name,
  );
  return !renamed && usesOf(object, changeset.code).added.length === 0;
}

/** Whether the base commit was searched for a name that is this object's alone, so that the search decides what its drop is. */
export function isSearched(object: CodeObject, changeset: Changeset): boolean {
  if (object.kind === 'column' && object.common) return false;
  const found = mentionsOf(object, changeset);
  return found !== null && found !== undefined;
}

/** What the search of the base commit says of a name, as a sentence behind others. */
export function searchWords(object: CodeObject, changeset: Changeset): string {
  const found = mentionsOf(object, changeset);
  if (found === undefined || (object.kind === 'column' && isEverydayName(object.name))) return '';
  if (found === null)
    return ` Whether code still names it, ${code('pg-preflight check --base REF')} in a clone can tell.`;
  if (found.places.length > 0)
    return found.table === null
      ? ` The base commit still names it: ${placesWords(found.places)}.`
      : ` Where the base commit names the table it still has the word: ${placesWords(found.places)}.`;
  if (isReflected(object, found))
    return ` No file of the base commit names it, but models in Ruby ask for all columns when they start, and write them: a release before the drop has to say ${code('ignored_columns')}.`;
  if (!isContractStep(object, changeset)) return '';
  const none = found.table === null ? 'names it' : 'names the table has the word';
  return ` No file of the base commit ${found.table === null ? '' : 'that '}${none} any more, in any spelling (migrations, tests, docs and generated files aside): the last step of expand and contract, if no other repository and no report reads it.`;
}

/** Lines of the base commit that have a name, as far as it was searched for. */
export function placesAtBase(object: CodeObject, changeset: Changeset): readonly CodeUse[] {
  const found = mentionsOf(object, changeset);
  return found?.table === null ? found.places : [];
}

function isReflected({ kind }: CodeObject, { reflected }: Mentions): boolean {
  return kind === 'column' && reflected;
}

/** null: nothing was searched; undefined: too common a word to be searched for. */
function mentionsOf(object: CodeObject, { mentions }: Changeset): Mentions | null | undefined {
  if (mentions === null) return null;
  const table = object.kind === 'column' ? object.table : null;
  return mentions.find((one) => one.name === object.name && (one.table === null || one.table === table));
}
