import { usesOf, type CodeUse, type CodeUses } from '../../../code/uses.js';
import { identifier, shortName, type RelationName } from '../../../sql/names.js';
import type { Step } from '../../../timeline.js';
import { box, whenAsked } from '../../boxes.js';
import { columnObject } from '../../changed-object.js';
import { placesAtBase } from '../../base-mentions.js';
import { asRelated, oldNameWords } from '../../code-places.js';
import { isOthersColumn, rangeAt } from '../../existing.js';
import { code, comment, listed, lockClause, table as tableWords, type Fix } from '../../prose.js';
import { statementRule, type Box, type Match, type Prose } from '../../rule.js';
import { at, nodeIf } from '../../scope.js';
import { expandAndContract, keptAlike, onView } from './plan.js';
import { swapAt, type Swap } from './swap.js';

interface RenamedColumn extends Match {
  readonly step: Step;
  readonly table: RelationName;
  readonly from: string;
  readonly to: string;
  readonly swap: Swap | null;
  /** Of the old name, in the code of the change. */
  readonly uses: CodeUses;
  /** The same at the base commit, where it was searched. */
  readonly atBase: readonly CodeUse[];
}

export const rule = statementRule<RenamedColumn>({
  id: 'rename-column',
  mode: 'rename-in-rolling-deploy',
  on: ['RenameStmt'],
  detect: (step, changeset) => {
    const body = nodeIf(step, 'RenameStmt');
    if (body?.renameType !== 'OBJECT_COLUMN' || step.effects.fails !== null) return [];
    const table = rangeAt(step, body.relation);
    const from = body.subname ?? '';
    if (!isOthersColumn(step, table, from)) return [];
    const swap = swapAt(step, table, changeset);
    if (swap !== null && swap.place === step) return [];
    const object = columnObject(step, changeset, table, from);
    const uses = usesOf(object, changeset.code);
    return [
      {
        severity: swap !== null && isComplete(swap) ? 'caution' : 'unsafe',
        at: at(step),
        alsoModes: ['lock-queue-freeze'],
        related: swap === null ? [] : [swap.place],
        places: swap === null ? asRelated(uses.added) : [],
        step,
        table,
        from,
        to: body.newname ?? '',
        swap,
        uses,
        atBase: placesAtBase(object, changeset),
      },
    ];
  },
  describe: (match) => {
    const { table, from, swap } = match;
    if (swap !== null) return ofSwap(match, swap);
    return {
      title: `Renaming ${identifier(from)} of ${shortName(table)} breaks the code that is running`,
      message: messageOf(match),
      fix: isView(match) ? onView(match) : expandAndContract(match),
    };
  },
  boxes: (match) => whenAsked(match, ...(match.swap === null ? [] : [isFilled(match.table, match.swap)])),
});

/** Nothing is lost: the new column has every value, and nobody reads the old one by its number. */
function isComplete({ sync, views }: Swap): boolean {
  return sync.length > 0 && views.length === 0;
}

function isFilled(table: RelationName, { name, fresh }: Swap): Box {
  const [old, next] = [identifier(name), identifier(fresh)];
  return box(
    'before',
    `Every row of ${tableWords(table)} that has a value in ${code(old)} has its counterpart in ${code(next)}`,
    `SELECT count(*) FROM ${shortName(table)} WHERE ${old} IS NOT NULL AND ${next} IS NULL;`,
  );
}

function ofSwap(match: RenamedColumn, swap: Swap): Prose {
  const { table } = match;
  const [name, fresh] = [identifier(swap.name), identifier(swap.fresh)];
  const title = isComplete(swap)
    ? `${name} of ${shortName(table)} is another column from this commit on`
    : swap.views.length > 0
      ? `The views on ${shortName(table)} go on reading the column that gives its name away`
      : `Nothing here has kept ${fresh} of ${shortName(table)} like ${name}`;
  return { title, message: swapWords(match, swap), fix: swapFix(match, swap) };
}

function swapWords({ step, table }: RenamedColumn, { name, fresh, sync, views }: Swap): string {
  const swapped = `In one transaction ${code(identifier(name))} of ${tableWords(table)} gives its name to ${code(identifier(fresh))}, so code finds a column of that name before and after. `;
  const prepared =
    'Statements prepared before it are planned again; where the type of what they return is another one, they fail once with "cached plan must not change result type". ';
  const alike =
    sync === 'copied here'
      ? 'The copy in this transaction runs while nobody else can write. '
      : sync.length > 0
        ? `The trigger ${listed(sync.map((one) => code(identifier(one))))} has filled it for every row written meanwhile. `
        : `No trigger that fills it is known: rows that are written between the copy and this transaction have nothing in it, and look empty from then on. `;
  const left =
    views.length === 0
      ? ''
      : `${listed(views.map((view) => code(view)))} keep${views.length === 1 ? 's' : ''} the column by its number and will read the old one, which nobody writes any more, without an error. `;
  return `${swapped}${prepared}${alike}${left}The statement ${lockClause(step, table)} until the transaction ends.`;
}

function swapFix(match: RenamedColumn, swap: Swap): Fix {
  if (isComplete(swap)) return '';
  if (swap.sync.length === 0) return keptAlike(match, swap);
  return comment(
    `in this transaction: DROP VIEW ${swap.views.join(', ')} before the renames, and CREATE VIEW with the same query behind them`,
  );
}

function messageOf({ step, table, from, to, uses, atBase }: RenamedColumn): string {
  return (
    `From the commit on, every query that says ${code(identifier(from))} of ${tableWords(table)} fails with "column does not exist", and old and new code run side by side ` +
    `during a rolling deploy: whichever is first, one of them knows only the other name (${code(identifier(to))}). The statement ${lockClause(step, table)} until the transaction ends.${oldNameWords(uses, atBase)}`
  );
}

function isView({ step, table }: RenamedColumn): boolean {
  return step.before.relations.get(table)?.kind.endsWith('view') === true;
}
