import { ancestors, type Catalog } from '../../../catalog/catalog.js';
import { identifier, shortName, splitName, type RelationName } from '../../../sql/names.js';
import type { Changeset, Step } from '../../../timeline.js';
import { isOthers } from '../../existing.js';
import { box, whenAsked } from '../../boxes.js';
import { BOUNDED_WAIT, code, comment, sql, tables } from '../../prose.js';
import { changesetRule, type Match } from '../../rule.js';
import { at, isDown, nodeIf } from '../../scope.js';
import { schemaAtEnd } from '../../set-end.js';

interface Unidentified extends Match {
  readonly step: Step;
  readonly publication: string;
  readonly relations: readonly RelationName[];
}

export const rule = changesetRule<Unidentified>({
  id: 'published-without-identity',
  mode: 'replica-schema-drift',
  detect: (changeset) =>
    changeset.steps
      .filter((step) => !isDown(step) && step.effects.fails === null)
      .flatMap((step) => [...published(step, changeset), ...made(step, changeset)]),
  describe: ({ step, publication, relations }) => ({
    title: `UPDATE and DELETE on ${relations.map(shortName).slice(0, 3).join(', ')} fail once ${relations.length === 1 ? 'it is' : 'they are'} published`,
    message: `${code(step.statement.kind)} brings ${tables(relations)} into the publication ${code(identifier(publication))}, and ${relations.length === 1 ? 'it has' : 'they have'} neither a primary key nor another replica identity. From the commit on Postgres refuses every UPDATE and DELETE there: "does not have a replica identity and publishes updates". INSERT goes on.`,
    fix: step.statement.node.tag === 'CreateStmt' ? comment('give it a primary key') : wholeRows(relations),
  }),
  boxes: (match) =>
    whenAsked(
      match,
      box('before', `No code updates or deletes rows of ${tables(match.relations)} before it has a primary key`),
    ),
});

function wholeRows(relations: readonly RelationName[]): string {
  return sql(
    '-- before it: a primary key, or a unique index on NOT NULL columns as the identity, or whole rows',
    BOUNDED_WAIT,
    ...relations.slice(0, 3).map((name) => `ALTER TABLE ${shortName(name)} REPLICA IDENTITY FULL;`),
  );
}

/** Tables of others that a publication gets by this statement. */
function published(step: Step, changeset: Changeset): Unidentified[] {
  const body = nodeIf(step, 'CreatePublicationStmt') ?? nodeIf(step, 'AlterPublicationStmt');
  const name = body?.pubname ?? '';
  if (body === null || step.after.publications.get(name)?.changesRows !== true) return [];
  const end = schemaAtEnd(step, changeset);
  // One that loses its identity behind the publication is told there.
  const relations = [...step.after.relations.keys()].filter(
    (table) =>
      isOthers(step, table) &&
      !isIn(step.before, name, table) &&
      isIn(end, name, table) &&
      hasNoIdentity(step.after, table) &&
      hasNoIdentity(end, table),
  );
  return relations.length === 0 ? [] : [{ severity: 'unsafe', at: at(step), step, publication: name, relations }];
}

/** A new table where a publication has all of them, or all of its schema. */
function made(step: Step, changeset: Changeset): Unidentified[] {
  const created = nodeIf(step, 'CreateStmt');
  if (created === null) return [];
  const end = schemaAtEnd(step, changeset);
  return [...step.after.relations.keys()]
    .filter((table) => !step.before.relations.has(table) && hasNoIdentity(end, table))
    .flatMap((table): Unidentified[] => {
      const [name] = [...step.before.publications].flatMap(([key, { changesRows, set }]) =>
        changesRows === true && set !== step.set && isIn(end, key, table) ? [key] : [],
      );
      if (name === undefined) return [];
      return [{ severity: 'caution', at: at(step), step, publication: name, relations: [table] }];
    });
}

/** A partition with its parent. */
function isIn(catalog: Catalog, name: string, table: RelationName): boolean {
  const publication = catalog.publications.get(name);
  if (publication === undefined) return false;
  const names = [table, ...ancestors(catalog, table)];
  return (
    publication.allTables ||
    publication.schemas.includes(splitName(table).schema) ||
    publication.tables.some(({ relation }) => names.includes(relation))
  );
}

/** Only of a table whose CREATE was seen. */
function hasNoIdentity({ relations }: Catalog, table: RelationName): boolean {
  const known = relations.get(table);
  if (known?.kind !== 'table' || !known.complete || known.temporary || known.unlogged) return false;
  return (
    known.replicaIdentity === 'default' && known.constraints.find(({ kind }) => kind === 'primary-key') === undefined
  );
}
