/** The same as in package.json; a test compares them. */
export const VERSION = '1.0.0';

/** The release that people are told to use: tags move, a commit does not. */
export const PINNED = 'pg-preflight/pg-preflight@df2e0777beca60c29060210013fdebb30e335561 # v1.0.0';

/** Address of `docs/rules/`, without the closing slash. */
export const DOCS_BASE = 'https://github.com/pg-preflight/pg-preflight/blob/main/docs/rules';
