import type { CreateFunctionStmt } from '@pgsql/types';
import { overloadOf } from '../catalog/apply-routine.js';
import type { Overload } from '../catalog/catalog.js';
import { newName } from '../catalog/lookup.js';
import { identifier, shortName } from '../sql/names.js';
import { routineOf } from '../sql/plpgsql.js';
import { inside, type RoutineItem } from '../sql/routine.js';
import { bodiesOf, text, texts } from '../sql/statement.js';
import { effectsOf, type Effects, type Lock } from './effects.js';
import { isSure } from './known.js';
import type { Moment } from './moment.js';
import { lockRewritten } from './query-locks.js';

/** Postgres looks up what a body in SQL says as soon as the function is made; other languages are read when they run. */
export function createFunction(body: CreateFunctionStmt, moment: Moment): Effects {
  return effectsOf({ locks: bodyLocks(body, moment), fails: replaceRefusal(body, moment) });
}

function bodyLocks(body: CreateFunctionStmt, moment: Moment): Lock[] {
  if (body.sql_body !== undefined) return lockRewritten(body.sql_body, moment);
  const language = bodiesOf('DefElem', body.options).find(({ defname }) => defname === 'language');
  const isSql = language === undefined || text(language.arg).toLowerCase() === 'sql';
  const routine = isSql ? routineOf({ tag: 'CreateFunctionStmt', body }, '') : null;
  return routine?.ok === true ? lockItems(routine.items, moment) : [];
}

function lockItems(items: readonly RoutineItem[], moment: Moment): Lock[] {
  return items.flatMap((item) => {
    if (item.kind !== 'statement') return lockItems(inside(item) ?? [], moment);
    const { tag, body } = item.statement.node;
    return lockRewritten({ [tag]: body }, moment);
  });
}

/** OR REPLACE changes the body, and nothing that a caller can see (source: ProcedureCreate in pg_proc.c). */
function replaceRefusal(body: CreateFunctionStmt, moment: Moment): string | null {
  const path = moment.settings.searchPath;
  const name = newName(path, texts(body.funcname));
  const known = moment.catalog.routines.get(name);
  if (known === undefined || !isSure(known, moment)) return null;
  const after = overloadOf(moment.catalog, body, { set: moment.set, transaction: 0, path });
  const before = known.overloads.find(({ signature }) => signature === after.signature);
  if (before === undefined || after.signature.includes('?')) return null;
  if (body.replace !== true) return `function ${shortName(name)} already exists with the same argument types`;
  return changeRefusal(before, after, shortName(name));
}

function changeRefusal(before: Overload, after: Overload, name: string): string | null {
  if (before.kind !== after.kind) return `cannot change ${name} from a ${before.kind} to a ${after.kind}`;
  if (before.kind === 'function' && before.result !== null && after.result !== null && before.result !== after.result)
    return `cannot change the return type of the existing function ${name}`;
  const renamed = before.names.find((one, at) => one !== '' && one !== after.names[at]);
  if (renamed !== undefined) return `cannot change the name of parameter ${identifier(renamed)} of ${name}`;
  return after.least > before.least ? `cannot remove parameter defaults from the existing function ${name}` : null;
}
