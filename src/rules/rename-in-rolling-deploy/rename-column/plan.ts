import { typeWords } from '../../../catalog/types.js';
import { identifier, shortName, type RelationName } from '../../../sql/names.js';
import type { Step } from '../../../timeline.js';
import { backfillLoop } from '../../batching.js';
import { BOUNDED_WAIT, comment, fileName, sql, type Fix } from '../../prose.js';
import { builtBeside } from '../../second-column-files.js';
import { afterSwitch } from '../../second-column-keys.js';
import { switchLines } from '../../second-column-switch.js';
import { bothWaysTrigger, syncTrigger } from '../../sync-trigger.js';
import type { Swap } from './swap.js';

export interface Rename {
  readonly step: Step;
  readonly table: RelationName;
  readonly from: string;
  readonly to: string;
}

/** A second column beside the first until no version of the code that runs names the first. */
export function expandAndContract({ step, table, from, to }: Rename): Fix {
  const name = shortName(table);
  const [before, after] = [identifier(from), identifier(to)];
  const column = step.before.relations.get(table)?.columns.get(from);
  if (column !== undefined && column.generated !== null) return onGenerated({ table, from, to });
  const type = column?.type ?? null;
  const trigger = bothWaysTrigger(step, table, from, to);
  const second = { step, table, old: from, fresh: to, type };
  return [
    {
      name: fileName(table, to),
      about: 'the new column beside the old one; a trigger keeps the two alike, whichever of them the code writes',
      lines: [
        BOUNDED_WAIT,
        ...(type === null ? [comment(`with the type that ${before} has, which is not known here`)] : []),
        `ALTER TABLE ${name} ADD COLUMN ${after} ${type === null ? 'text' : typeWords(type)};`,
        ...trigger.lines,
      ],
    },
    {
      name: fileName(table, to, 'fill'),
      about: 'the old rows, in batches',
      lines: [backfillLoop(step.before, table, to, before, step.version)],
    },
    ...builtBeside(second),
    `then deploy code that reads and writes ${after} alone, and wait until nothing that runs names ${before}`,
    {
      name: fileName(table, 'without', from),
      about: `${after} stands alone from now on`,
      lines: switchLines(second, trigger.name, 'keeps its own'),
    },
    ...afterSwitch(second, 'keeps its own'),
    `in a later release, with a backup: ALTER TABLE ${name} DROP COLUMN ${before};`,
  ];
}

/** Nothing but its expression writes it. */
function onGenerated({ table, from, to }: Omit<Rename, 'step'>): string {
  return sql(
    comment(
      `1. add ${identifier(to)} to ${shortName(table)}, filled by a trigger with the expression of ${identifier(from)}, and fill the old rows in batches`,
    ),
    comment(`2. release code that reads ${identifier(to)}`),
    comment(`3. drop ${identifier(from)} once no running version names it`),
  );
}

export function onView({ table, from, to }: Rename): string {
  return sql(
    comment(`1. make a second view beside ${shortName(table)} that calls the column ${identifier(to)}`),
    '-- 2. release code that uses the second view',
    comment(`3. drop ${shortName(table)} once no running version names ${identifier(from)}`),
  );
}

/** What keeps the columns alike until the swap, which then stays as it is written. */
export function keptAlike({ step, table }: Rename, { name, fresh }: Swap): Fix {
  const type = step.before.relations.get(table)?.columns.get(fresh)?.type ?? null;
  const value = `${identifier(name)}${type === null ? '' : `::${typeWords(type)}`}`;
  const trigger = syncTrigger(step, table, fresh, value);
  return [
    {
      name: fileName(table, fresh, 'sync'),
      about: `a trigger fills ${identifier(fresh)} in every row written from now on`,
      lines: [BOUNDED_WAIT, ...trigger.lines],
    },
    {
      name: fileName(table, fresh, 'fill'),
      about: 'the rows from before it',
      lines: [backfillLoop(step.before, table, fresh, value, step.version)],
    },
    `then the swap, which begins with DROP TRIGGER ${trigger.name} ON ${shortName(table)}`,
  ];
}
