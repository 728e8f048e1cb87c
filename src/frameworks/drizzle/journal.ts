/** One line of `meta/_journal.json`: Drizzle runs what stands there, and only what is newer than all that has run. */
export interface JournalEntry {
  /** The file's name without its ending. */
  readonly tag: string;
  /** Milliseconds; decides what runs. */
  readonly when: number;
}

/** null: it is no journal. */
export function journalEntries(text: string): readonly JournalEntry[] | null {
  let journal: unknown;
  try {
    journal = JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return null;
  }
  if (!isObject(journal) || !Array.isArray(journal['entries'])) return null;
  return journal['entries'].flatMap((entry: unknown) =>
    isObject(entry) && typeof entry['tag'] === 'string' && typeof entry['when'] === 'number'
      ? [{ tag: entry['tag'], when: entry['when'] }]
      : [],
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
