import { createTypeScriptImportResolver } from 'eslint-import-resolver-typescript';
import { importX } from 'eslint-plugin-import-x';
import jest from 'eslint-plugin-jest';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

/** The folders of src in the order of the flow; what each may import besides itself (ARCHITECTURE.md draws the same). */
const MAY_IMPORT = {
  sql: ['preflight.ts'],
  frameworks: ['sql', 'session/duration.ts', 'told.ts'],
  // Which lines of the application's code name an object; what became of the object is for the rules to say.
  code: [],
  // A dump sets search_path as it goes, so folding one needs the session, which needs the word for no effects.
  catalog: ['sql', 'session', 'effects/effects.ts'],
  // A session holds the locks that effects say a statement takes: the words, not the tables that decide.
  session: ['sql', 'catalog', 'effects/effects.ts', 'effects/lock-mode.ts'],
  effects: ['sql', 'catalog', 'session'],
  rules: [
    'sql',
    'frameworks',
    'code',
    'history',
    'catalog',
    'session',
    'effects',
    'facet.ts',
    'migration.ts',
    'table-facts.ts',
    'timeline.ts',
    'report',
  ],
  report: [
    'sql',
    'frameworks',
    'catalog',
    'session',
    'effects',
    'migration.ts',
    'timeline.ts',
    'rules',
    'runbook',
    'preflight.ts',
  ],
  runbook: ['sql', 'frameworks', 'catalog', 'session', 'effects', 'migration.ts', 'timeline.ts', 'rules', 'report'],
  render: ['report', 'rules', 'effects'],
  // The names of the tools, and what a time is, so that a setting is checked where it is read.
  settings: ['report', 'rules', 'frameworks', 'session/duration.ts', 'preflight.ts', 'told.ts'],
  sandbox: ['sql', 'report', 'preflight.ts'],
  // Which files tell the schema before, for every door; it reads none itself.
  history: ['frameworks', 'preflight.ts'],
  disk: ['sql', 'frameworks', 'code', 'history', 'settings', 'preflight.ts', 'report'],
  cli: [
    'frameworks',
    'code',
    'history',
    'rules',
    'report',
    'render',
    'settings',
    'sandbox',
    'disk',
    'preflight.ts',
    'explain.ts',
  ],
  github: ['sql', 'frameworks', 'code', 'history', 'settings', 'preflight.ts', 'report', 'render', 'rules', 'sandbox'],
};
const FOR_EVERYONE = ['errors.ts', 'exhaustive.ts'];

/** Synchronous, no I/O, no environment: what `preflight.ts` reaches, and the renderers. */
const CORE = [
  'src/{sql,frameworks,code,catalog,session,effects,rules,runbook,report,render,history}/**/*.ts',
  'src/{preflight,migration,connection,told,table-facts,facet,schema-before,timeline,section-run,errors,exhaustive}.ts',
];

const OCTOKIT = {
  group: ['@octokit/*', '@actions/github', '@actions/github/*'],
  message: 'Only src/github/octokit-*.ts knows Octokit.',
};
const PARSER = { group: ['libpg-query'], message: 'Only src/sql/parse.ts knows libpg-query.' };
const WORLD = {
  group: ['node:*', '@actions/*', '@octokit/*', 'fs', 'fs/*', 'path', 'process', 'child_process', 'crypto', 'os'],
  message: 'The core does no I/O: take it as an argument.',
};
const SHELL = {
  group: ['node:child_process', 'node:worker_threads', 'node:vm', 'child_process'],
  message: 'Only src/sandbox (the parser) and the command line (git) start a process.',
};

function noImports(...patterns) {
  return { 'no-restricted-imports': 'off', '@typescript-eslint/no-restricted-imports': ['error', { patterns }] };
}

/** One zone a folder: everything in src but itself, what it may import, and what everyone may. */
function zones() {
  const folders = Object.entries(MAY_IMPORT).map(([folder, allowed]) => ({
    target: `./src/${folder}`,
    from: './src',
    except: [`./${folder}`, ...[...allowed, ...FOR_EVERYONE].map((name) => `./${name}`)],
    message: `src/${folder} may import only: ${[...allowed, ...FOR_EVERYONE].join(', ')}.`,
  }));
  const timeline = [
    'timeline.ts',
    'section-run.ts',
    'facet.ts',
    'migration.ts',
    'table-facts.ts',
    'preflight.ts',
    'report/report.ts',
    'sql',
    'frameworks',
    'code',
    'catalog',
    'session',
    'effects',
    ...FOR_EVERYONE,
  ];
  return [
    ...folders,
    ...['timeline.ts', 'section-run.ts'].map((file) => ({
      target: `./src/${file}`,
      from: './src',
      except: timeline.map((name) => `./${name}`),
    })),
    { target: './src', from: './__tests__' },
    { target: './src', from: './scripts' },
  ];
}

export default defineConfig(
  { ignores: ['dist/', 'coverage/', 'node_modules/', '__tests__/pull-requests/*/{base,head}/', '**/fixture/'] },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.recommendedTypeChecked],
    plugins: { 'import-x': importX },
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    settings: { 'import-x/resolver-next': [createTypeScriptImportResolver({ noWarnOnMultipleProjects: true })] },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/consistent-type-assertions': ['error', { assertionStyle: 'never' }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/only-throw-error': 'error',
      '@typescript-eslint/return-await': 'error',
      // A port is asynchronous for the implementation that needs it, not for every one.
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/no-redundant-type-constituents': 'off',
      'import-x/no-cycle': ['error', { ignoreExternal: true }],
      'import-x/no-restricted-paths': ['error', { basePath: import.meta.dirname, zones: zones() }],
      'import-x/no-default-export': 'error',
      'import-x/no-duplicates': ['error', { 'prefer-inline': false }],
      'max-depth': ['error', 3],
      eqeqeq: 'error',
      'prefer-const': 'error',
      'no-eval': 'error',
      'no-new-func': 'error',
    },
  },
  {
    files: ['src/**/*.ts', 'scripts/**/*.ts'],
    rules: {
      'max-lines': ['error', 300],
      'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
    },
  },
  // Postgres's syntax tree is typed looser than it is: one file narrows it for all others.
  { files: ['src/sql/statement.ts'], rules: { '@typescript-eslint/consistent-type-assertions': 'off' } },

  // Later blocks replace the list of earlier ones, so each names all that it forbids.
  { files: ['src/**/*.ts'], rules: noImports(OCTOKIT, PARSER, SHELL) },
  { files: ['src/{sandbox,disk,cli}/**/*.ts'], rules: noImports(OCTOKIT, PARSER) },
  { files: ['src/github/octokit-*.ts'], rules: noImports(PARSER, SHELL) },
  {
    files: CORE,
    rules: {
      ...noImports(WORLD, PARSER),
      'no-restricted-globals': ['error', 'process', 'console', 'fetch', 'require', 'setTimeout', 'setInterval'],
      'no-restricted-properties': [
        'error',
        { object: 'globalThis', property: 'process' },
        { object: 'Date', property: 'now', message: 'The same input gives the same bytes.' },
        { object: 'Math', property: 'random', message: 'The same input gives the same bytes.' },
      ],
    },
  },
  { files: ['src/sql/parse.ts'], rules: noImports(WORLD) },
  {
    files: ['src/rules/*/*/*.ts'],
    rules: noImports(WORLD, PARSER, {
      regex: '^\\.\\./[^./][^/]*/|^\\.\\./\\.\\./[^/]+/[^/]+/rule\\.js$',
      message: 'A rule folder imports no other rule folder: move what they share to src/rules/ or below.',
    }),
  },
  { files: ['src/rules/{index,docs}.ts'], rules: { 'max-lines': 'off' } },

  {
    files: ['__tests__/**/*.ts'],
    ...jest.configs['flat/recommended'],
    rules: {
      ...jest.configs['flat/recommended'].rules,
      'jest/expect-expect': ['error', { assertFunctionNames: ['expect', 'expect*', 'assert*', 'check*'] }],
      'jest/no-conditional-expect': 'off',
      'jest/no-focused-tests': 'error',
      'jest/no-disabled-tests': 'error',
      'jest/no-restricted-jest-methods': [
        'error',
        { mock: 'No module mocks.', unstable_mockModule: 'No module mocks.' },
      ],
      // A test reads JSON that its own subject wrote; the assertions are its types.
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },
  { files: ['**/*.js'], extends: [tseslint.configs.disableTypeChecked] },
);
