/**
 * The user's settings are wrong: an input, a flag, the config file, a missing token.
 * Told to the person as it stands, without a stack; `advice` says what to do.
 */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';

  constructor(
    message: string,
    readonly advice: string,
  ) {
    super(message);
  }
}

/** One line for a person: a ConfigError by its text, anything else as a bug of ours. */
export function describeError(error: unknown): string {
  if (error instanceof ConfigError) return `${error.message}. ${error.advice}`;
  const text = error instanceof Error ? error.message : String(error);
  return `pg-preflight itself failed: ${text}. Nothing was called safe; please report this with the migration that caused it.`;
}
