import { isReplaced } from '../../../catalog/apply-routine.js';
import { usersOfRoutine, type RoutineUser } from '../../../catalog/routine-users.js';
import { nameParts } from '../../../catalog/lookup.js';
import { effective } from '../../../session/session.js';
import { identifier, relationName, shortName } from '../../../sql/names.js';
import { texts } from '../../../sql/statement.js';
import type { Changeset, Step } from '../../../timeline.js';
import { isOthers, keyAt, objectAt, rangeAt } from '../../existing.js';
import { code, fileName, table as tableWords, type Fix } from '../../prose.js';
import { statementRule, type Match } from '../../rule.js';
import { at, nodeIf } from '../../scope.js';
import { laterInSet } from '../dropped-object.js';

interface Replaced extends Match {
  readonly step: Step;
  readonly routine: string;
  readonly users: readonly [RoutineUser, ...RoutineUser[]];
  /** Made by this very set with the function as it was before. */
  readonly fresh: boolean;
}

export const rule = statementRule<Replaced>({
  id: 'replaced-function-behind-index',
  mode: 'destructive-rollback',
  on: ['CreateFunctionStmt'],
  detect: (step, changeset) => {
    const routine = replacedRoutine(step);
    if (routine === null) return [];
    const [first, ...others] = usersOfRoutine(step.before, routine).filter(
      (user) => isOthers(step, user.table) && !isMadeAnew(user, step, changeset),
    );
    if (first === undefined) return [];
    const fresh = [first, ...others].some(({ set }) => set === step.set);
    return [{ severity: fresh ? 'unsafe' : 'caution', at: at(step), step, routine, users: [first, ...others], fresh }];
  },
  describe: ({ routine, users, fresh }) => ({
    title: `What ${shortName(routine)} computed before stays in ${users[0].kind} ${nameOf(users[0])}`,
    message: messageOf(routine, users, fresh),
    fix: fixOf(routine, users),
  }),
  boxes: ({ routine, users }) => [
    {
      phase: 'before',
      text: `The new ${code(shortName(routine))} gives the same as the old one for every row that is there, or ${users.map(words).join(', ')} is built anew`,
      sql: '',
    },
  ],
});

/** The function that a CREATE OR REPLACE changes; another overload changes none. */
function replacedRoutine(step: Step): string | null {
  const body = nodeIf(step, 'CreateFunctionStmt');
  if (body?.replace !== true || body.is_procedure === true || step.effects.fails !== null) return null;
  const parts = texts(body.funcname);
  const { routines } = step.before;
  const [path] = [effective(step.session).searchPath];
  // An unqualified name is made in the first schema of the path, whatever others hold.
  const routine = parts.length > 1 ? keyAt(step, routines, parts) : relationName(path[0] ?? 'public', parts[0] ?? '');
  const context = { set: step.set, transaction: 0, path };
  return isReplaced(routines.get(routine), step.before, body, context) ? routine : null;
}

/** An index that the same set builds again afterwards, or drops. */
function isMadeAnew({ kind, table, name }: RoutineUser, step: Step, { stepsInSet }: Changeset): boolean {
  return laterInSet(step, stepsInSet).some((later) => {
    const rebuilt = nodeIf(later, 'ReindexStmt');
    if (rebuilt !== null && kind === 'index') return [name, table].includes(rangeAt(later, rebuilt.relation));
    const dropped = nodeIf(later, 'DropStmt');
    return (dropped?.objects ?? []).some(
      (object) => nameParts(object).length > 0 && [name, table].includes(objectAt(later, object)),
    );
  });
}

function nameOf({ kind, name, table }: RoutineUser): string {
  if (kind === 'index') return shortName(name);
  return kind === 'partition key' ? `of ${shortName(table)}` : identifier(name);
}

function words(user: RoutineUser): string {
  const own = user.kind === 'partition key' ? '' : ` ${code(nameOf(user))}`;
  return `the ${user.kind}${own} of ${tableWords(user.table)}`;
}

const CONSEQUENCES: Readonly<Record<RoutineUser['kind'], string>> = {
  index: 'queries that use the index then miss rows that are there, or let a duplicate in',
  'generated column': 'old rows keep their old value until each is written again',
  constraint: 'rows that the new check refuses stay, and a dump of them cannot be restored',
  'partition key': 'rows lie in a partition that queries no longer look in',
};

function messageOf(routine: string, users: Replaced['users'], fresh: boolean): string {
  const kinds = [...new Set(users.map(({ kind }) => kind))];
  const consequences = kinds.map((kind) => CONSEQUENCES[kind]).join('; ');
  const made = fresh
    ? ' Part of that was made by this very set of migrations, with the function as it was before.'
    : '';
  return `${code(shortName(routine))} is called by ${users.map(words).join(', ')}. Postgres takes it for immutable and computes nothing again when it is replaced: ${consequences}, without an error.${made}`;
}

function fixOf(routine: string, users: Replaced['users']): Fix {
  const indexes = users.filter(({ kind }) => kind === 'index');
  return [
    `leave ${shortName(routine)} as it is: make a function of another name, build what needs it on that, then drop the old ones`,
    ...indexes.map(({ name }) => ({
      name: fileName(name, 'reindex'),
      about: 'if the name must stay, right after it',
      lines: [`REINDEX INDEX CONCURRENTLY ${shortName(name)};`],
    })),
  ];
}
