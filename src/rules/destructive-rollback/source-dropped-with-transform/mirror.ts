import { derivedName, identifier, shortName, splitName } from '../../../sql/names.js';
import type { Step } from '../../../timeline.js';
import { dollarTag } from '../../prose.js';
import type { Move, Pair } from './move.js';

/** The triggers of one table, with their function. */
export interface Mirror {
  readonly made: readonly string[];
  readonly dropped: readonly string[];
}

/** From the old table to the new: whatever old code writes. Its own writes end where both have the same. */
export function forthMirror(move: Move, step: Step): Mirror {
  const { from, to, key, moved, copied } = move;
  const all = [key, ...moved, ...copied];
  const ofNew = (pair: Pair): string => `NEW.${identifier(pair.from)}`;
  const values = tuple(moved.map(ofNew));
  const given = move.condition?.((name) => `NEW.${identifier(name)}`);
  const required = moved.filter((one) => one.required).map((one) => `${ofNew(one)} IS NOT NULL`);
  const present = [...(given === undefined ? [] : [required.length === 0 ? given : `(${given})`]), ...required];
  const isWanted =
    present.length > 0
      ? present.join(' AND ')
      : `TG_OP = 'INSERT' OR ${values} IS DISTINCT FROM ${tuple(moved.map(({ empty }) => empty))}`;
  const gone = moved.filter((one) => one.required).map((one) => `${ofNew(one)} IS NULL`);
  const where = `${identifier(key.to)} = ${ofNew(key)}`;
  return mirrorOf(
    step,
    from,
    derivedName(from, splitName(to).name, 'sync'),
    ['AFTER INSERT OR UPDATE', 'BEFORE DELETE'],
    [
      "  IF TG_OP = 'DELETE' THEN",
      `    DELETE FROM ${to} WHERE ${identifier(key.to)} = OLD.${identifier(key.from)};`,
      '    RETURN OLD;',
      '  END IF;',
      "  IF TG_OP = 'UPDATE' THEN",
      `    IF ${values} IS NOT DISTINCT FROM ${tuple(moved.map((one) => `OLD.${identifier(one.from)}`))} THEN RETURN NULL; END IF;`,
      '  END IF;',
      `  IF ${isWanted} THEN`,
      `    INSERT INTO ${to} AS held (${targets(all)})`,
      `    VALUES (${all.map(ofNew).join(', ')})`,
      `    ON CONFLICT (${identifier(key.to)}) DO UPDATE SET ${moved.map((one) => `${identifier(one.to)} = EXCLUDED.${identifier(one.to)}`).join(', ')}`,
      `    WHERE ${tuple(moved.map((one) => `held.${identifier(one.to)}`))} IS DISTINCT FROM ${tuple(moved.map((one) => `EXCLUDED.${identifier(one.to)}`))};`,
      ...(gone.length === 0 ? [] : [`  ELSIF ${gone.join(' OR ')} THEN`, `    DELETE FROM ${to} WHERE ${where};`]),
      '  ELSE',
      `    UPDATE ${to} SET ${moved.map((one) => `${identifier(one.to)} = ${ofNew(one)}`).join(', ')}`,
      `    WHERE ${where} AND ${tuple(moved.map((one) => identifier(one.to)))} IS DISTINCT FROM ${values};`,
      '  END IF;',
      '  RETURN NULL;',
    ],
  );
}

/**
 * From the new table back to the old: whatever new code writes. A row that the other trigger has made for a new row of
 * the old table gives way to the one that new code inserts.
 */
export function backMirror(move: Move, step: Step): Mirror {
  const { from, to, key, moved } = move;
  const values = tuple(moved.map((one) => `NEW.${identifier(one.to)}`));
  const mayStand = !isOnlyGiven(move);
  const giveWay = [
    "  IF TG_WHEN = 'BEFORE' THEN",
    '    IF pg_trigger_depth() = 1 THEN',
    `      DELETE FROM ${to} WHERE ${identifier(key.to)} = NEW.${identifier(key.to)}`,
    `      AND ${tuple(moved.map((one) => identifier(one.to)))} IS NOT DISTINCT FROM ${tuple(moved.map(({ empty }) => empty))};`,
    '    END IF;',
    '    RETURN NEW;',
    '  END IF;',
  ];
  const events = [...(mayStand ? ['BEFORE INSERT'] : []), 'AFTER INSERT OR UPDATE OR DELETE'];
  return mirrorOf(step, to, derivedName(to, splitName(from).name, 'sync'), events, [
    ...(mayStand ? giveWay : []),
    "  IF TG_OP <> 'DELETE' THEN",
    `    UPDATE ${from} SET ${moved.map((one) => `${identifier(one.from)} = NEW.${identifier(one.to)}`).join(', ')}`,
    `    WHERE ${identifier(key.from)} = NEW.${identifier(key.to)} AND ${tuple(moved.map((one) => identifier(one.from)))} IS DISTINCT FROM ${values};`,
    '  ELSIF pg_trigger_depth() = 1 THEN',
    `    UPDATE ${from} SET ${moved.map((one) => `${identifier(one.from)} = DEFAULT`).join(', ')}`,
    `    WHERE ${identifier(key.from)} = OLD.${identifier(key.to)};`,
    '  END IF;',
    '  RETURN NULL;',
  ]);
}

/** Whether a row of the old table that nobody gave a value has none in the new one. */
function isOnlyGiven({ condition, moved }: Move): boolean {
  const asks = condition !== null || moved.some(({ required }) => required);
  return asks && moved.every(({ empty }) => empty === 'NULL');
}

function mirrorOf(step: Step, table: string, name: string, events: readonly string[], body: readonly string[]): Mirror {
  const tag = dollarTag(body.join('\n'));
  const on = shortName(table);
  const names = events.map((event, at) => ({
    event,
    trigger: at === 0 ? name : identifier(`${unquoted(name)}_2`.slice(-63)),
  }));
  return {
    made: [
      `CREATE FUNCTION ${name}() RETURNS trigger LANGUAGE plpgsql AS ${tag}`,
      'BEGIN',
      ...body,
      `END ${tag};`,
      ...names.flatMap(({ event, trigger }) => [
        `CREATE TRIGGER ${trigger} ${event} ON ${on}`,
        `FOR EACH ROW EXECUTE ${step.version < 11 ? 'PROCEDURE' : 'FUNCTION'} ${name}();`,
      ]),
    ],
    dropped: [...names.map(({ trigger }) => `DROP TRIGGER ${trigger} ON ${on};`), `DROP FUNCTION ${name}();`],
  };
}

function unquoted(name: string): string {
  return name.startsWith('"') ? name.slice(1, -1).replaceAll('""', '"') : name;
}

export function tuple(values: readonly string[]): string {
  return values.length === 1 ? (values[0] ?? '') : `(${values.join(', ')})`;
}

export function targets(pairs: readonly Pair[]): string {
  return pairs.map(({ to }) => identifier(to)).join(', ');
}
