/** The same as in package.json; a test compares them. */
export const VERSION = '1.0.0';

/** Address of `docs/rules/`, without the closing slash. */
export const DOCS_BASE = 'https://github.com/pg-preflight/pg-preflight/blob/main/docs/rules';
