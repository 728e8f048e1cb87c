import { identifier, shortName } from '../../../sql/names.js';
import { nameParts } from '../../../catalog/lookup.js';
import { bodiesOf, bodyOf, type Node } from '../../../sql/statement.js';
import type { Step } from '../../../timeline.js';
import { rangeAt } from '../../existing.js';
import { code } from '../../prose.js';
import { statementRule, type Match } from '../../rule.js';
import { at, nodeIf } from '../../scope.js';

interface ReplicationCut extends Match {
  /** The publication or subscription, as SQL. */
  readonly name: string;
  readonly kind: 'publication' | 'subscription';
  /** What becomes of it, behind its name. */
  readonly change: string;
}

export const rule = statementRule<ReplicationCut>({
  id: 'publication-changed',
  mode: 'replica-schema-drift',
  on: ['AlterPublicationStmt', 'DropStmt', 'DropSubscriptionStmt', 'AlterSubscriptionStmt'],
  detect: (step) => {
    if (step.effects.fails !== null) return [];
    return [...publications(step), ...dropped(step), ...subscriptions(step)]
      .filter(({ kind, name }) => kind !== 'publication' || !isNew(step, name))
      .map((cut) => ({ ...cut, severity: 'caution', at: at(step), alsoModes: ['destructive-rollback'] }));
  },
  describe: ({ kind, name, change }) => ({
    title: `The ${kind} ${name} no longer carries everything`,
    message:
      `The ${kind} ${code(name)} ${change}. Subscribers keep what they have and get no more of it, without an error; ` +
      'to have it back they need a new copy of the tables, since what was written meanwhile is not sent again.',
    fix: '',
  }),
  boxes: ({ kind, name }) => [
    { phase: 'before', text: `Nobody reads from what the ${kind} ${code(name)} no longer carries`, sql: '' },
  ],
});

type Cut = Pick<ReplicationCut, 'name' | 'kind' | 'change'>;

function publications(step: Step): Cut[] {
  const body = nodeIf(step, 'AlterPublicationStmt');
  if (body === null) return [];
  const name = identifier(body.pubname ?? '');
  const tables = bodiesOf('PublicationObjSpec', body.pubobjects).map(({ pubtable, name: schema }) =>
    pubtable?.relation === undefined
      ? `schema ${identifier(schema ?? '')}`
      : shortName(rangeAt(step, pubtable.relation)),
  );
  const listed = tables.map(code).join(', ');
  if (body.action === 'AP_DropObjects') return [{ kind: 'publication', name, change: `no longer has ${listed}` }];
  if (body.action === 'AP_SetObjects' && tables.length > 0)
    return [{ kind: 'publication', name, change: `has ${listed} from now on and nothing else` }];
  const publish = bodiesOf('DefElem', body.options).some(({ defname }) => defname === 'publish');
  return publish ? [{ kind: 'publication', name, change: 'publishes other kinds of change than before' }] : [];
}

function dropped(step: Step): Cut[] {
  const body = nodeIf(step, 'DropStmt');
  if (body?.removeType !== 'OBJECT_PUBLICATION') return [];
  return (body.objects ?? []).map((object) => ({
    kind: 'publication',
    name: identifier(nameParts(object).at(-1) ?? ''),
    change: 'is gone',
  }));
}

function subscriptions(step: Step): Cut[] {
  const drop = nodeIf(step, 'DropSubscriptionStmt');
  if (drop !== null) return [{ kind: 'subscription', name: identifier(drop.subname ?? ''), change: 'is gone' }];
  const body = nodeIf(step, 'AlterSubscriptionStmt');
  if (body === null) return [];
  const name = identifier(body.subname ?? '');
  switch (body.kind) {
    case 'ALTER_SUBSCRIPTION_ENABLED':
      return isOff(body.options) ? [{ kind: 'subscription', name, change: 'stands still' }] : [];
    case 'ALTER_SUBSCRIPTION_SET_PUBLICATION':
    case 'ALTER_SUBSCRIPTION_DROP_PUBLICATION':
      return [{ kind: 'subscription', name, change: 'takes other publications than before' }];
    case 'ALTER_SUBSCRIPTION_CONNECTION':
      return [{ kind: 'subscription', name, change: 'reads from another server' }];
    case 'ALTER_SUBSCRIPTION_SKIP':
      return [{ kind: 'subscription', name, change: 'leaves out a transaction' }];
    default:
      return [];
  }
}

function isOff(options: readonly Node[] | undefined): boolean {
  return bodiesOf('DefElem', options).some(
    ({ defname, arg }) => defname === 'enabled' && bodyOf('Boolean', arg)?.boolval !== true,
  );
}

/** A publication that the set made has no subscriber yet. */
function isNew({ before, set }: Step, name: string): boolean {
  return before.publications.some((publication, key) => identifier(key) === name && publication.set === set);
}
