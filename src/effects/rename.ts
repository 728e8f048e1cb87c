import type { AlterObjectSchemaStmt, RenameStmt } from '@pgsql/types';
import { nameParts } from '../catalog/lookup.js';
import { identifier } from '../sql/names.js';
import { items, texts } from '../sql/statement.js';
import { isSince } from '../sql/versions.js';
import { effectsOf, type Effects, type Lock } from './effects.js';
import { lock, lockFamily, named, namedByParts, relationOf, type Moment } from './moment.js';
import { fixedColumnRefusal } from './needed.js';

/** RENAME of anything. */
export function rename(body: RenameStmt, moment: Moment): Effects {
  const relation = named(moment, body.relation);
  switch (body.renameType) {
    case 'OBJECT_TABLE':
    case 'OBJECT_VIEW':
    case 'OBJECT_MATVIEW':
    case 'OBJECT_SEQUENCE':
    case 'OBJECT_FOREIGN_TABLE':
    case 'OBJECT_TRIGGER':
    case 'OBJECT_POLICY':
    case 'OBJECT_RULE':
      return effectsOf({ locks: [lock(moment, relation, 'ACCESS EXCLUSIVE')] });
    case 'OBJECT_COLUMN':
    case 'OBJECT_TABCONSTRAINT':
    case 'OBJECT_ATTRIBUTE':
      return effectsOf({
        locks: lockFamily(moment, relation, 'ACCESS EXCLUSIVE', body.relation?.inh !== true),
        fails: body.renameType === 'OBJECT_COLUMN' ? renameColumnRefusal(body, moment) : null,
      });
    case 'OBJECT_INDEX': {
      const mode = isSince(moment.version, 'ALTER INDEX RENAME without blocking')
        ? 'SHARE UPDATE EXCLUSIVE'
        : 'ACCESS EXCLUSIVE';
      const existing = moment.catalog.indexes.get(relation)?.set !== moment.set;
      return effectsOf({ locks: [{ relation, mode, existing }] });
    }
    default:
      return effectsOf({});
  }
}

/** A column has one name in a table and in what inherits from it. */
function renameColumnRefusal(body: RenameStmt, moment: Moment): string | null {
  const table = named(moment, body.relation);
  const column = body.subname ?? '';
  const inherited = fixedColumnRefusal(table, column, 'rename', moment);
  const isAlone = body.relation?.inh !== true && (relationOf(moment, table)?.children ?? []).length > 0;
  if (inherited !== null || !isAlone || moment.inRoutine) return inherited;
  return `inherited column ${identifier(column)} must be renamed in child tables too`;
}

/** SET SCHEMA. */
export function setSchema(body: AlterObjectSchemaStmt, moment: Moment): Effects {
  const onRelation = body.relation !== undefined;
  const locks: Lock[] = onRelation ? [lock(moment, named(moment, body.relation), 'ACCESS EXCLUSIVE')] : [];
  return effectsOf({ locks });
}

/** COMMENT: SHARE UPDATE EXCLUSIVE on a relation; on what belongs to one, only a read lock. */
export function comment(objtype: string | undefined, object: Parameters<typeof items>[0], moment: Moment): Effects {
  const parts = object === undefined || object === null ? [] : nameParts(object);
  switch (objtype) {
    case 'OBJECT_TABLE':
    case 'OBJECT_VIEW':
    case 'OBJECT_MATVIEW':
    case 'OBJECT_SEQUENCE':
    case 'OBJECT_FOREIGN_TABLE':
      return effectsOf({ locks: [lock(moment, namedByParts(moment, parts), 'SHARE UPDATE EXCLUSIVE')] });
    case 'OBJECT_INDEX': {
      const index = namedByParts(moment, parts);
      const existing = moment.catalog.indexes.get(index)?.set !== moment.set;
      return effectsOf({ locks: [{ relation: index, mode: 'SHARE UPDATE EXCLUSIVE', existing }] });
    }
    case 'OBJECT_COLUMN':
      return effectsOf({
        locks: [lock(moment, namedByParts(moment, texts(items(object)).slice(0, -1)), 'SHARE UPDATE EXCLUSIVE')],
      });
    case 'OBJECT_TABCONSTRAINT':
    case 'OBJECT_TRIGGER':
    case 'OBJECT_POLICY':
    case 'OBJECT_RULE':
      return effectsOf({
        locks: [lock(moment, namedByParts(moment, texts(items(object)).slice(0, -1)), 'ACCESS SHARE')],
      });
    default:
      return effectsOf({});
  }
}
