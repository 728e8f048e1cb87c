import { sql } from './prose.js';

/** A statement over at most 5,000 rows, run again until none is left; each round is committed and leaves room for others. */
export function inBatches(statement: string): string {
  return sql(
    'DO $$',
    'BEGIN',
    '  LOOP',
    `    ${statement};`,
    '    EXIT WHEN NOT FOUND;',
    '    COMMIT;',
    '    PERFORM pg_sleep(0.1);',
    '  END LOOP;',
    'END $$;',
  );
}
